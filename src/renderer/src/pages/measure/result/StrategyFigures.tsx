/** @file The figures of predicted strategies: the four of a table, each strategy's own, and what the system prefers when it errs. */
import { Box, Typography } from '@mui/material';
import type { Measurement, StrategyResult } from '#shared/contracts/measure';
import { strategyByLabel } from '#shared/domain/strategies';
import { IntervalChart } from '../../../components/charts/IntervalChart';
import { ValueBars } from '../../../components/charts/ValueBars';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatFigure } from '../../../components/figure-format';
import { formatCount } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { Stat, StatRow } from '../../../components/Stat';
import { StrategyChip } from '../../../components/StrategyChip';
import { strategyColor } from '../../../components/strategy-look';
import { figureName } from '../figure-names';
import { averagedLabelChoices, biasGuards, wordOf } from '../option-words';
import { generalWarnings, strategyRows } from './figure-rows';
import { FigureTable } from './FigureTable';
import { Notices } from './Notices';
import { ScaleToggle } from './ScaleToggle';
import { bootstrapText } from './TextFigures';
import { useScale } from './use-scale';

export function StrategyFigures({ measurement }: { measurement: Extract<Measurement, { kind: 'strategy' }> }) {
  const { result, reproduction, name } = measurement;
  const [format, setScale] = useScale();
  const rows = strategyRows(result);
  const intervals = rows.flatMap(({ figure, value, interval }) => (value === null ? [] : [{ label: figureName(figure), value, interval }]));
  return (
    <>
      <Notices warnings={generalWarnings(result.warnings, rows)} reproduction={reproduction} />
      <Box sx={{ mb: 4 }}>
        <StatRow label="What was measured">
          <Stat label="Items scored" value={formatCount(result.n)} />
          <Stat label="Name no strategy" value={formatCount(result.unparsed)} />
        </StatRow>
      </Box>
      <PageSection title="Figures" description={methodText(result)} actions={<ScaleToggle scale={format.scale} onChange={setScale} />}>
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
          <FigureTable label="Figures" rows={rows} format={format} level={result.bootstrap?.level ?? null} />
          {result.ci !== undefined && <IntervalChart title="Intervals" help="Where each figure may lie." rows={intervals} labelHeader="Figure" valueHeader="Value" fileLead={name} />}
        </Box>
      </PageSection>
      <PageSection title="Strategies">
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
          <DataTable label="Figures of each strategy" columns={strategyColumns} rows={result.perStrategy} rowKey={({ label }) => label} />
          <Preference result={result} name={name} />
        </Box>
      </PageSection>
      {result.unparsedExamples.length > 0 && (
        <PageSection title="Predictions that name no strategy" description="The commonest, as the system wrote them.">
          <DataTable label="Predictions that name no strategy" columns={exampleColumns} rows={result.unparsedExamples} rowKey={({ text }) => text} />
        </PageSection>
      )}
    </>
  );
}

function methodText({ averagedLabels, biasGuard, bootstrap }: StrategyResult) {
  return (
    <Typography variant="body2" component="p" sx={{ m: 0 }}>
      Macro-F1 over {wordOf(averagedLabelChoices, averagedLabels).toLowerCase()}. Where B is not defined: {wordOf(biasGuards, biasGuard).toLowerCase()}. {bootstrapText(bootstrap)}
    </Typography>
  );
}

function Preference({ result: { labels, preference, degenerate, degenerateReason }, name }: { result: StrategyResult; name: string }) {
  const bars = labels.map((label) => ({ label, value: preference[label] ?? 0, color: strategyColor(label), mark: strategyByLabel(label)?.abbreviation ?? label.slice(0, 3) }));
  const help = degenerate ? `Degenerate, so these strengths say little: ${degenerateReason ?? 'a guard rule gave them'}` : 'Bradley-Terry strengths of the labels when the system errs; above 1 it is predicted more often than it should be.';
  return <ValueBars title="Preference" help={help} bars={bars} labelHeader="Strategy" valueHeader="Strength" reference={{ value: 1, label: '1: no preference' }} fileLead={name} />;
}

type PerStrategy = StrategyResult['perStrategy'][number];

const strategyColumns: readonly Column<PerStrategy>[] = [
  { key: 'label', label: 'Strategy', value: ({ label }) => label, render: ({ label }) => <StrategyChip label={label} /> },
  { key: 'support', label: 'Gold', isFigure: true, value: ({ support }) => support, render: ({ support }) => formatCount(support) },
  { key: 'predicted', label: 'Predicted', isFigure: true, value: ({ predicted }) => predicted, render: ({ predicted }) => formatCount(predicted) },
  { key: 'precision', label: 'Precision', isFigure: true, value: ({ precision }) => precision, render: ({ precision }) => formatFigure(precision) },
  { key: 'recall', label: 'Recall', isFigure: true, value: ({ recall }) => recall, render: ({ recall }) => formatFigure(recall) },
  { key: 'f1', label: 'F1', isFigure: true, value: ({ f1 }) => f1, render: ({ f1 }) => formatFigure(f1) },
];

const exampleColumns: readonly Column<StrategyResult['unparsedExamples'][number]>[] = [
  { key: 'text', label: 'As written', value: ({ text }) => text, render: ({ text }) => (text === '' ? <em>empty</em> : text) },
  { key: 'where', label: 'First at', value: ({ where }) => where },
  { key: 'count', label: 'Count', isFigure: true, value: ({ count }) => count, render: ({ count }) => formatCount(count) },
];
