/** @file How often people found the proposals right, field by field, beside what the paper reports. */
import { Box } from '@mui/material';
import type { CampaignReport, FieldAccuracy } from '#shared/contracts/campaign-report';
import { type Column, DataTable } from '../../../components/DataTable';
import { PageSection } from '../../../components/PageContainer';
import { AccuracyChart } from './AccuracyChart';

export function AccuracySection({ report }: { report: CampaignReport }) {
  const people = [...new Map(report.accuracy.flatMap((field) => field.people.map(({ personId }) => [personId, report.people.find(({ person }) => person.id === personId)?.person.name ?? `person ${personId}`]))).entries()];
  const columns: Column<FieldAccuracy>[] = [
    { key: 'field', label: 'Field', value: ({ title }) => title },
    { key: 'mean', label: 'Mean of the people, %', isFigure: true, value: ({ mean }) => percentOf(mean), render: ({ mean }) => shown(mean) },
    { key: 'ci', label: 'Interval', isFigure: true, value: ({ ci }) => (ci === null ? null : `${shown(ci.low)} to ${shown(ci.high)}`), render: ({ ci }) => <Box component="span" sx={{ whiteSpace: 'nowrap' }}>{ci === null ? '–' : `${shown(ci.low)} to ${shown(ci.high)}`}</Box> },
    { key: 'published', label: 'Paper, %', isFigure: true, value: ({ published }) => published, render: ({ published }) => published?.toFixed(2) ?? '–' },
    ...people.map(
      ([id, name]): Column<FieldAccuracy> => ({
        key: `person ${id}`,
        label: name,
        isFigure: true,
        value: (field) => percentOf(field.people.find(({ personId }) => personId === id)?.share ?? null),
        render: (field) => {
          const own = field.people.find(({ personId }) => personId === id);
          return own === undefined || own.share === null ? '–' : <span title={`${own.right} of ${own.of}`}>{shown(own.share)}</span>;
        },
      }),
    ),
  ];
  return (
    <PageSection title="Accuracy of the proposals" description="The mean over the people of each one’s share of right answers, as the paper reports it; intervals by bootstrap over items.">
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <AccuracyChart fields={report.accuracy} fileLead={report.name} />
        <DataTable label="Accuracy by field" columns={columns} rows={report.accuracy} rowKey={({ field }) => field} />
      </Box>
    </PageSection>
  );
}

function percentOf(share: number | null): number | null {
  return share === null ? null : Math.round(share * 10_000) / 100;
}

function shown(share: number | null): string {
  return share === null ? '–' : (share * 100).toFixed(2);
}
