/** @file Figures with value, interval, direction and help; what must be known of a value stands under its name, never only behind a click. */
import { Box } from '@mui/material';
import { TriangleAlert } from 'lucide-react';
import { type MetricEntry, metricCatalogue } from '#shared/domain/metric-catalogue';
import { Badge } from '../../../components/Badge';
import { type Column, DataTable } from '../../../components/DataTable';
import { type FigureFormat, formatFigure, formatInterval } from '../../../components/figure-format';
import { directionText, MetricHelp } from '../../../components/MetricHelp';
import { figureMetric, figureName, isShare } from '../figure-names';
import type { FigureRow } from './figure-rows';

export interface FigureTableProps {
  label: string;
  rows: readonly FigureRow[];
  /** Applies to shares only. */
  format: FigureFormat;
  /** Confidence of the intervals; null where none were drawn. */
  level: number | null;
}

export function FigureTable({ label, rows, format, level }: FigureTableProps) {
  const formatOf = ({ figure }: FigureRow): FigureFormat => (isShare(figure) ? format : { scale: 1 });
  const columns: Column<FigureRow>[] = [
    { key: 'figure', label: 'Figure', value: ({ figure }) => figureName(figure), render: (row) => <FigureHead row={row} /> },
    { key: 'value', label: 'Value', isFigure: true, value: ({ value }) => value, render: (row) => <FigureValue row={row} format={formatOf(row)} /> },
    ...(level === null ? [] : [intervalColumn(level, formatOf)]),
    { key: 'reading', label: 'Reading', value: (row) => readingOf(row, formatOf(row)), render: (row) => <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{readingOf(row, formatOf(row))}</Box> },
  ];
  return <DataTable label={label} columns={columns} rows={rows} rowKey={({ figure }) => figure} />;
}

function FigureHead({ row: { figure, warnings, remark, isDegenerate = false } }: { row: FigureRow }) {
  return (
    <Box sx={{ maxWidth: 440 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, fontWeight: 550, whiteSpace: 'nowrap' }}>
        {figureName(figure)}
        <MetricHelp metric={figureMetric(figure)} name={figureName(figure)} />
        {isDegenerate && <Badge help="The value comes from a guard rule, not from the data">Degenerate</Badge>}
      </Box>
      {warnings.map((warning) => (
        <Caution key={warning} text={warning} />
      ))}
      {remark !== undefined && <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{remark}</Box>}
    </Box>
  );
}

export function Caution({ text }: { text: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 0.75, color: 'warning.main', fontSize: '0.8125rem', lineHeight: 1.45, mt: 0.25 }}>
      <Box component="span" sx={{ display: 'inline-flex', mt: '2px', flexShrink: 0 }}>
        <TriangleAlert size={14} aria-label="Caution" />
      </Box>
      <span>{text}</span>
    </Box>
  );
}

function FigureValue({ row: { value }, format }: { row: FigureRow; format: FigureFormat }) {
  if (value === null) return <Box component="span" sx={{ color: 'text.secondary' }}>undefined</Box>;
  return <Box component="span" sx={{ fontWeight: 600 }}>{formatFigure(value, format)}</Box>;
}

function intervalColumn(level: number, formatOf: (row: FigureRow) => FigureFormat): Column<FigureRow> {
  return {
    key: 'interval',
    label: `${Math.round(level * 1000) / 10}% interval`,
    isFigure: true,
    value: ({ interval }) => (interval === null ? null : `[${interval.low}, ${interval.high}]`),
    render: (row) => <Box component="span" sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>{row.interval === null ? '–' : formatInterval(row.interval, formatOf(row))}</Box>,
  };
}

function readingOf({ figure }: FigureRow, { scale }: FigureFormat): string {
  const { better, range }: MetricEntry = metricCatalogue[figureMetric(figure)];
  return directionText({ better, range: scale === 1 ? range : [0, 100] });
}
