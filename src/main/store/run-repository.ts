/**
 * @file Table `runs` with `run_needs` and `run_slots`: what a run is and in which state. The state of a sweep follows from its runs' and is
 * kept here, with every change of one of them. Does not know what makes a run change its state.
 */
import { AppError, type WireError } from '#shared/contracts/errors';
import type { RunProvenance, RunReference, RunReproduction } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import { type Configuration, flattenConfig } from '#shared/domain/runs/config-paths';
import { type ProfileName, type RunProgress, type RunSlot, type RunState, sweepKind } from '#shared/domain/runs/run';
import type { SweepPlan } from '#shared/domain/runs/sweep-plan';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { fromJson, present, toJson } from './rows';
import { sql, type Sql } from './sql';

/** A run as the scheduler and the services hold it; what pages see is made of it by services/runs. */
export interface RunRecord {
  readonly id: RunId;
  readonly kind: string;
  readonly name: string;
  readonly state: RunState;
  readonly stopping?: 'pause' | 'cancel';
  readonly slot: RunSlot;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly profile?: ProfileName;
  readonly seed: number;
  readonly parentId?: RunId;
  readonly reproducesId?: RunId;
  readonly tolerance?: number;
  readonly isScripted: boolean;
  readonly isImported: boolean;
  readonly attempts: number;
  readonly deaths: number;
  readonly furthest: number;
  readonly workedMs: number;
  readonly device?: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly heartbeatAt?: string;
  readonly progress?: RunProgress;
  readonly error?: WireError;
  readonly options: Readonly<Record<string, Json>>;
}

/** What a page of one run reads beside its record. */
export interface RunContents {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly config: Configuration;
  readonly sweep?: SweepPlan;
  readonly provenance?: RunProvenance;
  readonly notes: string;
  readonly reproduction?: RunReproduction;
  readonly result?: Json;
}

export interface NewRun extends Partial<Pick<RunRecord, 'profile' | 'parentId' | 'reproducesId' | 'tolerance' | 'isImported'>> {
  readonly kind: string;
  readonly name: string;
  readonly slot: RunSlot;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly seed: number;
  readonly isScripted: boolean;
  readonly config: Configuration;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly sweep?: SweepPlan;
  readonly needs: readonly RunId[];
  readonly createdAt: string;
}

export interface RunRowInStore {
  id: RunId;
  kind: string;
  name: string;
  state: RunState;
  stopping: 'pause' | 'cancel' | null;
  slot: RunSlot;
  priority: number;
  tags: string;
  profile: ProfileName | null;
  seed: number;
  parent_id: RunId | null;
  reproduces_id: RunId | null;
  tolerance: number | null;
  is_scripted: number;
  is_imported: number;
  attempts: number;
  deaths: number;
  furthest: number;
  worked_ms: number;
  device: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  heartbeat_at: string | null;
  progress: string | null;
  error: string | null;
  options: string;
}

/** Without what may be large. */
export const recordColumns = sql`id, kind, name, state, stopping, slot, priority, tags, profile, seed, parent_id, reproduces_id, tolerance, is_scripted, is_imported, attempts, deaths,
  furthest, worked_ms, device, created_at, started_at, finished_at, heartbeat_at, progress, error, options`;

/** Column by column; what is undefined stays as it is, null empties. */
export interface RunChanges {
  readonly state?: RunState;
  readonly stopping?: 'pause' | 'cancel' | null;
  readonly name?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly priority?: number;
  readonly slot?: RunSlot;
  readonly isScripted?: boolean;
  readonly attempts?: number;
  readonly deaths?: number;
  readonly furthest?: number;
  readonly workedMs?: number;
  readonly device?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string | null;
  readonly heartbeatAt?: string;
  readonly progress?: RunProgress | null;
  readonly error?: WireError | null;
  readonly provenance?: RunProvenance;
  readonly reproduction?: RunReproduction;
  readonly result?: Json;
}

export function getRun(db: ReadableDb, id: RunId): RunRecord {
  const [row] = db.all<RunRowInStore>(sql`SELECT ${recordColumns} FROM runs WHERE id = ${id} AND removed_at IS NULL`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no run ${id}; it may have been removed.`, { details: { runId: id } });
  return toRunRecord(row);
}

export function getRunContents(db: ReadableDb, id: RunId): RunContents {
  const row = single(
    db.all<Record<'parameters' | 'config' | 'notes', string> & Record<'sweep' | 'provenance' | 'reproduction' | 'result', string | null>>(
      sql`SELECT parameters, config, sweep, provenance, notes, reproduction, result FROM runs WHERE id = ${id}`,
    ),
  );
  return present({
    parameters: fromJson(row.parameters) as RunContents['parameters'],
    config: fromJson(row.config) as Configuration,
    sweep: fromJson(row.sweep) as SweepPlan | undefined,
    provenance: fromJson(row.provenance) as RunProvenance | undefined,
    notes: row.notes,
    reproduction: fromJson(row.reproduction) as RunReproduction | undefined,
    result: fromJson(row.result) as Json | undefined,
  });
}

/** Runs of a sweep, in their order. */
export function childrenOf(db: ReadableDb, id: RunId): RunRecord[] {
  return db.all<RunRowInStore>(sql`SELECT ${recordColumns} FROM runs WHERE parent_id = ${id} AND removed_at IS NULL ORDER BY id`).map(toRunRecord);
}

export function parametersOf(db: ReadableDb, sweepId: RunId): Map<RunId, Readonly<Record<string, Json>>> {
  const rows = db.all<{ id: RunId; parameters: string }>(sql`SELECT id, parameters FROM runs WHERE parent_id = ${sweepId}`);
  return new Map(rows.map(({ id, parameters }) => [id, fromJson(parameters) as Record<string, Json>]));
}

export function needsOf(db: ReadableDb, id: RunId): RunReference[] {
  return db.all<RunReference>(sql`SELECT id, kind, name, state FROM runs JOIN run_needs ON need_id = id WHERE run_id = ${id} ORDER BY id`);
}

export function neededBy(db: ReadableDb, id: RunId): RunReference[] {
  return db.all<RunReference>(sql`SELECT id, kind, name, state FROM runs JOIN run_needs ON run_id = id WHERE need_id = ${id} AND removed_at IS NULL ORDER BY id`);
}

/** Queued runs whose needs are all done, in the order in which they are to begin. */
export function runsToBegin(db: ReadableDb): { id: RunId; slot: RunSlot }[] {
  return db.all(sql`
    SELECT id, slot FROM runs WHERE state = 'queued' AND kind <> ${sweepKind} AND removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM run_needs JOIN runs AS needed ON needed.id = need_id WHERE run_id = runs.id AND needed.state <> 'done')
    ORDER BY priority DESC, id`);
}

/** Queued runs that will never begin, each with a need that is why. */
export function runsWithBrokenNeeds(db: ReadableDb): { id: RunId; needId: RunId; name: string; state: RunState; isRemoved: number }[] {
  return db.all(sql`
    SELECT runs.id, min(needed.id) AS needId, needed.name, needed.state, needed.removed_at IS NOT NULL AS isRemoved FROM runs JOIN run_needs ON run_id = runs.id JOIN runs AS needed ON needed.id = need_id
    WHERE runs.state = 'queued' AND runs.kind <> ${sweepKind} AND (needed.state IN ('failed', 'cancelled') OR (needed.removed_at IS NOT NULL AND needed.state <> 'done')) GROUP BY runs.id`);
}

export function runIdsInState(db: ReadableDb, state: RunState): RunId[] {
  return db.column<RunId>(sql`SELECT id FROM runs WHERE state = ${state} AND kind <> ${sweepKind} AND removed_at IS NULL ORDER BY priority DESC, id`);
}

export function slotPlaces(db: ReadableDb): Map<RunSlot, number> {
  return new Map(db.all<{ slot: RunSlot; places: number }>(sql`SELECT slot, places FROM run_slots`).map(({ slot, places }) => [slot, places]));
}

export function setSlotPlaces(db: WritableDb, slot: RunSlot, places: number): void {
  db.run(sql`UPDATE run_slots SET places = ${places} WHERE slot = ${slot}`);
}

export function insertRun(db: WritableDb, run: NewRun): RunId {
  return db.transaction(() => {
    const rows = db.returning<{ id: RunId }>(sql`
      INSERT INTO runs (kind, name, state, slot, priority, tags, notes, profile, seed, parent_id, reproduces_id, tolerance, is_scripted, is_imported, created_at, options, parameters, config, sweep)
      VALUES (${run.kind}, ${run.name}, 'queued', ${run.slot}, ${run.priority}, ${JSON.stringify(run.tags)}, ${run.notes}, ${run.profile ?? null}, ${run.seed}, ${run.parentId ?? null}, ${run.reproducesId ?? null},
        ${run.tolerance ?? null}, ${Number(run.isScripted)}, ${Number(run.isImported ?? false)}, ${run.createdAt}, ${JSON.stringify(flattenConfig(run.config))}, ${JSON.stringify(run.parameters ?? {})},
        ${JSON.stringify(run.config)}, ${toJson(run.sweep)}) RETURNING id`);
    const { id } = single(rows);
    for (const needId of new Set(run.needs)) db.run(sql`INSERT INTO run_needs (run_id, need_id) VALUES (${id}, ${needId})`);
    if (run.parentId !== undefined) refreshSweep(db, run.parentId);
    return id;
  });
}

export function updateRun(db: WritableDb, id: RunId, changes: RunChanges): void {
  const [first, ...rest] = assignments(changes);
  if (first === undefined) return;
  const list = rest.reduce((joined, one) => sql`${joined}, ${one}`, first);
  db.transaction(() => {
    const [row] = db.returning<{ parent_id: RunId | null }>(sql`UPDATE runs SET ${list} WHERE id = ${id} RETURNING parent_id`);
    if (row === undefined) throw new AppError('NOT_FOUND', `There is no run ${id}.`, { details: { runId: id } });
    if (row.parent_id !== null && changes.state !== undefined) refreshSweep(db, row.parent_id);
  });
}

/** Hides a run and, of a sweep, its runs; deleted for good by `purgeRuns`. */
export function removeRun(db: WritableDb, id: RunId, removedAt: string): void {
  db.run(sql`UPDATE runs SET removed_at = ${removedAt} WHERE (id = ${id} OR parent_id = ${id}) AND removed_at IS NULL`);
}

/** NOT_FOUND once it was purged. Runs of a sweep that were removed with it come back with it. */
export function restoreRun(db: WritableDb, id: RunId): void {
  db.transaction(() => {
    const [removedAt] = db.column<string | null>(sql`SELECT removed_at FROM runs WHERE id = ${id}`);
    if (removedAt === undefined || removedAt === null) throw new AppError('NOT_FOUND', `No removed run has the number ${id}; it may have been deleted for good.`, { details: { runId: id } });
    db.run(sql`UPDATE runs SET removed_at = NULL WHERE id = ${id} OR (parent_id = ${id} AND removed_at = ${removedAt})`);
  });
}

/** Deletes for good what was removed before a time; the folders are the caller's. */
export function purgeRuns(db: WritableDb, removedBefore: string): RunId[] {
  return db.returning<{ id: RunId }>(sql`DELETE FROM runs WHERE removed_at < ${removedBefore} RETURNING id`).map(({ id }) => id);
}

/**
 * A sweep is running while any of its runs works, then queued while one is to come, then paused; at its end failed if one failed, cancelled
 * if one was cancelled, else done.
 */
function refreshSweep(db: WritableDb, id: RunId): void {
  const counts = new Map(db.all<{ state: RunState; count: number }>(sql`SELECT state, count(*) AS count FROM runs WHERE parent_id = ${id} GROUP BY state`).map(({ state, count }) => [state, count]));
  const has = (state: RunState): boolean => (counts.get(state) ?? 0) > 0;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const finished = (counts.get('done') ?? 0) + (counts.get('failed') ?? 0) + (counts.get('cancelled') ?? 0);
  const state = (['running', 'queued', 'paused', 'failed', 'cancelled'] as const).find(has) ?? 'done';
  const progress: RunProgress = { done: finished, total, unit: 'runs', note: [...counts].map(([name, count]) => `${count} ${name}`).join(', ') };
  const failed = counts.get('failed') ?? 0;
  const error: WireError | null = state === 'failed' ? { code: 'CONFLICT', message: `${failed} of the ${total} runs of this sweep failed. Look at them, then try them again.`, details: { failed, total } } : null;
  db.run(sql`
    UPDATE runs SET state = ${state === 'queued' && finished > 0 ? 'running' : state}, progress = ${JSON.stringify(progress)}, error = ${toJson(error ?? undefined)},
      started_at = (SELECT min(started_at) FROM runs AS part WHERE part.parent_id = ${id}),
      finished_at = CASE WHEN ${finished} = ${total} THEN (SELECT max(finished_at) FROM runs AS part WHERE part.parent_id = ${id}) END,
      worked_ms = (SELECT coalesce(sum(worked_ms), 0) FROM runs AS part WHERE part.parent_id = ${id})
    WHERE id = ${id}`);
}

type Assignment<Key extends keyof RunChanges> = (value: Exclude<RunChanges[Key], undefined>) => Sql;

const columns: { readonly [Key in keyof Required<RunChanges>]: Assignment<Key> } = {
  state: (value) => sql`state = ${value}`,
  stopping: (value) => sql`stopping = ${value}`,
  name: (value) => sql`name = ${value}`,
  notes: (value) => sql`notes = ${value}`,
  tags: (value) => sql`tags = ${JSON.stringify(value)}`,
  priority: (value) => sql`priority = ${value}`,
  slot: (value) => sql`slot = ${value}`,
  isScripted: (value) => sql`is_scripted = ${Number(value)}`,
  attempts: (value) => sql`attempts = ${value}`,
  deaths: (value) => sql`deaths = ${value}`,
  furthest: (value) => sql`furthest = ${value}`,
  workedMs: (value) => sql`worked_ms = ${value}`,
  device: (value) => sql`device = ${value}`,
  startedAt: (value) => sql`started_at = ${value}`,
  finishedAt: (value) => sql`finished_at = ${value}`,
  heartbeatAt: (value) => sql`heartbeat_at = ${value}`,
  progress: (value) => sql`progress = ${toJson(value ?? undefined)}`,
  error: (value) => sql`error = ${toJson(value ?? undefined)}`,
  provenance: (value) => sql`provenance = ${JSON.stringify(value)}`,
  reproduction: (value) => sql`reproduction = ${JSON.stringify(value)}`,
  result: (value) => sql`result = ${JSON.stringify(value)}`,
};

function assignments(changes: RunChanges): Sql[] {
  return Object.entries(changes).flatMap(([key, value]) => (value === undefined ? [] : [(columns[key as keyof RunChanges] as (value: unknown) => Sql)(value)]));
}

export function toRunRecord(row: RunRowInStore): RunRecord {
  const { parent_id: parentId, reproduces_id: reproducesId, worked_ms: workedMs, created_at: createdAt, started_at: startedAt, finished_at: finishedAt, heartbeat_at: heartbeatAt, is_scripted, is_imported, ...same } = row;
  return present({
    ...same,
    parentId,
    reproducesId,
    workedMs,
    createdAt,
    startedAt,
    finishedAt,
    heartbeatAt,
    isScripted: is_scripted === 1,
    isImported: is_imported === 1,
    tags: fromJson(row.tags) as string[],
    progress: fromJson(row.progress) as RunProgress | undefined,
    error: fromJson(row.error) as WireError | undefined,
    options: fromJson(row.options) as Record<string, Json>,
  });
}
