/** @file Table `campaigns` with its counts. Campaigns are hidden, never deleted: what people decided is kept. Items and queues stand in review-queue.ts. */
import type { Campaign, CampaignOptions } from '#shared/contracts/campaigns';
import { AppError } from '#shared/contracts/errors';
import type { CampaignId, CorpusId, LabelSetId, PersonId } from '#shared/domain/ids';
import type { LabelSchema } from '#shared/domain/label-schema';
import type { CampaignMode, CampaignState } from '#shared/domain/review/decisions';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { foldKey } from './rows';
import { sql, type Sql } from './sql';

export type CampaignPlan = Pick<Campaign, 'sampling' | 'split' | 'seed' | 'annotatorsPerItem' | 'repeats' | 'goldChecks'>;

export interface NewCampaign {
  name: string;
  corpusId: CorpusId;
  labelSetId: LabelSetId | null;
  isScripted: boolean;
  mode: CampaignMode;
  /** As it is now; the campaign keeps it. */
  schema: LabelSchema;
  fields: Campaign['fields'];
  plan: CampaignPlan;
  options: CampaignOptions;
  createdAt: string;
}

interface CampaignRow {
  id: CampaignId;
  name: string;
  corpus_id: CorpusId;
  corpus_name: string;
  label_set_id: LabelSetId | null;
  label_set_name: string | null;
  is_scripted: 0 | 1;
  mode: CampaignMode;
  state: CampaignState;
  fields: string;
  plan: string;
  options: string;
  created_at: string;
}

/** Newest first. */
export function listCampaigns(db: ReadableDb, corpusId?: CorpusId): Campaign[] {
  return db.all<CampaignRow>(sql`${liveCampaigns} AND k.corpus_id = coalesce(${corpusId ?? null}, k.corpus_id) ORDER BY k.id DESC`).map((row) => toCampaign(db, row));
}

/** By id or by name, whatever the case. NOT_FOUND names what there is. */
export function getCampaign(db: ReadableDb, campaign: CampaignId | string): Campaign {
  const [row] = db.all<CampaignRow>(sql`${liveCampaigns} AND ${referring(campaign)}`);
  if (row !== undefined) return toCampaign(db, row);
  const names = db.column<string>(sql`SELECT k.name FROM campaigns k JOIN corpora c ON c.id = k.corpus_id WHERE k.removed_at IS NULL AND c.state = 'ready' ORDER BY k.id LIMIT 20`);
  const hint = names.length === 0 ? 'There is none yet; create one first.' : `There are: ${names.join(', ')}.`;
  throw new AppError('NOT_FOUND', `There is no campaign ${typeof campaign === 'string' ? `"${campaign}"` : `with id ${campaign}`}. ${hint}`, { details: { campaign } });
}

/** What a decision needs to know of its campaign: one row, without counts. */
export type CampaignHead = Pick<Campaign, 'id' | 'name' | 'mode' | 'state' | 'fields' | 'options' | 'isScripted'>;

export function getCampaignHead(db: ReadableDb, id: CampaignId): CampaignHead {
  const [row] = db.all<CampaignRow>(sql`${liveCampaigns} AND k.id = ${id}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no campaign with id ${id}; it may have been removed.`, { details: { campaign: id } });
  return { id: row.id, name: row.name, mode: row.mode, state: row.state, fields: JSON.parse(row.fields) as Campaign['fields'], options: JSON.parse(row.options) as CampaignOptions, isScripted: row.is_scripted === 1 };
}

export function getCampaignSchema(db: ReadableDb, id: CampaignId): LabelSchema {
  const [schema] = db.column<string>(sql`SELECT schema FROM campaigns WHERE id = ${id}`);
  if (schema === undefined) throw new Error(`there is no campaign ${id}`);
  return JSON.parse(schema) as LabelSchema;
}

/** Where the person has items, drafts left out; newest first. */
export function listCampaignsOf(db: ReadableDb, personId: PersonId): CampaignHead[] {
  const ids = db.column<CampaignId>(sql`
    SELECT k.id FROM campaigns k JOIN corpora c ON c.id = k.corpus_id
    WHERE k.removed_at IS NULL AND c.state = 'ready' AND k.state <> 'draft' AND EXISTS (SELECT 1 FROM review_slots s WHERE s.campaign_id = k.id AND s.person_id = ${personId}) ORDER BY k.id DESC`);
  return ids.map((id) => getCampaignHead(db, id));
}

/** CONFLICT when the name is taken, whatever the case. */
export function addCampaign(db: WritableDb, campaign: NewCampaign): CampaignId {
  return db.transaction(() => {
    checkNameIsFree(db, campaign.name);
    const rows = db.returning<{ id: CampaignId }>(sql`
      INSERT INTO campaigns (name, name_key, corpus_id, label_set_id, is_scripted, mode, state, schema, fields, plan, options, created_at)
      VALUES (${campaign.name}, ${foldKey(campaign.name)}, ${campaign.corpusId}, ${campaign.labelSetId}, ${campaign.isScripted ? 1 : 0}, ${campaign.mode}, 'draft',
        ${JSON.stringify(campaign.schema)}, ${JSON.stringify(campaign.fields)}, ${JSON.stringify(campaign.plan)}, ${JSON.stringify(campaign.options)}, ${campaign.createdAt}) RETURNING id`);
    return single(rows).id;
  });
}

export function updateCampaign(db: WritableDb, id: CampaignId, changes: { name?: string | undefined; options?: CampaignOptions | undefined; labelSet?: { id: LabelSetId; isScripted: boolean } | undefined }): Campaign {
  return db.transaction(() => {
    const before = getCampaign(db, id);
    const name = changes.name ?? before.name;
    if (foldKey(name) !== foldKey(before.name)) checkNameIsFree(db, name);
    db.run(sql`UPDATE campaigns SET name = ${name}, name_key = ${foldKey(name)}, options = ${JSON.stringify(changes.options ?? before.options)} WHERE id = ${id}`);
    if (changes.labelSet !== undefined) {
      // Once scripted labels were looked at, decisions carry their mark for good.
      db.run(sql`UPDATE campaigns SET label_set_id = ${changes.labelSet.id}, is_scripted = max(is_scripted, ${changes.labelSet.isScripted ? 1 : 0}) WHERE id = ${id}`);
    }
    return getCampaign(db, id);
  });
}

export function setCampaignState(db: WritableDb, id: CampaignId, state: CampaignState): Campaign {
  db.run(sql`UPDATE campaigns SET state = ${state} WHERE id = ${id} AND removed_at IS NULL`);
  return getCampaign(db, id);
}

export function removeCampaign(db: WritableDb, id: CampaignId, removedAt: string): void {
  db.transaction(() => {
    getCampaignHead(db, id);
    db.run(sql`UPDATE campaigns SET removed_at = ${removedAt} WHERE id = ${id}`);
  });
}

export function restoreCampaign(db: WritableDb, id: CampaignId): Campaign {
  return db.transaction(() => {
    const [name] = db.column<string>(sql`SELECT name FROM campaigns WHERE id = ${id} AND removed_at IS NOT NULL`);
    if (name === undefined) throw new AppError('NOT_FOUND', `No removed campaign has id ${id}.`, { details: { id } });
    checkNameIsFree(db, name);
    db.run(sql`UPDATE campaigns SET removed_at = NULL WHERE id = ${id}`);
    return getCampaign(db, id);
  });
}

const liveCampaigns = sql`
  SELECT k.*, c.name AS corpus_name, l.name AS label_set_name
  FROM campaigns k JOIN corpora c ON c.id = k.corpus_id LEFT JOIN label_sets l ON l.id = k.label_set_id AND l.state = 'ready'
  WHERE k.removed_at IS NULL AND c.state = 'ready'`;

function referring(campaign: CampaignId | string): Sql {
  return typeof campaign === 'string' ? sql`k.name_key = ${foldKey(campaign)}` : sql`k.id = ${campaign}`;
}

function checkNameIsFree(db: ReadableDb, name: string): void {
  const [taken] = db.column<string>(sql`SELECT name FROM campaigns WHERE removed_at IS NULL AND name_key = ${foldKey(name)}`);
  if (taken !== undefined) throw new AppError('CONFLICT', `A campaign named "${taken}" is there already. Choose another name.`, { details: { name: taken } });
}

function toCampaign(db: ReadableDb, row: CampaignRow): Campaign {
  const states = new Map(db.all<{ state: string; count: number }>(sql`SELECT state, count(*) AS count FROM review_slots WHERE campaign_id = ${row.id} GROUP BY state`).map(({ state, count }) => [state, count]));
  const of = (state: string): number => states.get(state) ?? 0;
  const plan = JSON.parse(row.plan) as CampaignPlan;
  return {
    id: row.id,
    name: row.name,
    corpus: { id: row.corpus_id, name: row.corpus_name },
    labelSet: row.label_set_id === null || row.label_set_name === null ? null : { id: row.label_set_id, name: row.label_set_name },
    isScripted: row.is_scripted === 1,
    mode: row.mode,
    state: row.state,
    fields: JSON.parse(row.fields) as Campaign['fields'],
    ...plan,
    options: JSON.parse(row.options) as CampaignOptions,
    items: db.number(sql`SELECT count(*) FROM review_items WHERE campaign_id = ${row.id} AND known IS NULL`),
    goldCheckItems: db.number(sql`SELECT count(*) FROM review_items WHERE campaign_id = ${row.id} AND known IS NOT NULL`),
    people: db.column<PersonId>(sql`SELECT DISTINCT person_id FROM review_slots WHERE campaign_id = ${row.id} ORDER BY person_id`),
    progress: { total: [...states.values()].reduce((sum, count) => sum + count, 0), done: of('done'), skipped: of('skipped'), rework: of('rework') },
    createdAt: row.created_at,
  };
}
