/** @file Kept measurements of one kind, one row each with the figures one would print; chosen rows leave as one table. */
import { useState } from 'react';
import { Box, Button, Checkbox, Link, Tooltip } from '@mui/material';
import { Download } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { MeasurementSummary } from '#shared/contracts/measure';
import type { MeasurementId } from '#shared/domain/ids';
import { paths } from '../../app/paths';
import { type Column, DataTable } from '../../components/DataTable';
import { formatDifference, formatFigure, formatInterval } from '../../components/figure-format';
import { formatCount, formatDate } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { figureShortName } from './figure-names';
import { MeasurementExportDialog } from './MeasurementExportDialog';
import { MeasurementMenu } from './MeasurementMenu';
import { variantWord } from './option-words';

export interface MeasurementTableProps {
  title: string;
  description?: string;
  /** Of one kind, newest first. */
  measurements: readonly MeasurementSummary[];
}

export function MeasurementTable({ title, description, measurements }: MeasurementTableProps) {
  const [chosen, setChosen] = useState<ReadonlySet<MeasurementId>>(new Set());
  const [isExporting, setIsExporting] = useState(false);
  const chosenRows = measurements.filter(({ id }) => chosen.has(id));
  const toggle = (id: MeasurementId) => setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const figures = [...new Set(measurements.flatMap(({ headline }) => headline.map(({ figure }) => figure)))];
  const exportButton = chosenRows.length > 0 && (
    <Button variant="outlined" startIcon={<Download size={15} aria-hidden />} onClick={() => setIsExporting(true)}>
      Export {chosenRows.length === 1 ? 'one row' : `${formatCount(chosenRows.length)} rows as one table`}
    </Button>
  );
  return (
    <PageSection title={title} {...(description !== undefined && { description })} actions={exportButton}>
      <DataTable label={title} columns={[choiceColumn(chosen, toggle), nameColumn, ...figures.map(figureColumn), menuColumn]} rows={measurements} rowKey={({ id }) => id} hasCopy={false} />
      {isExporting && <MeasurementExportDialog measurements={chosenRows} onClose={() => setIsExporting(false)} />}
    </PageSection>
  );
}

function choiceColumn(chosen: ReadonlySet<MeasurementId>, toggle: (id: MeasurementId) => void): Column<MeasurementSummary> {
  return {
    key: 'choice',
    label: 'For export',
    isActions: true,
    width: 36,
    value: () => null,
    render: ({ id, name }) => <Checkbox checked={chosen.has(id)} onChange={() => toggle(id)} slotProps={{ input: { 'aria-label': `Choose ${name} for export` } }} sx={{ p: 0.5 }} />,
  };
}

const nameColumn: Column<MeasurementSummary> = {
  key: 'name',
  label: 'Name',
  value: ({ name }) => name,
  render: (measurement) => (
    <Box sx={{ minWidth: 170 }}>
      <Link component={RouterLink} to={paths.measurementOf(measurement)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
        {measurement.name}
      </Link>
      <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', color: 'text.secondary' }}>
        {aboutOf(measurement)}
      </Box>
    </Box>
  ),
};

function aboutOf({ kind, variant, createdAt, reproduction }: MeasurementSummary): string {
  const reproduced = reproduction === undefined ? '' : reproduction.isIdentical ? ' · reproduced' : ' · reproduced, figures differ';
  return `${variantWord(kind, variant)} · ${formatDate(createdAt)}${reproduced}`;
}

function figureColumn(figure: string): Column<MeasurementSummary> {
  const found = ({ headline }: MeasurementSummary) => headline.find((one) => one.figure === figure);
  return {
    key: figure,
    label: figureShortName(figure),
    isFigure: true,
    value: (row) => found(row)?.value ?? null,
    render: (row) => <HeadlineFigure kind={row.kind} value={found(row)?.value} interval={found(row)?.ci ?? null} />,
  };
}

function HeadlineFigure({ kind, value, interval }: { kind: MeasurementSummary['kind']; value: number | null | undefined; interval: { low: number; high: number } | null }) {
  if (value === undefined) return null;
  if (value === null) return <Tooltip title="Undefined on these ratings; its page says why" describeChild><span>–</span></Tooltip>;
  const text = kind === 'comparison' ? formatDifference(value) : formatFigure(value);
  return interval === null ? text : <Tooltip title={`Interval ${formatInterval(interval)}`} describeChild><span>{text}</span></Tooltip>;
}

const menuColumn: Column<MeasurementSummary> = { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: (measurement) => <MeasurementMenu measurement={measurement} /> };
