/** @file A running measurement by its activity in the address: watched, cancelled, and left for its result when it ends well. */
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Activity } from '#shared/contracts/activities';
import type { ErrorDetails } from '#shared/contracts/errors';
import { ActivityId } from '#shared/domain/ids';
import { markShown, useCancelActivity, useFollowing } from '../../api/activities';
import { useStream } from '../../api/use-stream';
import { paths } from '../../app/paths';

export interface RunProblem {
  readonly message: string;
  /** Where it is, as far as the workbench says so. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface MeasurementRun {
  readonly follow: (started: { activityId: ActivityId }) => void;
  /** Defined while it runs. */
  readonly running: Activity | undefined;
  readonly isRunning: boolean;
  readonly problem: RunProblem | null;
  readonly cancel: () => void;
  /** Forgets a run that failed. */
  readonly clear: () => void;
}

export function useMeasurementRun(): MeasurementRun {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const parsed = ActivityId.safeParse(params.get('run'));
  const id = parsed.success ? parsed.data : null;
  useFollowing(id);
  const { latest, error } = useStream('activities.watch', id === null ? null : { id });
  const cancelling = useCancelActivity();
  const measurementId = latest?.result?.kind === 'measurement' ? latest.result.measurementId : null;
  useEffect(() => {
    if (measurementId === null || id === null) return;
    markShown(id);
    void navigate(paths.measurement(measurementId), { replace: true });
  }, [measurementId, id, navigate]);

  const setRun = (run: ActivityId | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (run === null) next.delete('run');
        else next.set('run', run);
        return next;
      },
      { replace: true },
    );
  const isRunning = id !== null && error === null && (latest === undefined || latest.state === 'running' || measurementId !== null);
  return {
    follow: ({ activityId }) => setRun(activityId),
    running: isRunning ? latest : undefined,
    isRunning,
    problem: problemOf(latest, error),
    cancel: () => id !== null && cancelling.mutate({ id }),
    clear: () => id !== null && setRun(null),
  };
}

function problemOf(activity: Activity | undefined, error: { message: string; details: ErrorDetails } | null): RunProblem | null {
  if (error !== null) return { message: error.message, details: error.details };
  if (activity?.state === 'failed') return { message: activity.error?.message ?? 'The measurement failed, and no reason was given.', details: activity.error?.details ?? {} };
  if (activity?.state === 'cancelled') return { message: 'Cancelled; nothing was kept.', details: {} };
  return null;
}
