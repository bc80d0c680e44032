/** @file What a sweep says of its parameters: every combination over its seeds, the best run, all runs at a glance, and one parameter at a time. */
import { useState } from 'react';
import { Box, Button, Link as MuiLink, MenuItem, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { GitCompareArrows, List } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import type { SweepSummary } from '#shared/contracts/run-results';
import type { RunDetail } from '#shared/contracts/run-records';
import { maxRunsAtOnce } from '#shared/contracts/runs';
import { isMachineMetric } from '#shared/domain/runs/run';
import { useCommand } from '../../../api/use-command';
import { paths } from '../../../app/paths';
import { type Column, DataTable } from '../../../components/DataTable';
import { countOf } from '../../../components/format';
import { jsonText, numberText } from '../../../components/json-text';
import { EmptyState, LoadState } from '../../../components/LoadState';
import { PageSection } from '../../../components/PageContainer';
import { RunStateMark } from '../../../components/RunStateMark';
import { Stat, StatRow } from '../../../components/Stat';
import { ParallelCoordinates } from './ParallelCoordinates';
import { Sensitivity } from './Sensitivity';

export function SweepTab({ run }: { run: RunDetail }) {
  const facets = useCommand('runs.facets', { filter: { parentId: run.id } });
  return (
    <LoadState query={facets} what="the sweep" isEmpty={({ metrics }) => named(metrics).length === 0} empty={<EmptyState title="No figures yet">{`This sweep has ${countOf(run.children.length, 'run')}; its summary appears when the first of them reports figures.`}</EmptyState>}>
      {({ metrics }) => <Summary run={run} metrics={named(metrics)} />}
    </LoadState>
  );
}

function named(metrics: readonly { value: string }[]): string[] {
  const rank = (name: string): number => (/macro_?f1|kappa/i.test(name) ? 0 : /f1|accuracy/i.test(name) ? 1 : /^(test|valid)/i.test(name) ? 2 : 3);
  return metrics.map(({ value }) => value).filter((name) => !isMachineMetric(name)).toSorted((a, b) => rank(a) - rank(b));
}

function Summary({ run, metrics }: { run: RunDetail; metrics: readonly string[] }) {
  const [params, setParams] = useSearchParams();
  const metric = metrics.find((name) => name === params.get('metric')) ?? metrics[0] ?? '';
  const [value, setValue] = useState<'last' | 'best'>('best');
  const summary = useCommand('runs.sweepSummary', { id: run.id, metric, value }, { keepsPrevious: true });
  const chooseMetric = (name: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        next.set('metric', name);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', mb: 2.5 }}>
        <TextField select label="Figure" value={metric} onChange={(event) => chooseMetric(event.target.value)} sx={{ minWidth: 220 }}>
          {metrics.map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <ToggleButtonGroup exclusive value={value} onChange={(_, next: 'last' | 'best' | null) => next !== null && setValue(next)} aria-label="Which value of a run">
          <ToggleButton value="best">Best value</ToggleButton>
          <ToggleButton value="last">Last value</ToggleButton>
        </ToggleButtonGroup>
        <Box sx={{ flex: 1 }} />
        <Button variant="outlined" component={Link} to={`${paths.runs}?parent=${run.id}`} startIcon={<List size={15} aria-hidden />}>
          Its runs in the table
        </Button>
        <Button variant="outlined" component={Link} to={paths.compareRuns(run.children.slice(0, maxRunsAtOnce).map(({ id }) => id))} disabled={run.children.length < 2} startIcon={<GitCompareArrows size={15} aria-hidden />}>
          Compare them
        </Button>
      </Box>
      <LoadState query={summary} what="the summary">
        {(found) => <Found summary={found} fileLead={run.name} />}
      </LoadState>
    </>
  );
}

function Found({ summary, fileLead }: { summary: SweepSummary; fileLead: string }) {
  const { runs, best, parameters, groups, direction } = summary;
  const bestRun = runs.find(({ runId }) => runId === best?.runId);
  const done = runs.filter(({ value }) => value !== null).length;
  return (
    <>
      <Box sx={{ mb: 3 }}>
        <StatRow label="The sweep at a glance">
          <Stat label="Runs with this figure" value={`${done} of ${runs.length}`} />
          {best !== undefined && <Stat label={`Best, the ${direction === 'lower' ? 'lowest' : 'highest'}`} value={numberText(best.value)} />}
          {bestRun !== undefined && (
            <Stat
              label="Best run"
              value={
                <MuiLink component={Link} to={paths.run(bestRun.runId)} sx={{ fontSize: '1rem' }}>
                  {bestRun.name}
                </MuiLink>
              }
            />
          )}
        </StatRow>
      </Box>
      {parameters.length > 0 && (
        <Box sx={{ display: 'grid', gap: 2.5, mb: 4 }}>
          <ParallelCoordinates summary={summary} fileLead={fileLead} />
          <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))' }}>
            {summary.sensitivity.map((one) => (
              <Sensitivity key={one.path} metric={summary.metric} path={one.path} points={one.points} fileLead={fileLead} />
            ))}
          </Box>
        </Box>
      )}
      <PageSection title="Combinations" description="Each over its seeds: mean and 95% interval of Student’s t. The best stands first.">
        <DataTable label="Combinations" columns={groupColumns(parameters)} rows={groups} rowKey={({ runIds }) => runIds.join()} />
      </PageSection>
      <PageSection title="Runs">
        <DataTable label="Runs of the sweep" columns={runColumns(parameters)} rows={runs} rowKey={({ runId }) => runId} maxHeightPx={480} />
      </PageSection>
    </>
  );
}

type Group = SweepSummary['groups'][number];
type SweepRun = SweepSummary['runs'][number];

function groupColumns(parameters: SweepSummary['parameters']): Column<Group>[] {
  return [
    ...parameters.map(({ path }): Column<Group> => ({ key: path, label: path, value: (group) => jsonText(group.parameters[path]) })),
    { key: 'n', label: 'Runs', isFigure: true, value: ({ statistics }) => statistics?.n ?? 0 },
    { key: 'mean', label: 'Mean', isFigure: true, value: ({ statistics }) => statistics?.mean ?? null, render: ({ statistics }) => figureText(statistics?.mean) },
    { key: 'deviation', label: 'Deviation', isFigure: true, value: ({ statistics }) => statistics?.deviation ?? null, render: ({ statistics }) => figureText(statistics?.deviation) },
    { key: 'interval', label: 'Interval', isFigure: true, value: ({ statistics }) => (hasInterval(statistics) ? `[${statistics.low}, ${statistics.high}]` : null), render: ({ statistics }) => (hasInterval(statistics) ? `[${numberText(statistics.low)}, ${numberText(statistics.high)}]` : '–') },
  ];
}

function figureText(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : numberText(value);
}

function hasInterval(statistics: Group['statistics']): statistics is NonNullable<Group['statistics']> & { low: number; high: number } {
  return statistics !== null && statistics.low !== null && statistics.high !== null;
}

function runColumns(parameters: SweepSummary['parameters']): Column<SweepRun>[] {
  return [
    {
      key: 'name',
      label: 'Run',
      value: ({ name }) => name,
      render: ({ runId, name }) => (
        <MuiLink component={Link} to={paths.run(runId)}>
          {name}
        </MuiLink>
      ),
    },
    { key: 'state', label: 'State', value: ({ state }) => state, render: ({ state }) => <RunStateMark state={state} /> },
    { key: 'seed', label: 'Seed', isFigure: true, value: ({ seed }) => seed },
    ...parameters.map(({ path }): Column<SweepRun> => ({ key: path, label: path, value: (run) => jsonText(run.parameters[path]) })),
    { key: 'value', label: 'Value', isFigure: true, value: ({ value }) => value, render: ({ value }) => figureText(value) },
  ];
}
