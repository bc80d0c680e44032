/** @file What a person does to a run: pause, resume, cancel, try again, remove, rename. A sweep's runs follow it. */
import { AppError } from '#shared/contracts/errors';
import type { Parsed } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import { isFinal, sweepKind } from '#shared/domain/runs/run';
import { childrenOf, getRun, removeRun, restoreRun, type RunRecord, updateRun } from '../../store/run-repository';
import { changeRun } from './change-run';
import type { RunsDependencies } from './dependencies';
import { restingProgress } from './finish-run';
import type { Scheduler } from './scheduler';

export interface Steering {
  pause(id: RunId): void;
  resume(id: RunId): void;
  cancel(id: RunId): void;
  retry(id: RunId): void;
  remove(id: RunId): void;
  restore(id: RunId): void;
  edit(request: Parsed<'runs.edit'>): void;
}

export function createSteering(dependencies: RunsDependencies, scheduler: Scheduler): Steering {
  const { ports, store, changes } = dependencies;
  const { db } = store;
  const now = (): string => ports.clock.now().toISOString();

  /** A sweep's own runs that it concerns, or the run itself. */
  const concerned = (id: RunId, concerns: (run: RunRecord) => boolean): RunRecord[] => {
    const run = getRun(db, id);
    return (run.kind === sweepKind ? childrenOf(db, id) : [run]).filter(concerns);
  };
  const refuse = (id: RunId, advice: string): never => {
    throw new AppError('CONFLICT', `Run ${id} is ${getRun(db, id).state}${advice}`, { details: { runId: id } });
  };
  const stop = (run: RunRecord, why: 'pause' | 'cancel'): void => {
    if (run.state === 'running') {
      // Cancelling wins over pausing.
      changeRun(dependencies, run.id, { stopping: run.stopping === 'cancel' ? 'cancel' : why, said: { level: 'info', text: why === 'pause' ? 'Asked to pause.' : 'Asked to stop for good.' } });
      scheduler.stop(run.id);
    } else if (why === 'pause') changeRun(dependencies, run.id, { state: 'paused', said: { level: 'info', text: 'Paused before it worked.' } });
    else changeRun(dependencies, run.id, { state: 'cancelled', finishedAt: now(), said: { level: 'info', text: 'Cancelled.' } });
  };

  return {
    pause(id) {
      const runs = concerned(id, ({ state }) => state === 'queued' || state === 'running');
      if (runs.length === 0 && isFinal(getRun(db, id).state)) refuse(id, ' and cannot be paused any more.');
      // The waiting ones first: otherwise they would take the places that become free.
      for (const run of runs.toSorted((a, b) => Number(a.state === 'running') - Number(b.state === 'running'))) stop(run, 'pause');
    },
    resume(id) {
      const runs = concerned(id, ({ state, stopping }) => state === 'paused' || stopping === 'pause');
      if (runs.length === 0 && isFinal(getRun(db, id).state)) refuse(id, '. To work on it again, retry it; to begin anew, clone it.');
      const unfinished = runs.find(({ stopping }) => stopping !== undefined);
      if (unfinished !== undefined) throw new AppError('CONFLICT', `Run ${unfinished.id} is still stopping. Wait until it is paused, then resume it.`, { details: { runId: unfinished.id } });
      for (const run of runs) changeRun(dependencies, run.id, { state: 'queued', error: null, ...restingProgress(run), said: { level: 'info', text: 'Resumed; queued again.' } });
      scheduler.nudge();
    },
    cancel(id) {
      const runs = concerned(id, ({ state }) => !isFinal(state));
      if (runs.length === 0) refuse(id, ' already.');
      for (const run of runs.toSorted((a, b) => Number(a.state === 'running') - Number(b.state === 'running'))) stop(run, 'cancel');
      scheduler.nudge();
    },
    retry(id) {
      const runs = concerned(id, ({ state }) => state === 'failed' || state === 'cancelled');
      if (runs.length === 0) refuse(id, '; only a failed or cancelled run can be tried again.');
      for (const run of runs) {
        if (run.isImported) throw new AppError('UNSUPPORTED', `Run ${run.id} was imported and did not run here. Clone it or reproduce it instead.`, { details: { runId: run.id } });
        changeRun(dependencies, run.id, { state: 'queued', error: null, finishedAt: null, deaths: 0, said: { level: 'info', text: 'To be tried again; queued.' } });
      }
      scheduler.nudge();
    },
    remove(id) {
      const [working] = concerned(id, ({ state }) => state === 'running');
      if (working !== undefined) throw new AppError('CONFLICT', `Run ${working.id} is at work. Cancel or pause it first, then remove it.`, { details: { runId: working.id } });
      removeRun(db, id, now());
      changes.changed(id);
      scheduler.nudge();
    },
    restore(id) {
      restoreRun(db, id);
      changes.changed(id);
      scheduler.nudge();
    },
    edit({ id, ...fields }) {
      getRun(db, id);
      updateRun(db, id, fields);
      if (fields.priority !== undefined) for (const child of childrenOf(db, id)) updateRun(db, child.id, { priority: fields.priority });
      changes.changed(id);
      scheduler.nudge();
    },
  };
}
