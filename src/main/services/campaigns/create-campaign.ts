/** @file A new campaign: its fields, its sample, its gold checks. Everything drawn is drawn here, once, from the seed. */
import { AppError } from '#shared/contracts/errors';
import type { Parsed } from '#shared/contracts/index';
import type { LabelSetDetails } from '#shared/contracts/labels';
import type { CampaignId, CorpusId, LabelSetId } from '#shared/domain/ids';
import { escaSchemaId, type LabelField, type LabelSchema } from '#shared/domain/label-schema';
import { measureDisagreement } from '../../research/review/disagreement';
import { drawHighest, drawRandom, drawStratified } from '../../research/review/sampling';
import { addCampaign } from '../../store/campaign-repository';
import { getCorpus } from '../../store/corpus-repository';
import type { ReadableDb, WritableDb } from '../../store/database';
import { getLabelSetDetails } from '../../store/label-set-repository';
import { addItems, type NewItem } from '../../store/review-queue';
import { findSchema } from '../labels/label-schemas';
import { readProposals, turnKey, turnPool, type PoolTurn } from './label-pool';

type Request = Parsed<'campaigns.create'>;

/** Told apart from the seed of the sample, so that the checks are not drawn alike. */
const goldSeedOffset = 7919;

export function createCampaign(db: WritableDb, request: Request, createdAt: string): CampaignId {
  const corpus = getCorpus(db, request.corpusId);
  if (corpus.kind !== 'dialogues') throw new AppError('INVALID_INPUT', `"${corpus.name}" is a knowledge base; a campaign asks about dialogues.`);
  const labelSet = request.labelSetId === null ? null : labelSetOf(db, corpus.id, request.labelSetId);
  const schema = labelSet?.fullSchema ?? findSchema(db, request.schemaId ?? escaSchemaId);
  const fields = chosenFields(schema, request.fields);
  assertNeedsAreMet(request, { labelSet, fields });
  const scope = { corpusId: corpus.id, split: request.split };
  const pool = turnPool(db, scope, labelSet === null ? null : { set: labelSet, fields: fields.map(({ id }) => id) });
  const sample = drawSample(pool, fields, request);
  const checks = request.goldChecks === null ? [] : drawGoldChecks(db, { ...request.goldChecks, corpusId: corpus.id, pool, sample, fields, seed: request.seed });
  return db.transaction(() => {
    const { name, labelSetId, mode, sampling, split, seed, annotatorsPerItem, repeats, goldChecks, options } = request;
    const plan = { sampling, split: split ?? null, seed, annotatorsPerItem, repeats, goldChecks };
    const isScripted = labelSet?.isScripted ?? false;
    const id = addCampaign(db, { name, corpusId: corpus.id, labelSetId, isScripted, mode, schema, fields, plan, options, createdAt });
    addItems(db, id, [...sample.map((turn) => ({ ...turn, known: null })), ...checks]);
    return id;
  });
}

/** A label set that is of the corpus. */
export function labelSetOf(db: ReadableDb, corpusId: CorpusId, id: LabelSetId): LabelSetDetails {
  const set = getLabelSetDetails(db, id);
  if (set.corpusId !== corpusId) throw new AppError('INVALID_INPUT', `The label set "${set.name}" is of the corpus "${set.corpusName}", not of the campaign's. Choose one of its own.`, { details: { labelSetId: id } });
  return set;
}

function chosenFields(schema: LabelSchema, wanted: readonly string[] | undefined): LabelField[] {
  if (wanted === undefined) return schema.fields;
  return wanted.map((id) => {
    const field = schema.fields.find((one) => one.id === id);
    if (field === undefined) throw new AppError('INVALID_INPUT', `The schema "${schema.name}" has no field "${id}" to ask about; it has ${schema.fields.map((one) => one.id).join(', ')}.`, { details: { field: id } });
    return field;
  });
}

function assertNeedsAreMet({ mode, sampling }: Request, { labelSet, fields }: { labelSet: LabelSetDetails | null; fields: readonly LabelField[] }): void {
  if (labelSet === null && mode === 'validate') throw new AppError('INVALID_INPUT', 'Validating needs proposed labels: choose a label set, or the mode label.', { details: { field: 'labelSetId' } });
  if (labelSet === null && sampling.kind !== 'random') throw new AppError('INVALID_INPUT', `Sampling by ${sampling.kind === 'stratified' ? 'label' : 'disagreement'} needs a label set.`, { details: { field: 'sampling' } });
  const wanted = sampling.kind === 'random' ? undefined : sampling.field;
  if (wanted !== undefined && !fields.some(({ id }) => id === wanted)) throw new AppError('INVALID_INPUT', `Sampling goes by "${wanted}", which the campaign does not ask about.`, { details: { field: 'sampling.field' } });
}

function drawSample(pool: readonly PoolTurn[], fields: readonly LabelField[], { sampling, seed }: Request): PoolTurn[] {
  if (pool.length < sampling.count) throw new AppError('INVALID_INPUT', `${sampling.count} items were asked for, but only ${pool.length} turns can be asked about. Ask for fewer, or choose another part.`, { details: { field: 'sampling.count', available: pool.length } });
  return drawnIndices(pool, fields, { sampling, seed }).flatMap((index) => pool[index] ?? []);
}

function drawnIndices(pool: readonly PoolTurn[], fields: readonly LabelField[], { sampling, seed }: Pick<Request, 'sampling' | 'seed'>): number[] {
  if (sampling.kind === 'random') return drawRandom(pool.length, sampling.count, seed);
  if (sampling.kind === 'disagreement') return drawHighest(disagreementOf(pool, sampling.field === undefined ? fields : fields.filter(({ id }) => id === sampling.field)), sampling.count, seed);
  const field = fields.find(({ id }) => id === sampling.field);
  const order = field?.values.map(({ value }) => value) ?? [];
  return drawStratified(
    pool.map(({ proposals }) => proposals[sampling.field]?.value ?? ''),
    { count: sampling.count, order, allocation: sampling.allocation, seed },
  );
}

/** Over several fields their mean; null where no field has two votes. */
function disagreementOf(pool: readonly PoolTurn[], fields: readonly LabelField[]): (number | null)[] {
  const perField = fields.map(({ id, scale, values }) => {
    const votes = pool.map(({ proposals }) => proposals[id]?.votes.map(({ value }) => value) ?? []);
    return measureDisagreement(votes, { scale, order: values.map(({ value }) => value) }).items;
  });
  return pool.map((_, index) => {
    const known = perField.map((items) => items[index] ?? null).filter((one) => one !== null);
    return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
  });
}

interface GoldRequest {
  readonly labelSetId: LabelSetId;
  readonly share: number;
  readonly corpusId: CorpusId;
  readonly pool: readonly PoolTurn[];
  readonly sample: readonly PoolTurn[];
  readonly fields: readonly LabelField[];
  readonly seed: number;
}

/** From the turns that were not drawn and whose right answers are known. */
function drawGoldChecks(db: ReadableDb, { labelSetId, share, corpusId, pool, sample, fields, seed }: GoldRequest): NewItem[] {
  const answers = readProposals(db, labelSetOf(db, corpusId, labelSetId), fields.map(({ id }) => id));
  const drawn = new Set(sample.map(turnKey));
  const candidates = pool.flatMap((turn): NewItem[] => {
    const known = Object.entries(answers.get(turnKey(turn)) ?? {}).map(([field, { value }]) => [field, value] as const);
    return known.length === 0 || drawn.has(turnKey(turn)) ? [] : [{ ...turn, known: Object.fromEntries(known) }];
  });
  const count = Math.max(1, Math.round(sample.length * share));
  if (candidates.length < count) throw new AppError('INVALID_INPUT', `${count} gold checks were asked for, but outside the sample only ${candidates.length} turns have known answers. Choose a smaller share or another label set.`, { details: { field: 'goldChecks', available: candidates.length } });
  return drawRandom(candidates.length, count, seed + goldSeedOffset).flatMap((index) => candidates[index] ?? []);
}
