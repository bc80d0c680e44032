/**
 * @file Tables `review_items` and `review_slots`: what a campaign asks about, and everybody's queue. A slot is an item in the queue of one
 * person, twice for a repeat. Deciding stands in review-decisions.ts.
 */
import { AppError } from '#shared/contracts/errors';
import type { ShownContext, ShownTurn } from '#shared/contracts/review';
import { displayText, type Speaker } from '#shared/domain/dialogue';
import type { CampaignId, DialogueId, PersonId, ReviewItemId } from '#shared/domain/ids';
import type { ItemState, Proposals } from '#shared/domain/review/decisions';
import type { ReadableDb, WritableDb } from './database';
import { listOf, sql, type Sql } from './sql';

export interface NewItem {
  dialogueId: DialogueId;
  turn: number;
  proposals: Proposals;
  /** The right answers by field, for a gold check. */
  known: Readonly<Record<string, string>> | null;
}

export interface StoredItem extends NewItem {
  id: ReviewItemId;
  number: number;
}

export interface NewSlot {
  personId: PersonId;
  position: number;
  itemId: ReviewItemId;
  isRepeat: boolean;
}

export interface Slot {
  id: number;
  campaignId: CampaignId;
  personId: PersonId;
  position: number;
  itemId: ReviewItemId;
  isRepeat: boolean;
  state: ItemState;
  isFlagged: boolean;
  activeMs: number;
  lastActionId: number | null;
  reworkId: number | null;
  isRevealed: boolean;
}

export interface QueueKey {
  campaignId: CampaignId;
  personId: PersonId;
}

export interface QueueCounts {
  total: number;
  done: number;
  skipped: number;
  rework: number;
}

interface ItemRow {
  id: ReviewItemId;
  number: number;
  dialogue_id: DialogueId;
  turn: number;
  known: string | null;
  proposals: string;
}

interface SlotRow {
  id: number;
  campaign_id: CampaignId;
  person_id: PersonId;
  position: number;
  item_id: ReviewItemId;
  is_repeat: 0 | 1;
  state: ItemState;
  is_flagged: 0 | 1;
  active_ms: number;
  last_action_id: number | null;
  rework_id: number | null;
  revealed_at: string | null;
}

/** Turns before the one in focus that come with an item, and after it. */
const turnsBefore = 400;
const turnsAfter = 2;

/** In the order of their numbers. */
export function listItemsOf(db: ReadableDb, campaignId: CampaignId): StoredItem[] {
  return db.all<ItemRow>(sql`SELECT id, number, dialogue_id, turn, known, proposals FROM review_items WHERE campaign_id = ${campaignId} ORDER BY number`).map(toItem);
}

export function getItem(db: ReadableDb, campaignId: CampaignId, id: ReviewItemId): StoredItem {
  const [row] = db.all<ItemRow>(sql`SELECT id, number, dialogue_id, turn, known, proposals FROM review_items WHERE id = ${id} AND campaign_id = ${campaignId}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `The campaign has no item with id ${id}.`, { details: { itemId: id } });
  return toItem(row);
}

export function getSlot(db: ReadableDb, { campaignId, personId }: QueueKey, position: number): Slot {
  const [row] = db.all<SlotRow>(sql`SELECT * FROM review_slots WHERE campaign_id = ${campaignId} AND person_id = ${personId} AND position = ${position}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `Your queue of this campaign has no item ${position + 1}.`, { details: { position } });
  return toSlot(row);
}

export function getSlotById(db: ReadableDb, id: number): Slot {
  const [row] = db.all<SlotRow>(sql`SELECT * FROM review_slots WHERE id = ${id}`);
  if (row === undefined) throw new Error(`there is no slot ${id}`);
  return toSlot(row);
}

export function listSlotsOfItem(db: ReadableDb, itemId: ReviewItemId): Slot[] {
  return db.all<SlotRow>(sql`SELECT * FROM review_slots WHERE item_id = ${itemId} ORDER BY person_id, is_repeat`).map(toSlot);
}

export function listSlotsOf(db: ReadableDb, campaignId: CampaignId): Slot[] {
  return db.all<SlotRow>(sql`SELECT * FROM review_slots WHERE campaign_id = ${campaignId} ORDER BY person_id, position`).map(toSlot);
}

/** What was sent back first, then undecided items after a position, then those before it. */
export function nextSlots(db: ReadableDb, { campaignId, personId }: QueueKey, { after, count, except }: { after: number; count: number; except: readonly number[] }): Slot[] {
  const page = (state: ItemState, from: Sql): Slot[] =>
    db
      .all<SlotRow>(
        sql`SELECT * FROM review_slots WHERE campaign_id = ${campaignId} AND person_id = ${personId} AND state = ${state} AND ${from}
          AND position NOT IN ${listOf(except)} ORDER BY position LIMIT ${count}`,
      )
      .map(toSlot);
  const found = page('rework', sql`position >= 0`);
  if (found.length < count) found.push(...page('open', sql`position > ${after}`));
  if (found.length < count) found.push(...page('open', sql`position <= ${after}`));
  return found.slice(0, count);
}

export function listQueue(db: ReadableDb, { campaignId, personId }: QueueKey, query: { state: ItemState | 'all' | 'flagged'; offset: number; limit: number }): { total: number; rows: { position: number; state: ItemState; isFlagged: boolean; excerpt: string }[] } {
  const inState = query.state === 'all' ? sql`1` : query.state === 'flagged' ? sql`s.is_flagged = 1` : sql`s.state = ${query.state}`;
  const condition = sql`s.campaign_id = ${campaignId} AND s.person_id = ${personId} AND ${inState}`;
  const rows = db.all<{ position: number; state: ItemState; is_flagged: 0 | 1; text: string }>(sql`
    SELECT s.position, s.state, s.is_flagged, t.text FROM review_slots s JOIN review_items i ON i.id = s.item_id
    JOIN turns t ON t.dialogue_id = i.dialogue_id AND t.position = i.turn WHERE ${condition} ORDER BY s.position LIMIT ${query.limit} OFFSET ${query.offset}`);
  return {
    total: db.number(sql`SELECT count(*) FROM review_slots s WHERE ${condition}`),
    rows: rows.map(({ position, state, is_flagged, text }) => ({ position, state, isFlagged: is_flagged === 1, excerpt: excerptOf(text) })),
  };
}

export function countQueue(db: ReadableDb, { campaignId, personId }: QueueKey): QueueCounts {
  const rows = db.all<{ state: ItemState; count: number }>(sql`SELECT state, count(*) AS count FROM review_slots WHERE campaign_id = ${campaignId} AND person_id = ${personId} GROUP BY state`);
  const of = (state: ItemState): number => rows.find((row) => row.state === state)?.count ?? 0;
  return { total: rows.reduce((sum, { count }) => sum + count, 0), done: of('done'), skipped: of('skipped'), rework: of('rework') };
}

/** Time spent on the items worked on last, newest first. */
export function recentPace(db: ReadableDb, { campaignId, personId }: QueueKey, limit: number): number[] {
  return db.column(sql`
    SELECT active_ms FROM review_slots WHERE campaign_id = ${campaignId} AND person_id = ${personId} AND last_action_id IS NOT NULL ORDER BY last_action_id DESC LIMIT ${limit}`);
}

/** In corpus order; `scope` is a condition on `dialogues d`. */
export function listSeekerTurns(db: ReadableDb, scope: Sql): { dialogueId: DialogueId; turn: number }[] {
  return db.all(sql`SELECT d.id AS dialogueId, t.position AS turn FROM dialogues d JOIN turns t ON t.dialogue_id = d.id WHERE ${scope} AND t.speaker = 'seeker' ORDER BY d.position, t.position`);
}

export function readContext(db: ReadableDb, { dialogueId, turn }: Pick<NewItem, 'dialogueId' | 'turn'>): ShownContext {
  const [row] = db.all<Omit<ShownContext, 'turns' | 'focus'>>(sql`
    SELECT d.position AS dialoguePosition, r.external_id AS externalId, d.emotion_type AS emotionType, d.problem_type AS problemType, r.situation, d.turn_count AS turnCount
    FROM dialogues d JOIN dialogue_records r ON r.dialogue_id = d.id WHERE d.id = ${dialogueId}`);
  if (row === undefined) throw new Error(`there is no dialogue ${dialogueId}`);
  return { ...row, situation: row.situation === null ? null : displayText(row.situation), turns: readTurns(db, dialogueId, { from: Math.max(0, turn - turnsBefore), to: turn + turnsAfter + 1 }), focus: turn };
}

/** Turns from `from` up to and without `to`. */
export function readTurns(db: ReadableDb, dialogueId: DialogueId, { from, to }: { from: number; to: number }): ShownTurn[] {
  const rows = db.all<{ position: number; speaker: Speaker; text: string; strategy: string | null }>(sql`
    SELECT position, speaker, text, strategy FROM turns WHERE dialogue_id = ${dialogueId} AND position >= ${from} AND position < ${to} ORDER BY position LIMIT 1000`);
  return rows.map(({ position, speaker, text, strategy }) => ({ position, speaker, text: displayText(text), ...(strategy === null ? {} : { strategy }) }));
}

/** The words in focus, of many items at once. */
export function readExcerpts(db: ReadableDb, itemIds: readonly ReviewItemId[]): Map<ReviewItemId, string> {
  const rows = db.all<{ id: ReviewItemId; text: string }>(sql`
    SELECT i.id, t.text FROM review_items i JOIN turns t ON t.dialogue_id = i.dialogue_id AND t.position = i.turn WHERE i.id IN ${listOf(itemIds)}`);
  return new Map(rows.map(({ id, text }) => [id, excerptOf(text)]));
}

/** Numbered on from those there are. */
export function addItems(db: WritableDb, campaignId: CampaignId, items: readonly NewItem[]): void {
  db.transaction(() => {
    const first = db.number(sql`SELECT coalesce(max(number), 0) + 1 FROM review_items WHERE campaign_id = ${campaignId}`);
    for (const [index, { dialogueId, turn, proposals, known }] of items.entries()) {
      db.run(sql`
        INSERT INTO review_items (campaign_id, number, dialogue_id, turn, known, proposals)
        VALUES (${campaignId}, ${first + index}, ${dialogueId}, ${turn}, ${known === null ? null : JSON.stringify(known)}, ${JSON.stringify(proposals)})`);
    }
  });
}

export function updateProposals(db: WritableDb, itemId: ReviewItemId, proposals: Proposals): void {
  db.run(sql`UPDATE review_items SET proposals = ${JSON.stringify(proposals)} WHERE id = ${itemId}`);
}

/** Of a draft, in which nothing is decided. */
export function replaceSlots(db: WritableDb, campaignId: CampaignId, slots: readonly NewSlot[]): void {
  db.transaction(() => {
    db.run(sql`DELETE FROM review_slots WHERE campaign_id = ${campaignId}`);
    for (const { personId, position, itemId, isRepeat } of slots) {
      db.run(sql`INSERT INTO review_slots (campaign_id, person_id, position, item_id, is_repeat) VALUES (${campaignId}, ${personId}, ${position}, ${itemId}, ${isRepeat ? 1 : 0})`);
    }
  });
}

/** Moves untouched slots behind the other person's queue; what that person has already stays. Returns how many moved. */
export function handOverSlots(db: WritableDb, campaignId: CampaignId, { from, to }: { from: PersonId; to: PersonId }): number {
  return db.transaction(() => {
    const ids = db.column<number>(sql`
      SELECT s.id FROM review_slots s WHERE s.campaign_id = ${campaignId} AND s.person_id = ${from} AND s.last_action_id IS NULL AND s.rework_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM review_slots o WHERE o.item_id = s.item_id AND o.person_id = ${to})
        AND NOT EXISTS (SELECT 1 FROM review_slots o WHERE o.item_id = s.item_id AND o.person_id = ${from} AND o.last_action_id IS NOT NULL) ORDER BY s.position`);
    const first = db.number(sql`SELECT coalesce(max(position) + 1, 0) FROM review_slots WHERE campaign_id = ${campaignId} AND person_id = ${to}`);
    for (const [index, id] of ids.entries()) db.run(sql`UPDATE review_slots SET person_id = ${to}, position = ${first + index}, revealed_at = NULL WHERE id = ${id}`);
    return ids.length;
  });
}

export function markRevealed(db: WritableDb, slotId: number, at: string): void {
  db.run(sql`UPDATE review_slots SET revealed_at = coalesce(revealed_at, ${at}) WHERE id = ${slotId}`);
}

export function excerptOf(text: string): string {
  const shown = displayText(text);
  return shown.length > 160 ? `${shown.slice(0, 159)}…` : shown;
}

function toItem(row: ItemRow): StoredItem {
  return {
    id: row.id,
    number: row.number,
    dialogueId: row.dialogue_id,
    turn: row.turn,
    known: row.known === null ? null : (JSON.parse(row.known) as Record<string, string>),
    proposals: JSON.parse(row.proposals) as Proposals,
  };
}

function toSlot(row: SlotRow): Slot {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    personId: row.person_id,
    position: row.position,
    itemId: row.item_id,
    isRepeat: row.is_repeat === 1,
    state: row.state,
    isFlagged: row.is_flagged === 1,
    activeMs: row.active_ms,
    lastActionId: row.last_action_id,
    reworkId: row.rework_id,
    isRevealed: row.revealed_at !== null,
  };
}
