/** @file Turns counts of work done into a smoothed rate and a time left. Pure; the clock is an argument. */
import type { ActivityProgress } from '#shared/contracts/activities';

export type ReportedProgress = Pick<ActivityProgress, 'done' | 'total' | 'unit' | 'note'>;

/** What is counted does not matter here. */
type Progress = Omit<ReportedProgress, 'unit'>;
type Timing = Pick<ActivityProgress, 'unitsPerSecond' | 'secondsLeft'>;

/** Time constant of the exponential smoothing: a change of speed shows within some three seconds. */
const smoothingMs = 3_000;
/** Shorter steps are gathered first, since their rate is mostly noise. */
const shortestStepMs = 100;

export function createProgressMeter(startedAtMs: number): <Reported extends Progress>(reported: Reported, nowMs: number) => Reported & Timing {
  let lastMs = startedAtMs;
  let lastDone = 0;
  let lastNote = '';
  let rate: number | undefined;

  return (reported, nowMs) => {
    if (reported.done < lastDone || (reported.note !== lastNote && reported.done === 0)) {
      lastMs = nowMs;
      lastDone = reported.done;
      rate = undefined;
    }
    lastNote = reported.note;
    const stepMs = nowMs - lastMs;
    if (stepMs >= shortestStepMs && reported.done > lastDone) {
      const stepRate = ((reported.done - lastDone) / stepMs) * 1000;
      const weight = rate === undefined ? 1 : 1 - Math.exp(-stepMs / smoothingMs);
      rate = (rate ?? 0) * (1 - weight) + stepRate * weight;
      lastMs = nowMs;
      lastDone = reported.done;
    }
    return { ...reported, ...timing(reported, rate) };
  };
}

function timing({ done, total }: Progress, rate: number | undefined): Timing {
  if (rate === undefined || rate <= 0) return {};
  return total === undefined ? { unitsPerSecond: rate } : { unitsPerSecond: rate, secondsLeft: Math.max(0, total - done) / rate };
}
