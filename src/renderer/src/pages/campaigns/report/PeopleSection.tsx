/** @file People at work: speed and how it drifts, steadiness on repeated turns, answers to turns that are known. No ranking. */
import { Box } from '@mui/material';
import type { CampaignReport, PersonFigures, Share } from '#shared/contracts/campaign-report';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatCount, formatDecimal, formatDuration, formatShare } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { DriftChart } from './DriftChart';

export function PeopleSection({ report }: { report: CampaignReport }) {
  return (
    <PageSection title="People at work" description="Time without pauses. Drift is the last ten items against the first ten: below 1 is faster. Items of under two seconds are counted, and nothing follows from them.">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {report.people.some(({ blocks }) => blocks.length > 1) && <DriftChart people={report.people} fileLead={report.name} />}
        <DataTable label="People at work" columns={columns} rows={report.people} rowKey={({ person }) => person.id} />
      </Box>
    </PageSection>
  );
}

const columns: readonly Column<PersonFigures>[] = [
  { key: 'person', label: 'Person', value: ({ person }) => person.name },
  { key: 'decided', label: 'Decided', isFigure: true, value: ({ decided }) => decided, render: ({ decided }) => formatCount(decided) },
  { key: 'skipped', label: 'Skipped', isFigure: true, value: ({ skipped }) => skipped, render: ({ skipped }) => formatCount(skipped) },
  { key: 'flagged', label: 'Flagged', isFigure: true, value: ({ flagged }) => flagged, render: ({ flagged }) => formatCount(flagged) },
  { key: 'tooFast', label: 'Under 2 s', isFigure: true, value: ({ tooFast }) => tooFast, render: ({ tooFast }) => formatCount(tooFast) },
  { key: 'median', label: 'Median, s', isFigure: true, value: ({ medianSeconds }) => medianSeconds, render: ({ medianSeconds }) => (medianSeconds === null ? '–' : formatDecimal(medianSeconds)) },
  { key: 'total', label: 'In all', isFigure: true, value: ({ totalSeconds }) => totalSeconds, render: ({ totalSeconds }) => formatDuration(totalSeconds) },
  { key: 'drift', label: 'Drift', isFigure: true, value: ({ drift }) => drift, render: ({ drift }) => (drift === null ? '–' : `× ${drift.toFixed(2)}`) },
  { key: 'consistency', label: 'Same twice', isFigure: true, value: ({ consistency }) => consistency.share, render: ({ consistency }) => shareWord(consistency) },
  { key: 'gold', label: 'Known right', isFigure: true, value: ({ goldChecks }) => goldChecks.share, render: ({ goldChecks }) => shareWord(goldChecks) },
];

function shareWord({ share, right, of }: Share): string {
  return share === null ? '–' : `${formatShare(share)} (${formatCount(right)} of ${formatCount(of)})`;
}
