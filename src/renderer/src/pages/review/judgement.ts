/** @file What an item has and still needs: fields left, the field to go to, decisions laid over it before they are stored. Pure. */
import type { Input } from '#shared/contracts/index';
import type { ReviewCampaign, ReviewItem } from '#shared/contracts/review';
import type { LabelField } from '#shared/domain/label-schema';

export type SentDecision = Input<'review.decide'>['decisions'][number];
type Fields = readonly Pick<LabelField, 'id'>[];

/** Fields nobody said anything of. */
export function fieldsLeft(fields: Fields, item: ReviewItem): string[] {
  return fields.filter(({ id }) => item.decisions[id] === undefined).map(({ id }) => id);
}

/** The first field to look at. */
export function firstField(fields: Fields, item: ReviewItem): number {
  const left = fields.findIndex(({ id }) => item.decisions[id] === undefined);
  return Math.max(0, left);
}

/** The next field without a decision after this one, then from the start; null when all have one. */
export function nextFieldLeft(fields: Fields, item: ReviewItem, after: number): number | null {
  const order = fields.map((_, step) => (after + 1 + step) % fields.length);
  return order.find((index) => item.decisions[fields[index]?.id ?? ''] === undefined) ?? null;
}

/** Where two states of an item differ first, to show what an undo took back. */
export function changedField(fields: Fields, before: ReviewItem | undefined, after: ReviewItem): number {
  if (before === undefined) return firstField(fields, after);
  const changed = fields.findIndex(({ id }) => before.decisions[id]?.verdict !== after.decisions[id]?.verdict || before.decisions[id]?.value !== after.decisions[id]?.value);
  return changed === -1 ? firstField(fields, after) : changed;
}

/** The item as it will be once the decisions are stored. */
export function withDecisions(item: ReviewItem, decisions: readonly SentDecision[], decidedAt: string): ReviewItem {
  const added = decisions.map(({ field, verdict, value = null }) => {
    const proposed = item.proposals[field]?.value;
    if (verdict === 'labelled' && proposed !== undefined) return [field, { verdict: value === proposed ? 'correct' : 'incorrect', value, decidedAt }] as const;
    return [field, { verdict, value: verdict === 'correct' ? (proposed ?? value) : value, decidedAt }] as const;
  });
  return { ...item, decisions: { ...item.decisions, ...Object.fromEntries(added) } };
}

/** All that is left is right; an item that is complete is confirmed as it stands. Null where a field cannot be answered that way. */
export function finishingDecisions({ fields }: Pick<ReviewCampaign, 'fields'>, item: ReviewItem): SentDecision[] | null {
  const left = fieldsLeft(fields, item);
  if (left.some((id) => item.proposals[id] === undefined)) return null;
  if (left.length > 0) return left.map((field) => ({ field, verdict: 'correct' }));
  return fields.flatMap(({ id: field }) => {
    const decision = item.decisions[field];
    if (decision === undefined) return [];
    // What was judged against a proposal that is not shown now is said again as a value.
    const isHidden = item.proposals[field] === undefined && decision.value !== null;
    return [{ field, verdict: isHidden ? ('labelled' as const) : decision.verdict, value: decision.value }];
  });
}
