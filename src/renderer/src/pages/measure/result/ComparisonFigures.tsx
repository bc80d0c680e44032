/** @file Two systems side by side: every figure of both, the difference with its interval and p-values, and each result in words. */
import { Box, Tooltip, Typography } from '@mui/material';
import type { ComparisonResult, Measurement } from '#shared/contracts/measure';
import { IntervalChart } from '../../../components/charts/IntervalChart';
import { type Column, DataTable } from '../../../components/DataTable';
import { type FigureFormat, formatDifference, formatFigure, formatInterval, formatP } from '../../../components/figure-format';
import { countOf, formatCount } from '../../../components/format';
import { MetricHelp } from '../../../components/MetricHelp';
import { PageSection } from '../../../components/PageContainer';
import { figureMetric, figureName, isShare } from '../figure-names';
import { Notices } from './Notices';
import { ScaleToggle } from './ScaleToggle';
import { useScale } from './use-scale';

type Difference = ComparisonResult['differences'][number];

/** What the sentences of a comparison judge by. */
const threshold = 0.05;

export function ComparisonFigures({ measurement }: { measurement: Extract<Measurement, { kind: 'comparison' }> }) {
  const { result, reproduction, name } = measurement;
  const { names, differences } = result;
  const [format, setScale] = useScale();
  const clear = differences.filter(({ holmP }) => holmP < threshold);
  return (
    <>
      <Notices warnings={result.warnings} reproduction={reproduction} />
      <Typography variant="body1" sx={{ mb: 3, maxWidth: '78ch' }}>
        {clear.length === 0
          ? `On ${countOf(result.n, 'item')}, none of the ${differences.length} figures differs between ${names.a} and ${names.b} by more than chance explains.`
          : `On ${countOf(result.n, 'item')}, ${clear.length} of the ${differences.length} figures ${clear.length === 1 ? 'differs' : 'differ'} between ${names.a} and ${names.b} by more than chance explains (${clear.map(({ metric }) => figureName(metric)).join(', ')}). That does not make the difference large.`}
      </Typography>
      <PageSection
        title="Figures"
        description={<Method result={result} />}
        actions={<ScaleToggle scale={format.scale} onChange={setScale} />}
      >
        <DataTable label="Figures of both systems" columns={columnsOf(result, format)} rows={differences} rowKey={({ metric }) => metric} />
      </PageSection>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
        <IntervalChart
          title="Differences"
          help={`Right of the line ${names.a} is higher. Hollow: chance explains it.`}
          rows={differences.filter(fitsTheAxis).map(({ metric, difference, ci, holmP }) => ({ label: figureName(metric), value: difference, interval: ci, isMuted: holmP >= threshold }))}
          labelHeader="Figure"
          valueHeader="Difference"
          reference={{ value: 0, label: 'no difference' }}
          fileLead={name}
        />
        <PageSection title="In words">
          <Box component="ul" sx={{ m: 0, pl: 2.25, display: 'grid', gap: 0.75, fontSize: '0.875rem', lineHeight: 1.5 }}>
            {differences.map(({ metric, words }) => (
              <li key={metric}>{words}</li>
            ))}
          </Box>
        </PageSection>
      </Box>
    </>
  );
}

function Method({ result: { names, differences, bootstrap } }: { result: ComparisonResult }) {
  return (
    <>
      Differences are {names.a} minus {names.b}. Intervals at {Math.round(bootstrap.level * 100)}% and tests from {formatCount(bootstrap.resamples)} resamples, seed {bootstrap.seed}; p by approximate randomisation
      <MetricHelp metric="randomisationP" />, corrected for {differences.length} figures
      <MetricHelp metric="holm" />.
    </>
  );
}

function CorrectedP({ row: { holmP, randomisationP, bootstrapP } }: { row: Difference }) {
  const others = `Uncorrected ${formatP(randomisationP)}${bootstrapP === null ? '' : `; by paired bootstrap ${formatP(bootstrapP)}`}`;
  return (
    <Tooltip title={others} describeChild>
      <Box component="span" sx={{ fontWeight: holmP < threshold ? 650 : 400 }}>
        {formatP(holmP)}
      </Box>
    </Tooltip>
  );
}

/** CIDEr runs to 10: a large difference of it would squeeze all the others. */
function fitsTheAxis({ metric, ci, difference }: Difference): boolean {
  return metric !== 'cider' || Math.max(Math.abs(difference), Math.abs(ci?.low ?? 0), Math.abs(ci?.high ?? 0)) <= 0.5;
}

function columnsOf({ names }: ComparisonResult, format: FigureFormat): Column<Difference>[] {
  const formatOf = ({ metric }: Difference): FigureFormat => (isShare(metric) ? format : { scale: 1 });
  return [
    {
      key: 'metric',
      label: 'Figure',
      value: ({ metric }) => figureName(metric),
      render: ({ metric }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, fontWeight: 550, whiteSpace: 'nowrap' }}>
          {figureName(metric)}
          <MetricHelp metric={figureMetric(metric)} name={figureName(metric)} />
        </Box>
      ),
    },
    { key: 'a', label: names.a, isFigure: true, value: ({ a }) => a, render: (row) => formatFigure(row.a, formatOf(row)) },
    { key: 'b', label: names.b, isFigure: true, value: ({ b }) => b, render: (row) => formatFigure(row.b, formatOf(row)) },
    { key: 'difference', label: 'Difference', isFigure: true, value: ({ difference }) => difference, render: (row) => <Box component="span" sx={{ fontWeight: row.holmP < threshold ? 650 : 400 }}>{formatDifference(row.difference, formatOf(row))}</Box> },
    { key: 'ci', label: 'Interval', isFigure: true, value: ({ ci }) => (ci === null ? null : `[${ci.low}, ${ci.high}]`), render: (row) => <Box component="span" sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>{row.ci === null ? '–' : formatInterval(row.ci, formatOf(row))}</Box> },
    { key: 'relative', label: 'Relative', isFigure: true, value: relativeOf, render: (row) => relativeText(relativeOf(row)) },
    { key: 'holmP', label: 'p, corrected', isFigure: true, value: ({ holmP }) => holmP, render: (row) => <CorrectedP row={row} /> },
  ];
}

/** How much of the second system's figure the difference is; null where that is zero. */
function relativeOf({ difference, b }: Difference): number | null {
  return b === 0 ? null : difference / b;
}

function relativeText(relative: number | null): string {
  return relative === null ? '–' : `${formatDifference(Math.round(relative * 1000) / 1000, { scale: 100 }).replace(/\.?0+$/, '')}%`;
}
