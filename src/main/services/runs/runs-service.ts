/** @file Runs as commands, and the queue behind them. Implements runsContract. */
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { RunRow } from '#shared/contracts/run-records';
import type { Curve, MetricPoint } from '#shared/contracts/run-results';
import type { runsContract } from '#shared/contracts/runs';
import type { RunId } from '#shared/domain/ids';
import { RunSlot } from '#shared/domain/runs/run';
import { runFacets } from '../../store/run-list-repository';
import { readLog } from '../../store/run-log-repository';
import { metricSummaries, nearestPoint, readCurve, readMetricRows } from '../../store/run-metric-repository';
import { getRun, purgeRuns, runIdsInState, setSlotPlaces, slotPlaces } from '../../store/run-repository';
import { exportBundle, importBundle } from './bundle';
import { compareRuns } from './compare-runs';
import { type RunsDependencies, usualLimits } from './dependencies';
import { createKindRegistry } from './kind-registry';
import { lineageOf } from './lineage';
import { profileDifferences } from './profile-differences';
import { createRunChanges } from './run-changes';
import { deleteRunFolder } from './run-folder';
import type { RunKind } from './run-kind';
import { saveArtifact } from './save-artifact';
import { Scheduler } from './scheduler';
import { runDetail, shownRun, shownRuns } from './shown-run';
import { check, cloneRun, reproduceRun, startRun, startSweep } from './start-runs';
import { createSteering } from './steer-runs';
import { sweepSummary } from './sweep-summary';

/** How long a removed run can be restored. */
const removedKeptMs = 30 * 24 * 60 * 60 * 1000;

export interface Runs {
  readonly handlers: HandlersOf<typeof runsContract>;
  readonly scheduler: Scheduler;
}

export interface RunsOptions extends Omit<RunsDependencies, 'kinds' | 'changes' | 'limits'> {
  readonly kinds: readonly RunKind[];
  readonly limits?: Partial<RunsDependencies['limits']> | undefined;
}

/** Puts what an earlier program left running in its true state. The queue rests until the scheduler is told to work. */
export function createRuns(options: RunsOptions): Runs {
  const { ports, store } = options;
  const dependencies: RunsDependencies = { ...options, kinds: createKindRegistry(options.kinds), changes: createRunChanges(options.events), limits: { ...usualLimits, ...options.limits } };
  const scheduler = new Scheduler(dependencies);
  scheduler.recover();
  const purged = purgeRuns(store.db, new Date(ports.clock.now().getTime() - removedKeptMs).toISOString());
  for (const id of purged) void deleteRunFolder(ports.workspacePath, id).catch(() => ports.log.write('warn', `the folder of removed run ${id} could not be deleted`));
  return { handlers: createHandlers(dependencies, scheduler), scheduler };
}

function createHandlers(dependencies: RunsDependencies, scheduler: Scheduler): HandlersOf<typeof runsContract> {
  return { ...making(dependencies, scheduler), ...steering(dependencies, scheduler), ...reading(dependencies) };
}

type Commands<Name extends keyof typeof runsContract> = Pick<HandlersOf<typeof runsContract>, Name>;

function making(dependencies: RunsDependencies, scheduler: Scheduler): Commands<'runs.kinds' | 'runs.forecast' | 'runs.profileDifferences' | 'runs.start' | 'runs.sweep' | 'runs.clone' | 'runs.reproduce' | 'runs.exportBundle' | 'runs.importBundle'> {
  const { store, kinds, changes } = dependencies;
  const made = (id: RunId): RunRow => {
    changes.changed(id);
    scheduler.nudge();
    return shownRun(store.db, id);
  };
  return {
    'runs.kinds': () => kinds.infos(),
    'runs.forecast': ({ kind, config, profile }) => {
      const { kind: found, config: resolved, plan } = check(dependencies, { kind, config, profile });
      const { notes, ...figures } = found.forecast?.(resolved) ?? { notes: [] };
      return { ...figures, notes: [...notes], slot: plan.slot, isScripted: plan.isScripted, inputs: [...plan.inputs] };
    },
    'runs.profileDifferences': ({ kind, config }) => profileDifferences(kinds.get(kind), { config }),
    'runs.start': (request) => made(startRun(dependencies, request)),
    'runs.sweep': (request) => made(startSweep(dependencies, request)),
    'runs.clone': (request) => made(cloneRun(dependencies, request)),
    'runs.reproduce': (request) => made(reproduceRun(dependencies, request)),
    'runs.exportBundle': ({ id }) => exportBundle(dependencies, id),
    'runs.importBundle': async ({ fileId }) => {
      const { id, notes } = await importBundle(dependencies, fileId);
      return { run: made(id), notes };
    },
  };
}

function steering(
  dependencies: RunsDependencies,
  scheduler: Scheduler,
): Commands<'runs.pause' | 'runs.resume' | 'runs.cancel' | 'runs.retry' | 'runs.remove' | 'runs.restore' | 'runs.edit' | 'runs.slots' | 'runs.setSlot' | 'runs.work'> {
  const { db } = dependencies.store;
  const steer = createSteering(dependencies, scheduler);
  const shown = (act: (id: RunId) => void) => ({ id }: { id: RunId }): RunRow => {
    act(id);
    return shownRun(db, id);
  };
  return {
    'runs.pause': shown((id) => steer.pause(id)),
    'runs.resume': shown((id) => steer.resume(id)),
    'runs.cancel': shown((id) => steer.cancel(id)),
    'runs.retry': shown((id) => steer.retry(id)),
    'runs.restore': shown((id) => steer.restore(id)),
    'runs.remove': ({ id }) => {
      steer.remove(id);
      return { id };
    },
    'runs.edit': (request) => {
      steer.edit(request);
      return shownRun(db, request.id);
    },
    'runs.slots': () => {
      const places = slotPlaces(db);
      const inSlot = (state: 'running' | 'queued', slot: RunSlot): RunId[] => runIdsInState(db, state).filter((id) => getRun(db, id).slot === slot);
      return RunSlot.options.map((slot) => ({ slot, places: places.get(slot) ?? 0, running: inSlot('running', slot), queued: inSlot('queued', slot) }));
    },
    'runs.setSlot': ({ slot, places }) => {
      setSlotPlaces(db, slot, places);
      scheduler.nudge();
      return {};
    },
    'runs.work': ({ ids }) => {
      for (const id of ids ?? []) getRun(db, id);
      scheduler.work(ids);
      return {};
    },
  };
}

function reading(
  dependencies: RunsDependencies,
): Commands<'runs.list' | 'runs.facets' | 'runs.get' | 'runs.watch' | 'runs.metricNames' | 'runs.curves' | 'runs.metricsAt' | 'runs.metricsPage' | 'runs.log' | 'runs.saveArtifact' | 'runs.sweepSummary' | 'runs.compare' | 'runs.lineage'> {
  const { store, changes } = dependencies;
  const { db } = store;
  return {
    'runs.list': (query) => shownRuns(db, query),
    'runs.facets': ({ filter }) => runFacets(db, filter),
    'runs.get': ({ id }) => runDetail(db, id),
    'runs.watch': ({ id }, { signal }) => changes.watch(id, { read: () => shownRun(db, id), signal }),
    'runs.metricNames': ({ ids }) => metricSummaries(db, ids),
    'runs.curves': (request) => readCurves(dependencies, request),
    'runs.metricsAt': ({ ids, names, axis, at }) => ids.flatMap((runId) => names.map((name) => nearestPoint(db, { runId, name }, { axis, at }))).filter((point): point is MetricPoint => point !== undefined),
    'runs.metricsPage': ({ id, names, afterStep = -1, limit }) => readMetricRows(db, id, { names, afterStep, limit }),
    'runs.log': ({ id, ...page }) => readLog(db, getRun(db, id).id, page),
    'runs.saveArtifact': (request) => saveArtifact(dependencies, request),
    'runs.sweepSummary': (request) => sweepSummary(db, { ...request, id: getRun(db, request.id).id }),
    'runs.compare': ({ ids }) => compareRuns(db, ids),
    'runs.lineage': ({ id }) => lineageOf(db, id),
  };
}

/** Curve by curve, so that a large overlay does not keep everybody else waiting. */
async function readCurves({ store }: RunsDependencies, { ids, names, ...range }: Parsed<'runs.curves'>): Promise<Curve[]> {
  const curves: Curve[] = [];
  for (const runId of ids) {
    for (const name of names) {
      const curve = readCurve(store.db, { runId, name }, range);
      if (curve !== undefined) curves.push(curve);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return curves;
}
