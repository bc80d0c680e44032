/**
 * @file Table `review_actions`: what people did, in order, with undo and redo as stacks that live in the rows (see 0006-review.ts). Each person has
 * one at each desk of a campaign. Knows nothing of what an action changed.
 */
import { AppError } from '#shared/contracts/errors';
import type { CampaignId, DecisionId, PersonId, ReviewItemId } from '#shared/domain/ids';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { sql } from './sql';

export interface Desk {
  campaignId: CampaignId;
  personId: PersonId;
  desk: 'review' | 'adjudication';
}

export interface NewAction {
  decisionId: DecisionId;
  kind: 'decide' | 'accept' | 'import';
  slotId?: number;
  itemId?: ReviewItemId;
  activeMs?: number;
  /** An unanswered sending back that this action answers. */
  answeredReworkId?: number | null;
  /** What was asked for, in full: the same id with another request is refused. */
  request: string;
  at: string;
}

export interface Action {
  id: number;
  kind: 'decide' | 'accept' | 'import' | 'undo' | 'redo';
  campaignId: CampaignId;
  personId: PersonId;
  slotId: number | null;
  itemId: ReviewItemId | null;
  targetId: number | null;
  answeredReworkId: number | null;
  request: string;
}

interface ActionRow {
  id: number;
  kind: Action['kind'];
  campaign_id: CampaignId;
  person_id: PersonId;
  slot_id: number | null;
  item_id: ReviewItemId | null;
  target_id: number | null;
  undo_below: number | null;
  undo_top: number | null;
  redo_below: number | null;
  redo_top: number | null;
  answered_rework_id: number | null;
  request: string;
}

/** The action that this id made already. CONFLICT where it was made for another request. */
export function findRepeated(db: ReadableDb, desk: Desk, { decisionId, request }: Pick<NewAction, 'decisionId' | 'request'>): Action | undefined {
  const [row] = db.all<ActionRow>(sql`SELECT * FROM review_actions WHERE decision_id = ${decisionId}`);
  if (row === undefined) return undefined;
  if (row.campaign_id !== desk.campaignId || row.person_id !== desk.personId || row.request !== request) {
    throw new AppError('CONFLICT', 'This decision id was used for another decision. Nothing was changed; decide again with a new id.', { details: { decisionId } });
  }
  return toAction(row);
}

export function canUndoRedo(db: ReadableDb, desk: Desk): { canUndo: boolean; canRedo: boolean } {
  const last = lastRow(db, desk);
  return { canUndo: undoTop(last) !== null, canRedo: redoTop(last) !== null };
}

export function addAction(db: WritableDb, { campaignId, personId, desk }: Desk, action: NewAction): Action {
  const below = undoTop(lastRow(db, { campaignId, personId, desk }));
  const rows = db.returning<ActionRow>(sql`
    INSERT INTO review_actions (decision_id, campaign_id, person_id, desk, kind, slot_id, item_id, undo_below, answered_rework_id, active_ms, request, created_at)
    VALUES (${action.decisionId}, ${campaignId}, ${personId}, ${desk}, ${action.kind}, ${action.slotId ?? null}, ${action.itemId ?? null}, ${below},
      ${action.answeredReworkId ?? null}, ${action.activeMs ?? 0}, ${action.request}, ${action.at}) RETURNING *`);
  return toAction(single(rows));
}

/** Appends the undo of the action on top; `target` is that action. CONFLICT when there is none. */
export function addUndo(db: WritableDb, desk: Desk, { decisionId, at }: { decisionId: DecisionId; at: string }): { action: Action; target: Action } {
  const last = lastRow(db, desk);
  const top = undoTop(last);
  if (top === null) throw new AppError('CONFLICT', 'There is nothing to undo in this campaign.');
  const target = getRow(db, top);
  return { action: append(db, desk, { decisionId, at, kind: 'undo', target, undoTop: target.undo_below, redoBelow: redoTop(last), redoTop: null }), target: toAction(target) };
}

export function addRedo(db: WritableDb, desk: Desk, { decisionId, at }: { decisionId: DecisionId; at: string }): { action: Action; target: Action; undo: Action } {
  const top = redoTop(lastRow(db, desk));
  if (top === null) throw new AppError('CONFLICT', 'There is nothing to redo in this campaign.');
  const undo = getRow(db, top);
  const target = getRow(db, undo.target_id ?? 0);
  return { action: append(db, desk, { decisionId, at, kind: 'redo', target, undoTop: target.id, redoBelow: null, redoTop: undo.redo_below }), target: toAction(target), undo: toAction(undo) };
}

interface Reversal {
  decisionId: DecisionId;
  at: string;
  kind: 'undo' | 'redo';
  target: ActionRow;
  undoTop: number | null;
  redoBelow: number | null;
  redoTop: number | null;
}

function append(db: WritableDb, { campaignId, personId, desk }: Desk, reversal: Reversal): Action {
  const { decisionId, at, kind, target } = reversal;
  const rows = db.returning<ActionRow>(sql`
    INSERT INTO review_actions (decision_id, campaign_id, person_id, desk, kind, slot_id, item_id, target_id, undo_top, redo_below, redo_top, request, created_at)
    VALUES (${decisionId}, ${campaignId}, ${personId}, ${desk}, ${kind}, ${target.slot_id}, ${target.item_id}, ${target.id},
      ${reversal.undoTop}, ${reversal.redoBelow}, ${reversal.redoTop}, ${kind}, ${at}) RETURNING *`);
  return toAction(single(rows));
}

/** What would be undone next after this row. */
function undoTop(row: ActionRow | undefined): number | null {
  if (row === undefined) return null;
  return row.target_id === null ? row.id : row.undo_top;
}

/** The undo that would be taken back next after this row; a new action forgets them all. */
function redoTop(row: ActionRow | undefined): number | null {
  if (row === undefined || row.target_id === null) return null;
  return row.kind === 'undo' ? row.id : row.redo_top;
}

function lastRow(db: ReadableDb, { campaignId, personId, desk }: Desk): ActionRow | undefined {
  const [row] = db.all<ActionRow>(sql`SELECT * FROM review_actions WHERE campaign_id = ${campaignId} AND person_id = ${personId} AND desk = ${desk} ORDER BY id DESC LIMIT 1`);
  return row;
}

function getRow(db: ReadableDb, id: number): ActionRow {
  return single(db.all<ActionRow>(sql`SELECT * FROM review_actions WHERE id = ${id}`));
}

function toAction(row: ActionRow): Action {
  return {
    id: row.id,
    kind: row.kind,
    campaignId: row.campaign_id,
    personId: row.person_id,
    slotId: row.slot_id,
    itemId: row.item_id,
    targetId: row.target_id,
    answeredReworkId: row.answered_rework_id,
    request: row.request,
  };
}
