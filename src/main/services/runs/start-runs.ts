/** @file New runs: started, repeated with changes, repeated exactly, or many at once as a sweep. Each is checked whole before any is stored. */
import { AppError } from '#shared/contracts/errors';
import type { Parsed } from '#shared/contracts/index';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import { type Configuration, withChanges } from '#shared/domain/runs/config-paths';
import { sweepKind } from '#shared/domain/runs/run';
import { countTrials, expandSweep, maxSweepRuns, type SweepPlan } from '#shared/domain/runs/sweep-plan';
import { storeThings } from '../../store/run-lineage-repository';
import { appendLog } from '../../store/run-log-repository';
import { childrenOf, getRun, getRunContents, insertRun, needsOf, type NewRun, updateRun } from '../../store/run-repository';
import type { RunsDependencies } from './dependencies';
import { resolveConfig, typedConfig } from './kind-registry';
import type { RunKind, RunPlan } from './run-kind';

const longestName = 120;

/** What is checked before a run is stored. */
interface CheckedRun {
  readonly kind: RunKind;
  readonly config: Configuration;
  readonly plan: RunPlan;
}

type About = Pick<NewRun, 'priority' | 'tags' | 'notes' | 'needs'> & Partial<Pick<NewRun, 'profile' | 'parentId' | 'parameters' | 'reproducesId' | 'tolerance'>> & { readonly name?: string | undefined; readonly seed: number };

export function startRun(dependencies: RunsDependencies, request: Parsed<'runs.start'>): RunId {
  const { config, kind, ...about } = request;
  const checked = check(dependencies, { kind, config, profile: about.profile });
  return dependencies.store.db.transaction(() => queue(dependencies, checked, about));
}

/** Returns the parent run. */
export function startSweep(dependencies: RunsDependencies, request: Parsed<'runs.sweep'>): RunId {
  const { kind: kindName, config, profile, plan, ...about } = request;
  assertSize(plan);
  const base = check(dependencies, { kind: kindName, config: withFirstValues(config, plan), profile });
  const trials = expandSweep(plan).map((trial) => ({ ...trial, checked: check(dependencies, { kind: kindName, config: withChanges(config, trial.parameters), profile }) }));
  const { db } = dependencies.store;
  return db.transaction(() => {
    const name = about.name ?? `${base.kind.title}, sweep`;
    const { slot, isScripted } = base.plan;
    const id = insertRun(db, { ...about, name, kind: sweepKind, profile, slot, isScripted, seed: plan.seeds[0] ?? 0, config: base.config, sweep: plan, needs: [], createdAt: now(dependencies) });
    for (const { parameters, seed, checked } of trials) {
      queue(dependencies, checked, { ...about, profile, parentId: id, parameters, seed, name: trialName(name, parameters, plan.seeds.length > 1 ? seed : undefined) });
    }
    return id;
  });
}

export function cloneRun(dependencies: RunsDependencies, { id, changes, name, seed }: Parsed<'runs.clone'>): RunId {
  const { db } = dependencies.store;
  const run = getRun(db, id);
  const { config, notes, sweep } = getRunContents(db, id);
  const about = { priority: run.priority, tags: [...run.tags], notes, profile: run.profile, needs: needsOf(db, id).map((need) => need.id), name: name ?? shorten(`${run.name}, changed`) };
  if (sweep !== undefined) {
    const [child] = childrenOf(db, id);
    if (child === undefined) throw new AppError('CONFLICT', `The sweep ${id} has no runs left that would tell its kind. Start a new sweep.`, { details: { runId: id } });
    return startSweep(dependencies, { ...about, kind: child.kind, config: withChanges(config, changes), plan: sweep });
  }
  return startRun(dependencies, { ...about, kind: run.kind, config: { ...withChanges(config, changes) }, seed: seed ?? run.seed });
}

export function reproduceRun(dependencies: RunsDependencies, { id, tolerance }: Parsed<'runs.reproduce'>): RunId {
  const { db } = dependencies.store;
  const run = getRun(db, id);
  if (run.kind === sweepKind) throw new AppError('UNSUPPORTED', `Run ${id} is a sweep. Reproduce its runs one by one, or clone it.`, { details: { runId: id } });
  if (run.state !== 'done') throw new AppError('CONFLICT', `Run ${id} is ${run.state}; only a run that is done has numbers to be reproduced.`, { details: { runId: id } });
  const { config, notes } = getRunContents(db, id);
  const checked = check(dependencies, { kind: run.kind, config, profile: undefined });
  return db.transaction(() =>
    queue(dependencies, checked, {
      name: shorten(`${run.name}, again`),
      priority: run.priority,
      tags: run.tags,
      notes,
      profile: run.profile,
      seed: run.seed,
      needs: [],
      reproducesId: id,
      tolerance: tolerance ?? (run.slot === 'gpu' ? 0.001 : 0),
    }),
  );
}

export function check({ kinds }: Pick<RunsDependencies, 'kinds'>, request: { kind: string; config: Configuration; profile: NewRun['profile'] }): CheckedRun {
  const kind = kinds.get(request.kind);
  const config = resolveConfig(kind, request);
  return { kind, config, plan: kind.plan(typedConfig(kind, config)) };
}

function queue(dependencies: RunsDependencies, { kind, config, plan }: CheckedRun, about: About): RunId {
  const { db } = dependencies.store;
  for (const need of about.needs) getRun(db, need);
  const createdAt = now(dependencies);
  const id = insertRun(db, { ...about, kind: kind.name, config, name: about.name ?? kind.title, slot: plan.slot, isScripted: plan.isScripted, createdAt });
  if (about.name === undefined) updateRun(db, id, { name: `${kind.title} ${id}` });
  storeThings(db, id, { role: 'input', list: plan.inputs });
  appendLog(db, id, [{ at: createdAt, level: 'info', source: 'workbench', text: 'Queued.' }]);
  return id;
}

function assertSize(plan: SweepPlan): void {
  const count = countTrials(plan);
  if (count > maxSweepRuns) throw new AppError('LIMIT', `This sweep would be ${count} runs; at most ${maxSweepRuns} are made at once. Take fewer values or seeds, or sample at random.`, { details: { count } });
}

/** What has no default may be given by the sweep alone. */
function withFirstValues(config: Configuration, plan: SweepPlan): Configuration {
  return withChanges(config, expandSweep({ ...plan, seeds: [0] })[0]?.parameters ?? {});
}

function trialName(name: string, parameters: Readonly<Record<string, Json>>, seed: number | undefined): string {
  const parts = Object.entries(parameters).map(([path, value]) => `${path.split('.').at(-1) ?? path} ${typeof value === 'number' ? Number(value.toPrecision(4)) : JSON.stringify(value)}`);
  return shorten([name, ...parts, ...(seed === undefined ? [] : [`seed ${seed}`])].join(', '));
}

function shorten(name: string): string {
  return name.slice(0, longestName);
}

function now({ ports }: RunsDependencies): string {
  return ports.clock.now().toISOString();
}
