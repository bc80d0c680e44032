/** @file What the review page says aloud and in its cells: values, verdicts, an item in one sentence. Pure. */
import type { CurrentDecision, Desk, ReviewItem } from '#shared/contracts/review';
import type { LabelField } from '#shared/domain/label-schema';
import { displayText } from '#shared/domain/dialogue';
import { formatCount } from '../../components/format';

/** "3 Clear" on a scale of numbers, else the value's title. */
export function valueWord(field: Pick<LabelField, 'values'>, value: string): string {
  const title = field.values.find((one) => one.value === value)?.title ?? value;
  return /^\d+$/.test(value) && title !== value ? `${value} ${title}` : title;
}

export function decisionWord(field: Pick<LabelField, 'values'>, { verdict, value }: Pick<CurrentDecision, 'verdict' | 'value'>): string {
  if (verdict === 'skipped') return 'skipped';
  const said = value === null ? '' : valueWord(field, value);
  if (verdict === 'correct') return said === '' ? 'right' : `right, ${said}`;
  if (verdict === 'incorrect') return said === '' ? 'wrong' : `wrong, it is ${said}`;
  return said;
}

/** What the field in focus asks, for the ear. */
export function fieldNews(field: LabelField, item: ReviewItem): string {
  const decision = item.decisions[field.id];
  if (decision !== undefined) return `${field.title}: ${decisionWord(field, decision)}.`;
  const proposed = item.proposals[field.id]?.value;
  return proposed === undefined ? `${field.title}?` : `${field.title}, proposed: ${valueWord(field, proposed)}.`;
}

export function itemNews({ fields, desk }: { fields: readonly LabelField[]; desk: Pick<Desk, 'total'> }, item: ReviewItem, fieldIndex: number): string {
  const turn = item.context.turns.find(({ position }) => position === item.context.focus);
  const field = fields[fieldIndex];
  return [`Item ${formatCount(item.position + 1)} of ${formatCount(desk.total)}.`, ...(turn === undefined ? [] : [`${turn.speaker === 'seeker' ? 'Seeker' : 'Supporter'}: ${displayText(turn.text)}`]), ...(field === undefined ? [] : [fieldNews(field, item)])].join(' ');
}
