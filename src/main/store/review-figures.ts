/** @file All of a campaign's current answers at once, for adjudication, reports and exports. Reads only. */
import type { CampaignId, PersonId, ReviewItemId } from '#shared/domain/ids';
import type { ErrorType, GoldSource, Verdict } from '#shared/domain/review/decisions';
import type { ReadableDb } from './database';
import { sql, type Sql } from './sql';

/** What a person says now of a field of an item. */
export interface Answer {
  slotId: number;
  itemId: ReviewItemId;
  personId: PersonId;
  isRepeat: boolean;
  field: string;
  verdict: Verdict;
  value: string | null;
  proposed: string | null;
}

export interface StoredGold {
  /** Of the row. */
  id: number;
  actionId: number;
  itemId: ReviewItemId;
  field: string;
  value: string;
  source: GoldSource;
  errorType: ErrorType | null;
  comment: string;
  basis: string;
  decidedBy: PersonId;
  decidedAt: string;
}

export interface EveryDecision {
  decisionId: string;
  at: string;
  kind: string;
  person: string;
  itemId: ReviewItemId;
  number: number;
  isRepeat: 0 | 1;
  field: string;
  oldVerdict: string | null;
  oldValue: string | null;
  verdict: string | null;
  value: string | null;
  proposed: string | null;
  sawProposal: 0 | 1;
  activeMs: number;
}

export function listAnswers(db: ReadableDb, campaignId: CampaignId, itemId?: ReviewItemId): Answer[] {
  const rows = db.all<Omit<Answer, 'isRepeat'> & { is_repeat: 0 | 1 }>(sql`
    SELECT s.id AS slotId, s.item_id AS itemId, s.person_id AS personId, s.is_repeat, d.field, d.verdict, d.value, d.proposed
    FROM review_slots s JOIN current_decisions d ON d.slot_id = s.id
    WHERE s.campaign_id = ${campaignId} AND ${ofItem(itemId)} ORDER BY s.item_id, s.person_id, s.is_repeat, d.id`);
  return rows.map(({ is_repeat, ...answer }) => ({ ...answer, isRepeat: is_repeat === 1 }));
}

export function listGold(db: ReadableDb, campaignId: CampaignId, itemId?: ReviewItemId): StoredGold[] {
  return db.all(sql`
    SELECT g.id, g.action_id AS actionId, g.item_id AS itemId, g.field, g.value, g.source, g.error_type AS errorType, g.comment, g.basis, a.person_id AS decidedBy, a.created_at AS decidedAt
    FROM review_items s JOIN current_gold g ON g.item_id = s.id JOIN review_actions a ON a.id = g.action_id
    WHERE s.campaign_id = ${campaignId} AND ${itemId === undefined ? sql`1` : sql`s.id = ${itemId}`} ORDER BY g.item_id, g.field`);
}

/** A page of every row ever appended, oldest first, after a row id (0 for the start). */
export function readEveryDecision(db: ReadableDb, campaignId: CampaignId, page: { afterId: number; limit: number }): (EveryDecision & { id: number })[] {
  return db.all(sql`
    SELECT d.id, a.decision_id AS decisionId, a.created_at AS at, a.kind, p.name AS person, s.item_id AS itemId, i.number, s.is_repeat AS isRepeat, d.field,
      o.verdict AS oldVerdict, o.value AS oldValue, d.verdict, d.value, d.proposed, d.saw_proposal AS sawProposal, a.active_ms AS activeMs
    FROM review_decisions d JOIN review_actions a ON a.id = d.action_id JOIN people p ON p.id = a.person_id JOIN review_slots s ON s.id = d.slot_id
    JOIN review_items i ON i.id = s.item_id LEFT JOIN review_decisions o ON o.id = d.previous_id
    WHERE a.campaign_id = ${campaignId} AND d.id > ${page.afterId} ORDER BY d.id LIMIT ${page.limit}`);
}

/** Median and time of the last decision want the single items; `null` before the first. */
export function lastDecisionAt(db: ReadableDb, campaignId: CampaignId, personId: PersonId): string | null {
  const [at] = db.column<string>(sql`SELECT created_at FROM review_actions WHERE campaign_id = ${campaignId} AND person_id = ${personId} AND desk = 'review' ORDER BY id DESC LIMIT 1`);
  return at ?? null;
}

function ofItem(itemId: ReviewItemId | undefined): Sql {
  return itemId === undefined ? sql`1` : sql`s.item_id = ${itemId}`;
}
