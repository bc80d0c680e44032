/** @file People at work: speed and drift, consistency over repeats, gold checks. Pure. */
import type { PersonFigures, Share } from '#shared/contracts/campaign-report';
import type { Person } from '#shared/contracts/people';
import type { PersonId, ReviewItemId } from '#shared/domain/ids';
import { tooFastMs } from '#shared/domain/review/decisions';
import { shareOf } from '../../research/review/accuracy';
import { measurePace } from '../../research/review/pace';
import type { Answer } from '../../store/review-figures';
import type { Slot, StoredItem } from '../../store/review-queue';

export interface PeopleInput {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly fields: readonly string[];
  readonly items: readonly StoredItem[];
  readonly slots: readonly Slot[];
  readonly answers: readonly Answer[];
  readonly level: number;
}

/** In the order of their names; only who has a queue. */
export function figuresOfPeople(input: PeopleInput): PersonFigures[] {
  const slots = Map.groupBy(input.slots, ({ personId }) => personId);
  const answers = Map.groupBy(input.answers, ({ personId }) => personId);
  const known = new Map(input.items.flatMap(({ id, known: right }) => (right === null ? [] : [[id, right] as const])));
  const people = [...slots.keys()].flatMap((id) => input.people.get(id) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return people.map((person) => {
    const own = answers.get(person.id) ?? [];
    return {
      person: { id: person.id, name: person.name },
      ...workFigures(slots.get(person.id) ?? []),
      ...comparisons('consistency', pairsOfRepeats(own), input),
      ...comparisons('goldChecks', pairsOfChecks(own, known), input),
    };
  });
}

function workFigures(slots: readonly Slot[]): Pick<PersonFigures, 'decided' | 'skipped' | 'flagged' | 'tooFast' | 'medianSeconds' | 'totalSeconds' | 'blocks' | 'drift'> {
  const finished = slots.filter(({ state }) => state === 'done' || state === 'skipped' || state === 'rework').toSorted((a, b) => (a.lastActionId ?? 0) - (b.lastActionId ?? 0));
  const { medianSeconds, totalSeconds, blocks, drift } = measurePace(finished.map(({ activeMs }) => activeMs));
  return {
    decided: finished.filter(({ state }) => state !== 'skipped').length,
    skipped: finished.filter(({ state }) => state === 'skipped').length,
    flagged: slots.filter(({ isFlagged }) => isFlagged).length,
    tooFast: finished.filter(({ activeMs }) => activeMs < tooFastMs).length,
    medianSeconds,
    totalSeconds,
    blocks: [...blocks],
    drift,
  };
}

interface ComparedAnswer {
  readonly field: string;
  readonly isEqual: boolean;
}

function comparisons<Name extends 'consistency' | 'goldChecks'>(name: Name, compared: readonly ComparedAnswer[], { fields, level }: PeopleInput): Record<Name, Share> & Record<`${Name}ByField`, Record<string, Share>> {
  const share = (some: readonly ComparedAnswer[]): Share => shareOf(some.filter(({ isEqual }) => isEqual).length, some.length, level);
  const byField = Object.fromEntries(fields.map((field) => [field, share(compared.filter((one) => one.field === field))]));
  return { [name]: share(compared), [`${name}ByField`]: byField } as Record<Name, Share> & Record<`${Name}ByField`, Record<string, Share>>;
}

/** A skipped answer says nothing, so it is not compared. */
function pairsOfRepeats(answers: readonly Answer[]): ComparedAnswer[] {
  const first = new Map(answers.filter(({ isRepeat }) => !isRepeat).map((answer) => [placeKey(answer), answer]));
  return answers.flatMap((second) => {
    const before = second.isRepeat ? first.get(placeKey(second)) : undefined;
    if (before === undefined || before.verdict === 'skipped' || second.verdict === 'skipped') return [];
    return [{ field: second.field, isEqual: before.verdict === second.verdict && before.value === second.value }];
  });
}

/** Only values can be right: that a proposal is wrong, without saying what is right, counts as wrong where it was right. */
function pairsOfChecks(answers: readonly Answer[], known: ReadonlyMap<ReviewItemId, Readonly<Record<string, string>>>): ComparedAnswer[] {
  return answers.flatMap(({ itemId, field, verdict, value, proposed }) => {
    const right = known.get(itemId)?.[field];
    if (right === undefined || verdict === 'skipped') return [];
    return [{ field, isEqual: value === null ? proposed !== right : value === right }];
  });
}

function placeKey({ itemId, field }: Pick<Answer, 'itemId' | 'field'>): string {
  return `${itemId} ${field}`;
}
