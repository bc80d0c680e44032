/**
 * @file Points of curves: the whole of them in as many buckets as there are pixels, and finer ones for the window that is looked at. While runs are at
 * work they are asked for every two seconds, however often the workbench says that something changed.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { maxCurveBuckets } from '#shared/contracts/runs';
import type { Curve, CurveAxis } from '#shared/contracts/run-results';
import type { RunId } from '#shared/domain/ids';
import type { RunState } from '#shared/domain/runs/run';
import { useClient } from '../../../api/ClientProvider';
import type { Span } from '../../../components/charts/curves/curve-scale';
import { useSettledValue } from '../../models/use-settled-value';

export interface CurveRun {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunState;
}

export interface CurvesRequest {
  readonly runs: readonly CurveRun[];
  readonly names: readonly string[];
  readonly axis: CurveAxis;
  readonly window: Span | null;
  /** Null: out of sight, and nothing is asked. */
  readonly widthPx: number | null;
}

export interface CurvesFound {
  /** Of the whole axis; undefined until the first answer. */
  readonly whole: readonly Curve[] | undefined;
  /** The finest that covers the window. */
  readonly shown: readonly Curve[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
}

const liveEveryMs = 2_000;
const windowRestMs = 120;

export function useCurves({ runs, names, axis, window, widthPx }: CurvesRequest): CurvesFound {
  const isLive = runs.some(({ state }) => state === 'running');
  const ids = runs.map(({ id }) => id);
  // A run that ends is asked once more: its last points came after the last answer.
  const states = runs.map(({ state }) => state).join();
  const buckets = Math.min(maxCurveBuckets, Math.max(100, Math.round((widthPx ?? 0) / 100) * 100));
  const base = { ids, names: [...names], axis };
  const whole = useCurveQuery({ ...base, buckets }, { states, isLive, isEnabled: widthPx !== null });
  const settled = useSettledValue(window, windowRestMs);
  const loaded = settled === null ? null : { from: settled.from - (settled.to - settled.from) / 2, to: settled.to + (settled.to - settled.from) / 2 };
  const part = useCurveQuery({ ...base, ...loaded, buckets: Math.min(maxCurveBuckets, buckets * 2) }, { states, isLive, isEnabled: widthPx !== null && loaded !== null });
  const isCovered = window !== null && part.covers !== null && part.covers.from <= window.from && part.covers.to >= window.to;
  return { whole: whole.curves, shown: isCovered ? part.curves : whole.curves, error: whole.error, retry: whole.retry };
}

interface CurveInput {
  readonly ids: RunId[];
  readonly names: string[];
  readonly axis: CurveAxis;
  readonly from?: number;
  readonly to?: number;
  readonly buckets: number;
}

function useCurveQuery(input: CurveInput, { states, isLive, isEnabled }: { states: string; isLive: boolean; isEnabled: boolean }) {
  const client = useClient();
  const query = useQuery({
    // Not under the command's name: changes are many a second and would each ask for everything again.
    queryKey: ['curves', input, states],
    queryFn: async ({ signal }) => ({ curves: await client.call('runs.curves', input, { signal }), covers: { from: input.from ?? -Infinity, to: input.to ?? Infinity } }),
    enabled: isEnabled,
    staleTime: isLive ? 0 : Infinity,
    placeholderData: keepPreviousData,
    ...(isLive && { refetchInterval: liveEveryMs }),
    notifyOnChangeProps: ['data', 'error'],
  });
  const isSameQuestion = query.data !== undefined && query.data.curves.every(({ runId, name }) => input.ids.includes(runId) && input.names.includes(name));
  return { curves: isSameQuestion ? query.data.curves : undefined, covers: isSameQuestion ? query.data.covers : null, error: query.error, retry: () => void query.refetch() };
}
