/** @file Proposals that turned out wrong: which, how often, why, with examples that lead to the item. */
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { CampaignReport, CommonError } from '#shared/contracts/campaign-report';
import type { Campaign } from '#shared/contracts/campaigns';
import { ErrorType } from '#shared/domain/review/decisions';
import { displayText } from '#shared/domain/dialogue';
import { paths } from '../../../app/paths';
import { BarList } from '../../../components/charts/BarList';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatCount } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { valueWord } from '../../review/review-words';
import { errorTypeWords } from '../campaign-words';

export function ErrorSection({ report, campaign }: { report: CampaignReport; campaign: Campaign }) {
  const bars = ErrorType.options.flatMap((type) => (report.errorTypes[type] === undefined ? [] : [{ label: errorTypeWords[type].word, count: report.errorTypes[type] }]));
  return (
    <PageSection title="Most common errors" description="Proposals unlike gold, commonest first.">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {bars.length > 0 && <BarList title="Why people disagreed, or the proposal was wrong" bars={bars} labelHeader="Reason" countHeader="Values" fileLead={report.name} />}
        <DataTable label="Most common errors" columns={columnsOf(campaign)} rows={report.errors} rowKey={({ field, proposed, gold }) => `${field} ${proposed} ${gold}`} />
      </Box>
    </PageSection>
  );
}

function columnsOf(campaign: Campaign): Column<CommonError>[] {
  const field = (id: string) => campaign.fields.find((one) => one.id === id);
  const word = (id: string, value: string) => {
    const known = field(id);
    return known === undefined ? value : valueWord(known, value);
  };
  return [
    { key: 'field', label: 'Field', value: (row) => field(row.field)?.title ?? row.field },
    { key: 'proposed', label: 'Proposed', value: (row) => word(row.field, row.proposed) },
    { key: 'gold', label: 'Gold', value: (row) => word(row.field, row.gold) },
    { key: 'count', label: 'Times', isFigure: true, value: ({ count }) => count, render: ({ count }) => formatCount(count) },
    { key: 'examples', label: 'Examples', value: ({ examples }) => examples.map(({ number }) => number).join(' '), render: (row) => <Examples campaign={campaign} error={row} /> },
  ];
}

function Examples({ campaign, error: { examples, field } }: { campaign: Campaign; error: CommonError }) {
  return (
    <Box sx={{ display: 'grid', gap: 0.5, minWidth: 260 }}>
      {examples.map(({ itemId, number, excerpt }) => (
        <Box key={itemId} sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }}>
          <Link component={RouterLink} to={`${paths.adjudicate(campaign.id)}?state=all&field=${field}&item=${itemId}`} sx={{ whiteSpace: 'nowrap' }}>
            Item {formatCount(number)}
          </Link>
          <Typography variant="caption" component="span" sx={{ color: 'text.secondary' }}>
            {displayText(excerpt)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
