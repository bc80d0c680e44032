/** @file How far people agree with each other: in the values they give and, where proposals are judged, in right or wrong. */
import type { ReactNode } from 'react';
import { Typography } from '@mui/material';
import type { CampaignReport, FieldRatings } from '#shared/contracts/campaign-report';
import type { AgreementResult } from '#shared/contracts/measure-results';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatFigure, formatInterval } from '../../../components/figure-format';
import { formatCount } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';

type Coefficient = 'percent' | 'fleiss' | 'krippendorff';
type Row = { readonly title: string; readonly what: string; readonly result: AgreementResult };

export function AgreementSection({ report }: { report: CampaignReport }) {
  const rows = report.agreement.flatMap(rowsOf);
  if (rows.length === 0) return null;
  return (
    <PageSection title="Agreement between people" description="Over the turns that at least two people saw. Where a figure is missing, the votes do not define it.">
      <DataTable label="Agreement between people" columns={columns} rows={rows} rowKey={({ title, what }) => `${title} ${what}`} />
    </PageSection>
  );
}

function rowsOf({ title, values, verdicts }: FieldRatings): Row[] {
  return [...(values === null ? [] : [{ title, what: 'values', result: values }]), ...(verdicts === null ? [] : [{ title, what: 'right or wrong', result: verdicts }])];
}

const columns: readonly Column<Row>[] = [
  { key: 'field', label: 'Field', value: ({ title }) => title },
  { key: 'what', label: 'Of', value: ({ what }) => what },
  { key: 'items', label: 'Turns', isFigure: true, value: ({ result }) => result.items, render: ({ result }) => formatCount(result.items) },
  coefficient('percent', 'Percent agreement'),
  coefficient('fleiss', 'Fleiss’ κ'),
  { key: 'cohen', label: 'Cohen’s κ, mean', isFigure: true, value: ({ result }) => result.cohen.mean, render: ({ result }) => figure(result.cohen.mean, result.ci?.cohen.mean) },
  coefficient('krippendorff', 'Krippendorff’s α'),
];

function coefficient(key: Coefficient, label: string): Column<Row> {
  return { key, label, isFigure: true, value: ({ result }) => result[key], render: ({ result }) => figure(result[key], result.ci?.[key]) };
}

function figure(value: number | null, interval: { low: number; high: number } | null | undefined): ReactNode {
  if (value === null) return '–';
  return (
    <>
      {formatFigure(value)}
      {interval !== null && interval !== undefined && (
        <Typography variant="caption" component="span" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {formatInterval(interval)}
        </Typography>
      )}
    </>
  );
}
