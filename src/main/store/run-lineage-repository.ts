/** @file Table `run_things`: what goes into runs and what they leave outside their folders, and through it which run made what of which. */
import type { RunId } from '#shared/domain/ids';
import type { RunState, RunThing } from '#shared/domain/runs/run';
import type { ReadableDb, WritableDb } from './database';
import { present } from './rows';
import { sql } from './sql';

export type ThingRole = 'input' | 'output';

interface ThingRow {
  kind: RunThing['kind'];
  reference: string;
  name: string;
  sha256: string | null;
}

export interface LineageRun {
  readonly id: RunId;
  readonly kind: string;
  readonly name: string;
  readonly state: RunState;
  readonly parentId: RunId | null;
  readonly reproducesId: RunId | null;
}

export function thingsOf(db: ReadableDb, runId: RunId, role: ThingRole): RunThing[] {
  return db.all<ThingRow>(sql`SELECT kind, reference, name, sha256 FROM run_things WHERE run_id = ${runId} AND role = ${role} ORDER BY kind, reference`).map(toThing);
}

/** Replaces what was there. */
export function storeThings(db: WritableDb, runId: RunId, things: { role: ThingRole; list: readonly RunThing[] }): void {
  db.transaction(() => {
    db.run(sql`DELETE FROM run_things WHERE run_id = ${runId} AND role = ${things.role}`);
    for (const { kind, id, name, sha256 } of things.list) {
      db.run(sql`INSERT OR REPLACE INTO run_things (run_id, role, kind, reference, name, sha256) VALUES (${runId}, ${things.role}, ${kind}, ${JSON.stringify(id)}, ${name}, ${sha256 ?? null})`);
    }
  });
}

/** Runs that have a thing as this role: who made it, or who read it. */
export function runsWithThing(db: ReadableDb, thing: Pick<RunThing, 'kind' | 'id'>, role: ThingRole): RunId[] {
  return db.column<RunId>(sql`SELECT run_id FROM run_things JOIN runs ON runs.id = run_id WHERE run_things.kind = ${thing.kind} AND reference = ${JSON.stringify(thing.id)} AND role = ${role} AND removed_at IS NULL`);
}

/** A removed run is still where things came from. */
export function lineageRun(db: ReadableDb, id: RunId): LineageRun | undefined {
  return db.all<LineageRun>(sql`SELECT id, kind, name, state, parent_id AS parentId, reproduces_id AS reproducesId FROM runs WHERE id = ${id}`)[0];
}

export function reproductionsOf(db: ReadableDb, id: RunId): RunId[] {
  return db.column<RunId>(sql`SELECT id FROM runs WHERE reproduces_id = ${id} AND removed_at IS NULL`);
}

function toThing({ kind, reference, name, sha256 }: ThingRow): RunThing {
  return present({ kind, id: JSON.parse(reference) as number | string, name, sha256 });
}
