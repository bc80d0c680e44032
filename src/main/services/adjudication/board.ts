/** @file Every item and field of a campaign as adjudication sees it: votes, disagreement, majority, gold, and what has changed since gold was decided. */
import type { Among, GoldValue } from '#shared/contracts/adjudication';
import type { Person } from '#shared/contracts/people';
import type { PersonId, ReviewItemId } from '#shared/domain/ids';
import type { LabelField } from '#shared/domain/label-schema';
import type { Proposal } from '#shared/domain/review/decisions';
import { majorityOf, type Majority } from '../../research/review/consensus';
import { measureDisagreement } from '../../research/review/disagreement';
import type { CampaignHead } from '../../store/campaign-repository';
import type { ReadableDb } from '../../store/database';
import { nameEverybody } from '../../store/people-repository';
import { listAnswers, listGold, type Answer, type StoredGold } from '../../store/review-figures';
import { listItemsOf, type StoredItem } from '../../store/review-queue';
import { basisOf, changesSince } from './basis';

export interface Entry {
  readonly item: StoredItem;
  readonly field: LabelField;
  /** Of everybody, repeats left out. */
  readonly answers: readonly Answer[];
  readonly repeats: readonly Answer[];
  readonly votes: readonly string[];
  readonly disagreement: number | null;
  readonly majority: Majority | null;
  readonly gold: StoredGold | null;
  readonly changedSince: readonly string[];
}

export interface FieldSummary {
  readonly field: LabelField;
  readonly expected: number;
  readonly alpha: number | null;
}

export interface Board {
  /** By number, then in the order of the fields. Gold checks are not adjudicated. */
  readonly entries: readonly Entry[];
  readonly fields: readonly FieldSummary[];
  readonly people: ReadonlyMap<PersonId, Person>;
}

export interface BoardOptions {
  readonly among: Among;
  /** How people are called in `changedSince`; by their names without it. */
  readonly nameOf?: ((id: PersonId) => string) | undefined;
}

export function readBoard(db: ReadableDb, campaign: CampaignHead, { among, nameOf }: BoardOptions): Board {
  const people = nameEverybody(db);
  const called = nameOf ?? ((id: PersonId): string => people.get(id)?.name ?? 'somebody');
  const items = listItemsOf(db, campaign.id).filter(({ known }) => known === null);
  const answers = Map.groupBy(listAnswers(db, campaign.id), placeKey);
  const gold = new Map(listGold(db, campaign.id).map((one) => [placeKey(one), one]));
  const columns = campaign.fields.map((field) => {
    const cells = items.map((item) => {
      const given = answers.get(placeKey({ itemId: item.id, field: field.id })) ?? [];
      const first = given.filter(({ isRepeat }) => !isRepeat);
      return { item, answers: first, repeats: given.filter(({ isRepeat }) => isRepeat), votes: votesOf(item.proposals[field.id], first, among) };
    });
    const disagreement = measureDisagreement(
      cells.map(({ votes }) => votes),
      { scale: field.scale, order: field.values.map(({ value }) => value) },
    );
    const entries = cells.map((cell, index): Entry => {
      const decided = gold.get(placeKey({ itemId: cell.item.id, field: field.id })) ?? null;
      const changes = decided === null ? [] : changesSince(decided.basis, basisOf(cell.item, field.id, { answers: cell.answers, among }), called);
      return { ...cell, field, disagreement: disagreement.items[index] ?? null, majority: majorityOf(cell.votes), gold: decided, changedSince: changes };
    });
    return { field, expected: disagreement.expected, alpha: disagreement.alpha, entries };
  });
  const entries = items.flatMap((_, index) => columns.flatMap((column) => column.entries[index] ?? []));
  return { entries, fields: columns.map(({ field, expected, alpha }) => ({ field, expected, alpha })), people };
}

export function stateOf({ answers, gold, changedSince }: Entry): 'open' | 'resolved' | 'changed' | 'waiting' {
  if (gold !== null) return changedSince.length === 0 ? 'resolved' : 'changed';
  return answers.length === 0 ? 'waiting' : 'open';
}

export function shownGold({ gold, changedSince }: Pick<Entry, 'gold' | 'changedSince'>, people: Board['people']): GoldValue | null {
  if (gold === null) return null;
  const { value, source, errorType, comment, decidedBy, decidedAt } = gold;
  return { value, source, errorType, comment, decidedBy: people.get(decidedBy)?.name ?? 'somebody', decidedAt, changedSince: [...changedSince] };
}

function votesOf(proposal: Proposal | undefined, answers: readonly Answer[], among: Among): string[] {
  const own = answers.flatMap(({ value }) => value ?? []);
  return among === 'people' ? own : [...own, ...(proposal?.votes.map(({ value }) => value) ?? [])];
}

function placeKey({ itemId, field }: { itemId: ReviewItemId; field: string }): string {
  return `${itemId} ${field}`;
}
