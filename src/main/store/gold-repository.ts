/** @file Table `gold_decisions`: gold as it was decided, appended only, undone action by action. What a decision rested on is JSON that the services know. */
import { AppError } from '#shared/contracts/errors';
import type { GoldEvent } from '#shared/contracts/adjudication';
import type { z } from 'zod';
import type { DecisionId, ReviewItemId } from '#shared/domain/ids';
import type { ErrorType, GoldSource } from '#shared/domain/review/decisions';
import type { ReadableDb, WritableDb } from './database';
import { addAction, addRedo, addUndo, findRepeated, type Action, type Desk } from './review-actions';
import { sql } from './sql';

export interface NewGold {
  itemId: ReviewItemId;
  field: string;
  value: string;
  source: GoldSource;
  errorType: ErrorType | null;
  comment: string;
  /** What people said and what was proposed at that moment. */
  basis: string;
}

export interface GoldRequest {
  decisionId: DecisionId;
  kind: 'decide' | 'accept';
  itemId?: ReviewItemId;
  gold: readonly NewGold[];
  request: string;
  at: string;
}

/** What an undo or redo was about. */
export interface Reversed {
  values: number;
  itemId: ReviewItemId | null;
}

interface GoldRow {
  id: number;
  action_id: number;
  item_id: ReviewItemId;
  field: string;
  previous_id: number | null;
  value: string | null;
  source: GoldSource | null;
  error_type: ErrorType | null;
  comment: string;
  basis: string;
}

type GoldContent = Omit<GoldRow, 'id' | 'action_id' | 'previous_id'>;

/** The action that changed an item's gold last; 0 before the first. */
export function goldRevision(db: ReadableDb, itemId: ReviewItemId, field?: string): number {
  return db.number(sql`SELECT coalesce(max(action_id), 0) FROM gold_decisions WHERE item_id = ${itemId} AND field = coalesce(${field ?? null}, field)`);
}

/** Newest first. */
export function listGoldEvents(db: ReadableDb, itemId: ReviewItemId, field: string): z.output<typeof GoldEvent>[] {
  return db.all(sql`
    SELECT a.created_at AS at, p.name AS "by", a.kind, o.value AS old, g.value AS new, g.source
    FROM gold_decisions g JOIN review_actions a ON a.id = g.action_id JOIN people p ON p.id = a.person_id LEFT JOIN gold_decisions o ON o.id = g.previous_id
    WHERE g.item_id = ${itemId} AND g.field = ${field} ORDER BY g.id DESC LIMIT 100`);
}

/** The action that this very request made already. */
export function findGoldAction(db: ReadableDb, desk: Desk, request: Pick<GoldRequest, 'decisionId' | 'request'>): Action | undefined {
  return findRepeated(db, desk, request);
}

export function countGoldOf(db: ReadableDb, actionId: number): number {
  return db.number(sql`SELECT count(*) FROM gold_decisions WHERE action_id = ${actionId}`);
}

/** One action, undone as one. The same decision id again changes nothing. */
export function decideGold(db: WritableDb, desk: Desk, { decisionId, kind, itemId, gold, request, at }: GoldRequest): void {
  db.transaction(() => {
    if (findRepeated(db, desk, { decisionId, request }) !== undefined) return;
    const action = addAction(db, desk, { decisionId, kind, request, at, ...(itemId === undefined ? {} : { itemId }) });
    for (const { itemId: item_id, errorType: error_type, ...rest } of gold) append(db, action, { item_id, error_type, ...rest });
  });
}

export function undoGold(db: WritableDb, desk: Desk, { decisionId, at }: { decisionId: DecisionId; at: string }): Reversed {
  const work = (): Done => {
    const { action, target } = addUndo(db, desk, { decisionId, at });
    const rows = rowsOf(db, target.id);
    for (const row of rows) {
      assertIsOwn(db, desk, row);
      append(db, action, previousOf(db, row));
    }
    return { action, values: rows.length };
  };
  return reverse(db, desk, { decisionId, kind: 'undo', work });
}

export function redoGold(db: WritableDb, desk: Desk, { decisionId, at }: { decisionId: DecisionId; at: string }): Reversed {
  const work = (): Done => {
    const { action, target } = addRedo(db, desk, { decisionId, at });
    const rows = rowsOf(db, target.id);
    for (const row of rows) {
      assertIsOwn(db, desk, row);
      append(db, action, row);
    }
    return { action, values: rows.length };
  };
  return reverse(db, desk, { decisionId, kind: 'redo', work });
}

interface Done {
  readonly action: Action;
  readonly values: number;
}

function reverse(db: WritableDb, desk: Desk, { decisionId, kind, work }: { decisionId: DecisionId; kind: 'undo' | 'redo'; work: () => Done }): Reversed {
  return db.transaction(() => {
    const repeated = findRepeated(db, desk, { decisionId, request: kind });
    const { action, values } = repeated === undefined ? work() : { action: repeated, values: countGoldOf(db, repeated.id) };
    return { values, itemId: action.itemId };
  });
}

/** Whatever another adjudicator decided since stays. */
function assertIsOwn(db: ReadableDb, desk: Desk, { item_id, field }: Pick<GoldRow, 'item_id' | 'field'>): void {
  const [last] = db.all<{ person_id: number; name: string; number: number }>(sql`
    SELECT a.person_id, p.name, i.number FROM gold_decisions g JOIN review_actions a ON a.id = g.action_id JOIN people p ON p.id = a.person_id JOIN review_items i ON i.id = g.item_id
    WHERE g.item_id = ${item_id} AND g.field = ${field} ORDER BY g.id DESC LIMIT 1`);
  if (last === undefined || last.person_id === desk.personId) return;
  throw new AppError('CONFLICT', `${last.name} has decided the ${field} of item ${last.number} since, so your earlier action stays. Decide it anew if you disagree.`, { details: { field, number: last.number } });
}

function append(db: WritableDb, action: Action, { item_id, field, value, source, error_type, comment, basis }: GoldContent): void {
  db.run(sql`
    INSERT INTO gold_decisions (action_id, item_id, field, previous_id, value, source, error_type, comment, basis)
    VALUES (${action.id}, ${item_id}, ${field}, (SELECT max(id) FROM gold_decisions WHERE item_id = ${item_id} AND field = ${field}), ${value}, ${source}, ${error_type}, ${comment}, ${basis})`);
}

function previousOf(db: ReadableDb, row: GoldRow): GoldContent {
  const [previous] = row.previous_id === null ? [] : db.all<GoldRow>(sql`SELECT * FROM gold_decisions WHERE id = ${row.previous_id}`);
  return previous ?? { item_id: row.item_id, field: row.field, value: null, source: null, error_type: null, comment: '', basis: '{}' };
}

function rowsOf(db: ReadableDb, actionId: number): GoldRow[] {
  return db.all(sql`SELECT * FROM gold_decisions WHERE action_id = ${actionId} ORDER BY id`);
}
