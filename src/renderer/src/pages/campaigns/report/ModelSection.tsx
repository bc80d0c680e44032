/** @file Models against gold: what each gave where people say something else. One annotator and one field at a time. */
import { useState } from 'react';
import { Box, MenuItem, TextField } from '@mui/material';
import type { CampaignReport, ModelAgainstGold } from '#shared/contracts/campaign-report';
import type { Campaign } from '#shared/contracts/campaigns';
import { CountHeatMap } from '../../../components/charts/CountHeatMap';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatFigure } from '../../../components/figure-format';
import { formatCount, formatShare } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { valueWord } from '../../review/review-words';

export function ModelSection({ report, campaign }: { report: CampaignReport; campaign: Campaign }) {
  const [key, setKey] = useState(keyOf(report.models[0]));
  const shown = report.models.find((one) => keyOf(one) === key) ?? report.models[0];
  if (shown === undefined) return null;
  const titles = new Map(campaign.fields.map(({ id, title }) => [id, title]));
  return (
    <PageSection title="Models against gold" description="Rows: gold. Columns: what the model gave.">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <TextField select label="Model and field" value={keyOf(shown)} onChange={(event) => setKey(event.target.value)} sx={{ width: 420, maxWidth: '100%' }}>
          {report.models.map((one) => (
            <MenuItem key={keyOf(one)} value={keyOf(one)}>
              {nameOf(one)}: {titles.get(one.field) ?? one.field}
            </MenuItem>
          ))}
        </TextField>
        <Confusion model={shown} campaign={campaign} fileLead={report.name} />
        <DataTable label="Models against gold" columns={columnsOf(titles)} rows={report.models} rowKey={keyOf} maxHeightPx={360} />
      </Box>
    </PageSection>
  );
}

function Confusion({ model, campaign, fileLead }: { model: ModelAgainstGold; campaign: Campaign; fileLead: string }) {
  const field = campaign.fields.find(({ id }) => id === model.field);
  const labels = model.values.map((value) => ({ label: field === undefined ? value : valueWord(field, value), short: value.slice(0, 6) }));
  return <CountHeatMap title={`${nameOf(model)} against gold: ${field?.title ?? model.field}`} rows={{ header: 'Gold', labels }} columns={{ header: 'Given', labels }} counts={model.counts} fileLead={fileLead} />;
}

function columnsOf(titles: ReadonlyMap<string, string>): Column<ModelAgainstGold>[] {
  return [
    { key: 'annotator', label: 'Given by', value: nameOf },
    { key: 'field', label: 'Field', value: ({ field }) => titles.get(field) ?? field },
    { key: 'of', label: 'Turns', isFigure: true, value: ({ accuracy }) => accuracy.of, render: ({ accuracy }) => formatCount(accuracy.of) },
    { key: 'accuracy', label: 'Like gold', isFigure: true, value: ({ accuracy }) => accuracy.share, render: ({ accuracy }) => (accuracy.share === null ? '–' : formatShare(accuracy.share)) },
    { key: 'kappa', label: 'Cohen’s κ', isFigure: true, value: ({ kappa }) => kappa, render: ({ kappa }) => (kappa === null ? '–' : formatFigure(kappa)) },
  ];
}

function nameOf({ annotator, isProposal }: ModelAgainstGold): string {
  return isProposal ? 'Proposals' : annotator;
}

function keyOf(model: ModelAgainstGold | undefined): string {
  return model === undefined ? '' : `${model.annotator}/${model.field}`;
}
