/** @file What a planner run found: its figures with intervals beside the baselines, each strategy's own, where it errs, and what it attends to. */
import { Alert, Box, Button } from '@mui/material';
import { Route } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { PlannerResult } from '#shared/contracts/planner';
import type { RunDetail } from '#shared/contracts/run-records';
import { strategyByLabel } from '#shared/domain/strategies';
import { paths } from '../../../app/paths';
import { CountHeatMap } from '../../../components/charts/CountHeatMap';
import { IntervalChart } from '../../../components/charts/IntervalChart';
import { ValueBars } from '../../../components/charts/ValueBars';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatFigure, formatInterval } from '../../../components/figure-format';
import { formatCount } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { Stat, StatRow } from '../../../components/Stat';
import { StrategyChip } from '../../../components/StrategyChip';
import { aspectWords, type FigureKey, figureWords, type PlannerSystem, plannerFigures, plannerSystems } from './planner-systems';

export function PlannerReport({ run, result }: { run: RunDetail; result: PlannerResult }) {
  const { test, training, data } = result;
  const systems = plannerSystems(result, 'This planner');
  return (
    <>
      {result.isScripted && <Alert severity="warning">The states were given by scripted stand-ins: these figures are not a result of the system studied.</Alert>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 2, alignItems: 'flex-start' }}>
        <StatRow label="What was trained and measured">
          <Stat label="Test examples" value={formatCount(data.test.examples)} />
          <Stat label="Training examples" value={formatCount(data.train.examples)} />
          <Stat label="Parameters" value={formatCount(training.parameters)} />
          <Stat label={`Best step, by ${training.select}`} value={formatCount(training.bestStep)} />
          <Stat label="State" value={result.usesState ? 'used' : 'not used'} />
        </StatRow>
        <Button variant="outlined" component={Link} to={`${paths.planner}?run=${run.id}`} startIcon={<Route size={15} aria-hidden />}>
          Ask this planner
        </Button>
      </Box>
      <PageSection title="Figures" description="On the test part, with the baselines beside. A reader sees what the network adds over them.">
        <DataTable label="Figures of the planner and the baselines" columns={systemColumns(systems)} rows={systems} rowKey={({ name }) => name} />
      </PageSection>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
        <IntervalChart title="Macro-F1 beside the baselines" help="Whiskers are bootstrap intervals." rows={systems.map(({ name, figures, ci }) => ({ label: name, value: figures.macroF1, interval: ci?.macroF1 ?? null }))} labelHeader="System" valueHeader="Macro-F1" range={[0, Math.max(...systems.map(({ figures }) => figures.macroF1)) * 1.2]} fileLead={run.name} />
        {result.attention !== undefined && <Attention attention={result.attention} fileLead={run.name} />}
      </Box>
      <Confusion run={run} test={test} />
      <PageSection title="Strategies">
        <DataTable label="Figures of each strategy" columns={strategyColumns} rows={test.perStrategy} rowKey={({ label }) => label} />
      </PageSection>
    </>
  );
}

function Attention({ attention, fileLead }: { attention: NonNullable<PlannerResult['attention']>; fileLead: string }) {
  const bars = Object.entries(attention).map(([aspect, value]) => ({ label: aspectWords[aspect as keyof typeof aspectWords], value: value ?? 0 }));
  return <ValueBars title="What it attends to" help="Mean attention to each aspect of the seeker’s state over the test part." bars={bars} labelHeader="Aspect" valueHeader="Attention" reference={{ value: 1 / Math.max(1, bars.length), label: 'even' }} fileLead={fileLead} />;
}

function Confusion({ run, test }: { run: RunDetail; test: PlannerResult['test'] }) {
  const navigate = useNavigate();
  const labels = test.labels.map((label) => ({ label, short: strategyByLabel(label)?.abbreviation ?? label.slice(0, 3) }));
  const open = (row: number, column: number) => {
    const gold = test.labels[row];
    const predicted = test.labels[column];
    if (gold !== undefined && predicted !== undefined) void navigate(paths.plannerCell({ runId: run.id, gold, predicted }));
  };
  return <CountHeatMap title="Confusion" help="Rows are what the supporter did, columns what the planner chose. A cell opens the dialogues behind it." rows={{ header: 'Gold', labels }} columns={{ header: 'Predicted', labels }} counts={test.confusion} onOpen={open} fileLead={run.name} />;
}

function systemColumns(systems: readonly PlannerSystem[]): Column<PlannerSystem>[] {
  const hasIntervals = systems.some(({ ci }) => ci !== undefined);
  const bestOf = (key: FigureKey) => (key === 'bias' ? Math.min : Math.max)(...systems.map(({ figures }) => figures[key]));
  return [
    { key: 'name', label: 'System', value: ({ name }) => name, render: ({ name, note }) => <NameAndNote name={name} note={note} /> },
    ...plannerFigures.map((key): Column<PlannerSystem> => ({
      key,
      label: figureWords[key],
      isFigure: true,
      value: ({ figures }) => figures[key],
      render: ({ figures, ci }) => (
        <Box>
          <Box component="span" sx={{ fontWeight: figures[key] === bestOf(key) ? 650 : 400 }}>
            {formatFigure(figures[key])}
          </Box>
          {hasIntervals && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>{intervalText(ci?.[key])}</Box>}
        </Box>
      ),
    })),
  ];
}

function intervalText(interval: { low: number; high: number } | null | undefined): string {
  return interval === null || interval === undefined ? '–' : formatInterval(interval);
}

function NameAndNote({ name, note }: { name: string; note: string }) {
  return (
    <Box>
      <Box sx={{ fontWeight: 550 }}>{name}</Box>
      {note !== '' && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', maxWidth: '60ch' }}>{note}</Box>}
    </Box>
  );
}

type PerStrategy = PlannerResult['test']['perStrategy'][number];

const strategyColumns: readonly Column<PerStrategy>[] = [
  { key: 'label', label: 'Strategy', value: ({ label }) => label, render: ({ label }) => <StrategyChip label={label} /> },
  { key: 'support', label: 'Gold', isFigure: true, value: ({ support }) => support, render: ({ support }) => formatCount(support) },
  { key: 'predicted', label: 'Predicted', isFigure: true, value: ({ predicted }) => predicted, render: ({ predicted }) => formatCount(predicted) },
  { key: 'precision', label: 'Precision', isFigure: true, value: ({ precision }) => precision, render: ({ precision }) => formatFigure(precision) },
  { key: 'recall', label: 'Recall', isFigure: true, value: ({ recall }) => recall, render: ({ recall }) => formatFigure(recall) },
  { key: 'f1', label: 'F1', isFigure: true, value: ({ f1 }) => f1, render: ({ f1 }) => formatFigure(f1) },
];
