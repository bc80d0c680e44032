/**
 * @file Tables `review_decisions` and `review_notes`, and what of a slot follows from them. Every change is appended; an undo appends the values
 * of before. A call that returns is on the disk.
 */
import { AppError } from '#shared/contracts/errors';
import type { CurrentDecision, HistoryRow, Note } from '#shared/contracts/review';
import type { DecisionId } from '#shared/domain/ids';
import { itemState, type Verdict } from '#shared/domain/review/decisions';
import type { ReadableDb, WritableDb } from './database';
import { addAction, addRedo, addUndo, findRepeated, type Desk } from './review-actions';
import { getSlotById, type QueueKey, type Slot } from './review-queue';
import { sql } from './sql';

export interface NewDecision {
  field: string;
  verdict: Verdict;
  /** What it is in the person's eyes: the proposal where it was found right; null where they did not say. */
  value: string | null;
  /** What was judged; null where nothing was proposed. */
  proposed: string | null;
  sawProposal: boolean;
}

export interface DecideRequest {
  decisionId: DecisionId;
  kind: 'decide' | 'import';
  decisions: readonly NewDecision[];
  note?: Note | undefined;
  activeMs: number;
  /** CONFLICT where one of the fields was decided after it. Null: whatever stands is replaced. */
  revision: number | null;
  request: string;
  at: string;
}

interface DecisionRow {
  id: number;
  action_id: number;
  field: string;
  verdict: Verdict | null;
  value: string | null;
  proposed: string | null;
  saw_proposal: 0 | 1;
  previous_id: number | null;
}

interface NoteRow {
  id: number;
  action_id: number;
  is_flagged: 0 | 1;
  comment: string;
  previous_id: number | null;
}

/** Of one slot, by field. */
export function currentDecisions(db: ReadableDb, slotId: number): Map<string, CurrentDecision & { proposed: string | null }> {
  const rows = db.all<{ field: string; verdict: Verdict; value: string | null; proposed: string | null; created_at: string }>(sql`
    SELECT d.field, d.verdict, d.value, d.proposed, a.created_at FROM current_decisions d JOIN review_actions a ON a.id = d.action_id WHERE d.slot_id = ${slotId}`);
  return new Map(rows.map(({ field, created_at, ...decision }) => [field, { ...decision, decidedAt: created_at }]));
}

export function currentNote(db: ReadableDb, slotId: number): Note {
  const row = lastNote(db, slotId);
  return { isFlagged: row?.is_flagged === 1, comment: row?.comment ?? '' };
}

/** The open request to look at an item again. */
export function openRework(db: ReadableDb, { reworkId }: Pick<Slot, 'reworkId'>): { note: string; requestedAt: string } | null {
  if (reworkId === null) return null;
  const [row] = db.all<{ note: string; requestedAt: string }>(sql`SELECT note, created_at AS requestedAt FROM rework_requests WHERE id = ${reworkId}`);
  return row ?? null;
}

/** Newest first; a change of the note is a row without a field. */
export function listHistory(db: ReadableDb, { campaignId, personId }: QueueKey, query: { slotId?: number | undefined; offset: number; limit: number }): { total: number; rows: HistoryRow[] } {
  const mine = sql`a.campaign_id = ${campaignId} AND a.person_id = ${personId} AND a.desk = 'review' AND ${query.slotId === undefined ? sql`1` : sql`a.slot_id = ${query.slotId}`}`;
  const changes = sql`
    SELECT a.id AS action_id, d.id, d.field, o.value AS old, d.value AS new, o.verdict AS oldVerdict, d.verdict AS newVerdict
    FROM review_actions a JOIN review_decisions d ON d.action_id = a.id LEFT JOIN review_decisions o ON o.id = d.previous_id WHERE ${mine}
    UNION ALL
    SELECT a.id, n.id, NULL, ${noteText(sql`o`)}, ${noteText(sql`n`)}, NULL, NULL
    FROM review_actions a JOIN review_notes n ON n.action_id = a.id LEFT JOIN review_notes o ON o.id = n.previous_id WHERE ${mine}`;
  const rows = db.all<Omit<HistoryRow, 'field'> & { field: string | null }>(sql`
    SELECT a.created_at AS at, a.kind, s.position, c.field, c.old, c.new, c.oldVerdict, c.newVerdict, a.active_ms AS activeMs
    FROM (${changes}) c JOIN review_actions a ON a.id = c.action_id JOIN review_slots s ON s.id = a.slot_id ORDER BY c.action_id DESC, c.id LIMIT ${query.limit} OFFSET ${query.offset}`);
  return { total: db.number(sql`SELECT count(*) FROM (${changes})`), rows };
}

/** One action: decisions of one slot, with a note if any. The same decision id again changes nothing. */
export function decide(db: WritableDb, slot: Slot, request: DecideRequest): void {
  const desk = deskOf(slot);
  db.transaction(() => {
    if (findRepeated(db, desk, request) !== undefined) return;
    const { decisionId, kind, activeMs, at } = request;
    const current = getSlotById(db, slot.id);
    assertNotDecidedSince(db, current, request);
    const action = addAction(db, desk, { decisionId, kind, slotId: slot.id, activeMs, answeredReworkId: current.reworkId, request: request.request, at });
    const place = { actionId: action.id, slotId: slot.id };
    for (const { sawProposal, ...decision } of request.decisions) appendDecision(db, place, { ...decision, saw_proposal: sawProposal ? 1 : 0 });
    if (request.note !== undefined) appendNote(db, place, { is_flagged: request.note.isFlagged ? 1 : 0, comment: request.note.comment });
    db.run(sql`UPDATE review_slots SET rework_id = NULL, active_ms = active_ms + ${activeMs} WHERE id = ${slot.id}`);
    settleSlot(db, place);
  });
}

/** Takes the person's last action back; returns the slot it was on. */
export function undoDecision(db: WritableDb, key: QueueKey, { decisionId, at }: { decisionId: DecisionId; at: string }): number {
  const work = (desk: Desk): Place => {
    const { action, target } = addUndo(db, desk, { decisionId, at });
    const place = { actionId: action.id, slotId: target.slotId ?? 0 };
    for (const row of decisionsOf(db, target.id)) appendDecision(db, place, previousDecision(db, row));
    for (const row of notesOf(db, target.id)) appendNote(db, place, previousNote(db, row));
    if (target.answeredReworkId !== null) reopenRework(db, place.slotId, target.answeredReworkId);
    return place;
  };
  return reverse(db, key, { decisionId, kind: 'undo', work });
}

export function redoDecision(db: WritableDb, key: QueueKey, { decisionId, at }: { decisionId: DecisionId; at: string }): number {
  const work = (desk: Desk): Place => {
    const { action, target } = addRedo(db, desk, { decisionId, at });
    const place = { actionId: action.id, slotId: target.slotId ?? 0 };
    for (const row of decisionsOf(db, target.id)) appendDecision(db, place, row);
    for (const row of notesOf(db, target.id)) appendNote(db, place, row);
    if (target.answeredReworkId !== null) db.run(sql`UPDATE review_slots SET rework_id = NULL WHERE id = ${place.slotId} AND rework_id = ${target.answeredReworkId}`);
    return place;
  };
  return reverse(db, key, { decisionId, kind: 'redo', work });
}

/** The columns of the slot that follow from its rows. */
export function settleState(db: WritableDb, slotId: number): void {
  const fields = db.column<string>(sql`
    SELECT field.value ->> 'id' FROM review_slots s JOIN campaigns k ON k.id = s.campaign_id, json_each(k.fields) field WHERE s.id = ${slotId}`);
  const verdicts = new Map(db.all<{ field: string; verdict: Verdict }>(sql`SELECT field, verdict FROM current_decisions WHERE slot_id = ${slotId}`).map(({ field, verdict }) => [field, verdict]));
  const state = itemState(fields, verdicts, getSlotById(db, slotId).reworkId !== null);
  db.run(sql`UPDATE review_slots SET state = ${state}, is_flagged = ${currentNote(db, slotId).isFlagged ? 1 : 0} WHERE id = ${slotId}`);
}

export function deskOf({ campaignId, personId }: QueueKey): Desk {
  return { campaignId, personId, desk: 'review' };
}

/** Where a row is appended. */
interface Place {
  readonly actionId: number;
  readonly slotId: number;
}

type DecisionContent = Pick<DecisionRow, 'field' | 'verdict' | 'value' | 'proposed' | 'saw_proposal'>;
type NoteContent = Pick<NoteRow, 'is_flagged' | 'comment'>;

interface Reversal {
  readonly decisionId: DecisionId;
  readonly kind: 'undo' | 'redo';
  readonly work: (desk: Desk) => Place;
}

function reverse(db: WritableDb, key: QueueKey, { decisionId, kind, work }: Reversal): number {
  const desk = deskOf(key);
  return db.transaction(() => {
    const repeated = findRepeated(db, desk, { decisionId, request: kind });
    if (repeated !== undefined) return repeated.slotId ?? 0;
    const place = work(desk);
    settleSlot(db, place);
    return place.slotId;
  });
}

/** A person may have the same item open in two windows; what they decided in the other is not replaced unseen. */
function assertNotDecidedSince(db: ReadableDb, slot: Slot, { revision, decisions, note }: DecideRequest): void {
  if (revision === null) return;
  for (const { field } of decisions) {
    const last = lastDecision(db, slot.id, field);
    if (last !== undefined && last.action_id > revision) throw decidedSince(field, slot.position);
  }
  const lastNoted = note === undefined ? undefined : lastNote(db, slot.id);
  if (lastNoted !== undefined && lastNoted.action_id > revision) throw decidedSince('note', slot.position);
}

function decidedSince(field: string, position: number): AppError {
  return new AppError('CONFLICT', `The ${field} of item ${position + 1} was decided since it was shown, in another window for one. Look at it again; nothing was changed.`, { details: { field, position } });
}

function settleSlot(db: WritableDb, { actionId, slotId }: Place): void {
  db.run(sql`UPDATE review_slots SET last_action_id = ${actionId} WHERE id = ${slotId}`);
  settleState(db, slotId);
}

function reopenRework(db: WritableDb, slotId: number, reworkId: number): void {
  db.run(sql`
    UPDATE review_slots SET rework_id = ${reworkId} WHERE id = ${slotId} AND rework_id IS NULL
      AND EXISTS (SELECT 1 FROM rework_requests WHERE id = ${reworkId} AND withdrawn_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM rework_requests WHERE slot_id = ${slotId} AND id > ${reworkId})`);
}

function appendDecision(db: WritableDb, { actionId, slotId }: Place, { field, verdict, value, proposed, saw_proposal }: DecisionContent): void {
  db.run(sql`
    INSERT INTO review_decisions (action_id, slot_id, field, previous_id, verdict, value, proposed, saw_proposal)
    VALUES (${actionId}, ${slotId}, ${field}, ${lastDecision(db, slotId, field)?.id ?? null}, ${verdict}, ${value}, ${proposed}, ${saw_proposal})`);
}

function appendNote(db: WritableDb, { actionId, slotId }: Place, { is_flagged, comment }: NoteContent): void {
  db.run(sql`INSERT INTO review_notes (action_id, slot_id, previous_id, is_flagged, comment) VALUES (${actionId}, ${slotId}, ${lastNote(db, slotId)?.id ?? null}, ${is_flagged}, ${comment})`);
}

function previousDecision(db: ReadableDb, row: DecisionRow): DecisionContent {
  const [previous] = row.previous_id === null ? [] : db.all<DecisionRow>(sql`SELECT * FROM review_decisions WHERE id = ${row.previous_id}`);
  return previous ?? { field: row.field, verdict: null, value: null, proposed: null, saw_proposal: 0 };
}

function previousNote(db: ReadableDb, row: NoteRow): NoteContent {
  const [previous] = row.previous_id === null ? [] : db.all<NoteRow>(sql`SELECT * FROM review_notes WHERE id = ${row.previous_id}`);
  return previous ?? { is_flagged: 0, comment: '' };
}

function decisionsOf(db: ReadableDb, actionId: number): DecisionRow[] {
  return db.all(sql`SELECT * FROM review_decisions WHERE action_id = ${actionId} ORDER BY id`);
}

function notesOf(db: ReadableDb, actionId: number): NoteRow[] {
  return db.all(sql`SELECT * FROM review_notes WHERE action_id = ${actionId} ORDER BY id`);
}

function lastDecision(db: ReadableDb, slotId: number, field: string): DecisionRow | undefined {
  const [row] = db.all<DecisionRow>(sql`SELECT * FROM review_decisions WHERE slot_id = ${slotId} AND field = ${field} ORDER BY id DESC LIMIT 1`);
  return row;
}

function lastNote(db: ReadableDb, slotId: number): NoteRow | undefined {
  const [row] = db.all<NoteRow>(sql`SELECT * FROM review_notes WHERE slot_id = ${slotId} ORDER BY id DESC LIMIT 1`);
  return row;
}

function noteText(row: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`CASE WHEN ${row}.is_flagged = 1 THEN trim('flagged ' || ${row}.comment) ELSE ${row}.comment END`;
}
