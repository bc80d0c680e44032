/** @file Planner runs side by side: figures with intervals, whether their predictions differ by more than chance, where confusion moved, and on which turns they part. */
import { useState } from 'react';
import { Box, MenuItem, TextField } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { PlannerResult } from '#shared/contracts/planner';
import type { RunId } from '#shared/domain/ids';
import { useClient } from '../../../api/ClientProvider';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatFigure, formatInterval } from '../../../components/figure-format';
import { PageSection } from '../../../components/PageContainer';
import { figureWords, plannerFigures, type PlannerSystem, plannerSystems } from '../result/planner-systems';
import { ConfusionDifference } from './ConfusionDifference';
import type { PlannerRun } from './planner-run';
import { PlannerPair } from './PlannerPair';
import { runHeading } from './run-heading';

/** Nothing where fewer than two of the runs are planners with a result. */
export function ComparedPlanners({ ids }: { ids: readonly RunId[] }) {
  const planners = usePlannerRuns(ids);
  const [chosen, setChosen] = useState<readonly [RunId | undefined, RunId | undefined]>([undefined, undefined]);
  const a = planners.find(({ run }) => run.id === chosen[0]) ?? planners[0];
  const b = planners.find(({ run }) => run.id === chosen[1] && run.id !== a?.run.id) ?? planners.find(({ run }) => run.id !== a?.run.id);
  if (a === undefined || b === undefined) return null;
  const systems = planners.map(({ run, result }) => plannerSystems(result, runHeading(run))[0]).filter((system) => system !== undefined);
  return (
    <>
      <PageSection title="Planners on the test part" description="With bootstrap intervals of each run by itself; that two intervals overlap does not mean that two runs are equal.">
        <DataTable label="Figures of the planners" columns={systemColumns} rows={systems} rowKey={({ name }) => name} />
      </PageSection>
      <PageSection
        title="Two planners, turn by turn"
        actions={
          <>
            <Chooser label="First" planners={planners} value={a.run.id} onChange={(id) => setChosen([id, b.run.id])} />
            <Chooser label="Second" planners={planners} value={b.run.id} onChange={(id) => setChosen([a.run.id, id])} />
          </>
        }
      >
        <Box sx={{ display: 'grid', gap: 2.5 }}>
          <PlannerPair key={`${a.run.id} ${b.run.id}`} a={a} b={b} />
          <ConfusionDifference a={a} b={b} />
        </Box>
      </PageSection>
    </>
  );
}

function usePlannerRuns(ids: readonly RunId[]): readonly PlannerRun[] {
  const client = useClient();
  return useQueries({
    queries: ids.map((id) => ({ queryKey: ['runs.get', { id }], queryFn: ({ signal }: { signal: AbortSignal }) => client.call('runs.get', { id }, { signal }) })),
    combine: (results) =>
      results.flatMap(({ data }): PlannerRun[] => {
        const result = PlannerResult.safeParse(data?.result);
        return data === undefined || !result.success ? [] : [{ run: data, result: result.data }];
      }),
  });
}

function Chooser({ label, planners, value, onChange }: { label: string; planners: readonly PlannerRun[]; value: RunId; onChange: (id: RunId) => void }) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChange(planners.find(({ run }) => run.id === Number(event.target.value))?.run.id ?? value)} sx={{ width: 230 }}>
      {planners.map(({ run }) => (
        <MenuItem key={run.id} value={run.id}>
          {runHeading(run)}
        </MenuItem>
      ))}
    </TextField>
  );
}

const systemColumns: readonly Column<PlannerSystem>[] = [
  { key: 'name', label: 'Run', value: ({ name }) => name },
  ...plannerFigures.map((key): Column<PlannerSystem> => ({
    key,
    label: figureWords[key],
    isFigure: true,
    value: ({ figures }) => figures[key],
    render: ({ figures, ci }) => {
      const interval = ci?.[key] ?? null;
      return (
        <Box>
          {formatFigure(figures[key])}
          <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', whiteSpace: 'nowrap' }}>{interval === null ? 'no interval' : formatInterval(interval)}</Box>
        </Box>
      );
    },
  })),
];
