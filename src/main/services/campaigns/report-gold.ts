/** @file Gold and what it says of the models: progress, confusion, the commonest errors with examples. Pure. */
import type { CampaignReport, CommonError, ModelAgainstGold } from '#shared/contracts/campaign-report';
import type { ReviewItemId } from '#shared/domain/ids';
import type { LabelField } from '#shared/domain/label-schema';
import type { ErrorType } from '#shared/domain/review/decisions';
import { measureAgreement } from '../../research/agreement/agreement';
import { shareOf } from '../../research/review/accuracy';
import type { Entry } from '../adjudication/board';

/** Gold of an entry; undefined where there is none. */
export type GoldValues = ReadonlyMap<Entry, string>;

const mostErrors = 50;
const mostExamples = 5;

export function goldValues(entries: readonly Entry[], counts: 'decided' | 'decidedOrMajority'): GoldValues {
  return new Map(
    entries.flatMap((entry) => {
      const value = entry.gold?.value ?? (counts === 'decidedOrMajority' && entry.majority !== null && entry.majority.share > 0.5 ? entry.majority.value : undefined);
      return value === undefined ? [] : [[entry, value] as const];
    }),
  );
}

export function goldProgress(entries: readonly Entry[]): { unanimous: number; majority: number; adjudicated: number; unresolved: number } {
  const of = (source: string): number => entries.filter(({ gold }) => gold?.source === source).length;
  return { unanimous: of('unanimous'), majority: of('majority'), adjudicated: of('adjudicated'), unresolved: entries.filter(({ gold }) => gold === null).length };
}

/** The proposals first, then the annotators in the order they are met; field by field. */
export function modelsAgainstGold(fields: readonly LabelField[], { entries, gold, level }: { entries: readonly Entry[]; gold: GoldValues; level: number }): ModelAgainstGold[] {
  const annotators = [...new Set(entries.flatMap(({ item, field }) => item.proposals[field.id]?.votes.map(({ annotator }) => annotator) ?? []))];
  const judged = fields.map((field) => ({ field, golden: entries.flatMap((entry) => (entry.field.id === field.id ? [{ entry, value: gold.get(entry) }] : [])) }));
  return [null, ...annotators].flatMap((annotator) =>
    judged.flatMap(({ field, golden }): ModelAgainstGold[] => {
      const pairs = golden.flatMap(({ entry, value }) => {
        const said = saidBy(entry, annotator);
        return value === undefined || said === undefined ? [] : [{ item: String(entry.item.number), gold: value, said }];
      });
      return pairs.length === 0 ? [] : [{ annotator: annotator ?? 'proposal', isProposal: annotator === null, field: field.id, ...confusionOf(pairs, field, level) }];
    }),
  );
}

/** Proposals unlike gold, commonest first. */
export function commonErrors(entries: readonly Entry[], gold: GoldValues, excerpts: ReadonlyMap<ReviewItemId, string>): CommonError[] {
  const wrong = entries.flatMap((entry) => {
    const [value, proposed] = [gold.get(entry), entry.item.proposals[entry.field.id]?.value];
    return value === undefined || proposed === undefined || value === proposed ? [] : [{ entry, value, proposed }];
  });
  return [...Map.groupBy(wrong, ({ entry, value, proposed }) => `${entry.field.id} ${proposed} ${value}`).values()]
    .flatMap((alike): CommonError[] => {
      const [first] = alike;
      if (first === undefined) return [];
      const examples = alike.slice(0, mostExamples).map(({ entry: { item } }) => ({ itemId: item.id, number: item.number, excerpt: excerpts.get(item.id) ?? '' }));
      return [{ field: first.entry.field.id, proposed: first.proposed, gold: first.value, count: alike.length, errorTypes: countErrorTypes(alike.map(({ entry }) => entry)), examples }];
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostErrors);
}

export function countErrorTypes(entries: readonly Entry[]): CampaignReport['errorTypes'] {
  const counts: Partial<Record<ErrorType, number>> = {};
  for (const type of entries.flatMap(({ gold }) => gold?.errorType ?? [])) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function saidBy({ item, field }: Entry, annotator: string | null): string | undefined {
  const proposal = item.proposals[field.id];
  return annotator === null ? proposal?.value : proposal?.votes.find((vote) => vote.annotator === annotator)?.value;
}

function confusionOf(pairs: readonly { item: string; gold: string; said: string }[], field: LabelField, level: number): Pick<ModelAgainstGold, 'values' | 'counts' | 'accuracy' | 'kappa'> {
  const values = field.values.map(({ value }) => value);
  const counts = values.map((gold) => values.map((said) => pairs.filter((pair) => pair.gold === gold && pair.said === said).length));
  const { kappa } = measureAgreement(pairs.flatMap(({ item, gold, said }) => [{ item, rater: 'gold', label: gold }, { item, rater: 'model', label: said }])).cohen.pairs[0] ?? {};
  return { values, counts, accuracy: shareOf(pairs.filter(({ gold, said }) => gold === said).length, pairs.length, level), kappa: kappa?.defined === true ? kappa.value : null };
}
