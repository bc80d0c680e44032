/** @file Which raters agree with whom: Cohen's kappa of every pair as a heat map, and the pairs with intervals as a table. */
import { useState } from 'react';
import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { AgreementResult, Measurement } from '#shared/contracts/measure';
import { type HeatCell, HeatMap } from '../../components/charts/HeatMap';
import { type Column, DataTable } from '../../components/DataTable';
import { formatFigure, formatInterval } from '../../components/figure-format';
import { countOf, formatCount } from '../../components/format';
import { EmptyState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';

type Pair = AgreementResult['cohen']['pairs'][number];
type Weighting = 'kappa' | 'linear' | 'quadratic';

const weightings: readonly { key: Weighting; word: string }[] = [
  { key: 'kappa', word: 'Kappa' },
  { key: 'linear', word: 'Linear weights' },
  { key: 'quadratic', word: 'Quadratic weights' },
];

/** More would be a carpet; the table has them all up to its own limit. */
const mostInMap = 24;
const mostInTable = 300;

export function RatersTab({ measurement }: { measurement: Extract<Measurement, { kind: 'agreement' }> }) {
  const { cohen, raterNames } = measurement.result;
  const [weighting, setWeighting] = useState<Weighting>('kappa');
  if (cohen.pairs.length === 0) return <EmptyState title="No pair of raters">No two raters rated one item in common, so there is no pair to compare.</EmptyState>;
  const lowestFirst = [...cohen.pairs].sort((a, b) => (a[weighting] ?? 2) - (b[weighting] ?? 2));
  const shown = lowestFirst.slice(0, mostInTable);
  const toggle = (
    <ToggleButtonGroup exclusive value={weighting} onChange={(_, next: Weighting | null) => next !== null && setWeighting(next)} aria-label="Weights">
      {weightings.map(({ key, word }) => (
        <ToggleButton key={key} value={key}>
          {word}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  return (
    <PageSection title="Pairs of raters" description="Cohen’s kappa; weighted, a near miss counts less, which means something only for labels with an order." actions={toggle}>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
        <PairMap raters={raterNames.slice(0, mostInMap)} isCut={raterNames.length > mostInMap} pairs={cohen.pairs} weighting={weighting} name={measurement.name} />
        <Box>
          {lowestFirst.length > mostInTable && <Typography variant="body2" sx={{ mb: 1 }}>{`The ${mostInTable} lowest of ${formatCount(lowestFirst.length)} pairs.`}</Typography>}
          <DataTable label="Pairs of raters" columns={pairColumns(weighting)} rows={shown} rowKey={({ a, b }) => `${a}\n${b}`} maxHeightPx={620} />
        </Box>
      </Box>
    </PageSection>
  );
}

function PairMap({ raters, isCut, pairs, weighting, name }: { raters: readonly string[]; isCut: boolean; pairs: readonly Pair[]; weighting: Weighting; name: string }) {
  const axis = { header: 'Rater', labels: raters.map((rater) => ({ label: rater, short: rater })) };
  const pairOf = (a: string, b: string) => pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a));
  const cells = raters.map((a) => raters.map((b) => (a === b ? { weight: null, text: '', description: 'the same rater' } : cellOf(pairOf(a, b), weighting))));
  const table = { header: ['Rater', ...raters], rows: raters.map((a) => [a, ...raters.map((b) => pairOf(a, b)?.[weighting] ?? null)]) };
  return <HeatMap title="Kappa of each pair" help={isCut ? `The first ${mostInMap} raters. Deeper is higher; the other colour is below chance.` : 'Deeper is higher; the other colour is below chance.'} rows={axis} columns={{ ...axis, header: 'With' }} cells={cells} table={table} fileLead={name} />;
}

function cellOf(pair: Pair | undefined, weighting: Weighting): HeatCell {
  if (pair === undefined) return { weight: null, text: '–', description: 'no item in common' };
  const value = pair[weighting];
  if (value === null) return { weight: null, text: 'none', description: `none, undefined on ${countOf(pair.items, 'item')}` };
  const text = value.toFixed(2).replace('-', '−');
  return { weight: value, text, description: `${text} on ${countOf(pair.items, 'item')}` };
}

function pairColumns(weighting: Weighting): Column<Pair>[] {
  return [
    { key: 'a', label: 'Rater', value: ({ a }) => a },
    { key: 'b', label: 'With', value: ({ b }) => b },
    { key: 'items', label: 'Items', isFigure: true, value: ({ items }) => items, render: ({ items }) => formatCount(items) },
    { key: 'kappa', label: weightings.find(({ key }) => key === weighting)?.word ?? '', isFigure: true, value: (pair) => pair[weighting], render: (pair) => kappaText(pair[weighting]) },
    {
      key: 'ci',
      label: 'Interval',
      isFigure: true,
      value: ({ ci }) => {
        const interval = ci?.[weighting] ?? null;
        return interval === null ? null : `[${interval.low}, ${interval.high}]`;
      },
      render: ({ ci }) => {
        const interval = ci?.[weighting] ?? null;
        return <Box component="span" sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>{interval === null ? '–' : formatInterval(interval)}</Box>;
      },
    },
  ];
}

function kappaText(value: number | null): string {
  return value === null ? 'undefined' : formatFigure(value);
}
