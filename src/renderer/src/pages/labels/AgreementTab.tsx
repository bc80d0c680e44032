/** @file How far annotators agree, field by field, beside what was published; who of them differs most; how often each value was given. */
import { useState } from 'react';
import { Box, Button, Skeleton, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { AnnotatorReport, FieldAgreement } from '#shared/contracts/label-results';
import type { LabelSetDetails } from '#shared/contracts/labels';
import { useCommand } from '../../api/use-command';
import { BarList } from '../../components/charts/BarList';
import { IntervalChart } from '../../components/charts/IntervalChart';
import { type Column, DataTable } from '../../components/DataTable';
import { formatCount, formatShare } from '../../components/format';
import { formatFigure, formatInterval } from '../../components/figure-format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';

export function AgreementTab({ set }: { set: LabelSetDetails }) {
  const { counts } = set;
  const share = (count: number): string => formatShare(counts.values === 0 ? 0 : count / counts.values);
  return (
    <>
      <Box sx={{ mb: 4 }}>
        <StatRow label="How the values came about">
          <Stat label="Values" value={formatCount(counts.values)} />
          <Stat label="All agreed" value={share(counts.unanimous)} />
          <Stat label="Most agreed" value={share(counts.majority)} />
          <Stat label="Adjudicated" value={share(counts.adjudicated)} />
          <Stat label="By the fallback rule" value={formatCount(counts.fallback)} />
          <Stat label="Known beforehand" value={formatCount(counts.known)} />
          <Stat label="Without a value" value={formatCount(counts.failed)} />
          <Stat label="Failed dialogues" value={formatCount(counts.failedDialogues)} />
        </StatRow>
      </Box>
      {set.annotators.length >= 2 ? <Agreement set={set} /> : <EmptyState title="No agreement to show">The set has the labels of one annotator.</EmptyState>}
      <Annotators set={set} />
      <Distributions set={set} />
    </>
  );
}

type Trust = 'meanOfDims' | 'degree' | 'pooledDims';

function Agreement({ set }: { set: LabelSetDetails }) {
  const [trust, setTrust] = useState<Trust>('meanOfDims');
  const [hasIntervals, setHasIntervals] = useState(false);
  const agreement = useCommand('labels.agreement', { labelSetId: set.id, trust, ...(hasIntervals && { ci: { resamples: 1000, seed: 13, level: 0.95 } }) }, { keepsPrevious: true });
  return (
    <PageSection
      title="Agreement"
      description="Over the raw votes, before any adjudication. Values that annotators were told beforehand are left out."
      actions={
        <>
          <ToggleButtonGroup exclusive size="small" value={trust} onChange={(_, next: Trust | null) => next !== null && setTrust(next)} aria-label="Agreement on trust">
            <ToggleButton value="meanOfDims">Mean of dimensions</ToggleButton>
            <ToggleButton value="pooledDims">Pooled</ToggleButton>
            <ToggleButton value="degree">Degree</ToggleButton>
          </ToggleButtonGroup>
          <Button variant="outlined" disabled={hasIntervals} onClick={() => setHasIntervals(true)}>
            Add intervals
          </Button>
        </>
      }
    >
      <LoadState query={agreement} what="the agreement" skeleton={<Skeleton variant="rounded" height={280} />}>
        {({ fields, knownLeftOut }) => (
          <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
            <Box>
              <DataTable label="Agreement by field" columns={agreementColumns} rows={fields} rowKey={({ field }) => field} />
              <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mt: 0.75 }}>
                {formatCount(knownLeftOut)} known values were left out. Published: Fleiss&rsquo; kappa of three models, ESCA.
              </Typography>
            </Box>
            <IntervalChart
              title="Fleiss’ kappa"
              help="0 is chance, 1 is full agreement."
              rows={fields.flatMap(({ title, fleiss, ci }) => (fleiss === null ? [] : [{ label: title, value: fleiss, interval: ci?.fleiss ?? null }]))}
              labelHeader="Field"
              valueHeader="Kappa"
              range={[0, 1]}
              fileLead={set.name}
            />
          </Box>
        )}
      </LoadState>
    </PageSection>
  );
}

const agreementColumns: readonly Column<FieldAgreement>[] = [
  { key: 'title', label: 'Field', value: ({ title }) => title },
  { key: 'items', label: 'Turns', isFigure: true, value: ({ items }) => items, render: ({ items }) => formatCount(items) },
  { key: 'percent', label: 'Equal', isFigure: true, value: ({ percent }) => percent, render: ({ percent }) => (percent === null ? '–' : formatShare(percent)) },
  ...(['fleiss', 'cohen', 'krippendorff'] as const).map((name): Column<FieldAgreement> => ({ key: name, label: { fleiss: 'Fleiss', cohen: 'Cohen', krippendorff: 'Alpha' }[name], isFigure: true, value: (row) => row[name], render: (row) => coefficient(row, name) })),
  { key: 'published', label: 'Published', isFigure: true, value: ({ published }) => published?.fleiss ?? null, render: ({ published }) => (published === null ? '' : published.fleiss.toFixed(2)) },
];

function coefficient(row: FieldAgreement, name: 'fleiss' | 'cohen' | 'krippendorff') {
  const value = row[name];
  if (value === null) return <span title={row.undefinedBecause[name]}>not defined</span>;
  const interval = row.ci?.[name] ?? null;
  return (
    <>
      {formatFigure(value)}
      {interval !== null && (
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {formatInterval(interval)}
        </Typography>
      )}
    </>
  );
}

function Annotators({ set }: { set: LabelSetDetails }) {
  const annotators = useCommand('labels.annotators', { labelSetId: set.id });
  return (
    <PageSection title="Annotators" description="Who differs from the value that stands, most first.">
      <LoadState query={annotators} what="the annotators" isEmpty={(list) => list.length === 0} empty={<EmptyState title="No votes are kept">The labels came without those who gave them.</EmptyState>}>
        {(list) => <DataTable label="Annotators" columns={annotatorColumns} rows={list} rowKey={({ name }) => name} />}
      </LoadState>
    </PageSection>
  );
}

const annotatorColumns: readonly Column<AnnotatorReport>[] = [
  { key: 'name', label: 'Annotator', value: ({ name }) => name },
  { key: 'votes', label: 'Votes', isFigure: true, value: ({ votes }) => votes, render: ({ votes }) => formatCount(votes) },
  { key: 'share', label: 'Differs', isFigure: true, value: ({ share }) => share, render: ({ share }) => formatShare(share) },
  { key: 'most', label: 'Most in', value: mostIn },
  { key: 'unparsed', label: 'Unread replies', isFigure: true, value: ({ unparsedReplies }) => unparsedReplies, render: ({ unparsedReplies }) => formatCount(unparsedReplies) },
  { key: 'retried', label: 'Tried again', isFigure: true, value: ({ retriedPasses }) => retriedPasses, render: ({ retriedPasses }) => formatCount(retriedPasses) },
  { key: 'failed', label: 'Failed', isFigure: true, value: ({ failedPasses }) => failedPasses, render: ({ failedPasses }) => formatCount(failedPasses) },
];

function mostIn({ fields }: AnnotatorReport): string {
  const most = fields.toSorted((a, b) => b.share - a.share)[0];
  return most === undefined ? '' : `${most.field}, ${formatShare(most.share)}`;
}

function Distributions({ set }: { set: LabelSetDetails }) {
  const distribution = useCommand('labels.distribution', { labelSetId: set.id });
  return (
    <PageSection title="Values">
      <LoadState query={distribution} what="the values" skeleton={<Skeleton variant="rounded" height={240} />}>
        {(fields) => (
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 360px), 1fr))' }}>
            {fields.map(({ field, title, values }) => (
              <BarList key={field} title={title} bars={values.map((one) => ({ label: one.title, count: one.count }))} labelHeader="Value" countHeader="Turns" fileLead={set.name} />
            ))}
          </Box>
        )}
      </LoadState>
    </PageSection>
  );
}
