/** @file A made-up campaign that behaves: a queue of any length, decisions with revisions, undo and redo, people and seats. */
import { AppError } from '#shared/contracts/errors';
import type { Input, Output } from '#shared/contracts/index';
import { Person, type SeatView } from '#shared/contracts/people';
import { type Desk, ReviewCampaign, ReviewItem } from '#shared/contracts/review';
import { LabelField } from '#shared/domain/label-schema';
import { itemState, type CampaignMode, type Verdict } from '#shared/domain/review/decisions';
import esca from '../../../resources/rubrics/esca.json';
import type { FakeHandlers } from './fake-client';
import { sampleHandlers } from './samples';

export const escaFields: LabelField[] = LabelField.array().parse(esca.fields);

export const ada = Person.parse({ id: 1, name: 'Ada Lindqvist', colour: 'blue', role: 'researcher', hasPin: true, createdAt: '2026-11-18T09:00:00.000Z' });
export const ben = Person.parse({ id: 2, name: 'Ben', colour: 'orange', role: 'annotator', hasPin: false, createdAt: '2026-11-18T09:10:00.000Z' });
export const chen = Person.parse({ id: 3, name: 'Chen Wei', colour: 'purple', role: 'annotator', hasPin: true, createdAt: '2026-11-18T09:20:00.000Z' });
export const samplePeople = [ada, ben, chen];

export interface QueueOptions {
  items?: number;
  mode?: CampaignMode;
  fields?: LabelField[];
  campaign?: Partial<Input<'campaigns.create'>['options']>;
  /** Of the items, before anybody decides. */
  item?: (position: number) => Partial<ReviewItem>;
}

interface Kept {
  decisions: Record<string, { verdict: Verdict; value: string | null; decidedAt: string }>;
  note: { isFlagged: boolean; comment: string };
  revision: number;
  isRevealed: boolean;
  isSentBack: boolean;
}

export interface FakeQueue {
  readonly handlers: FakeHandlers;
  readonly campaign: ReviewCampaign;
  item(position: number): ReviewItem;
  desk(): Desk;
  /** What is stored, as short as "correct 3". */
  stored(position: number): Record<string, string>;
}

const someTime = '2026-11-20T10:00:00.000Z';

/** One person's queue with all that `review.*` does to it. Items are made when they are asked for, so that ten thousand cost nothing. */
export function createQueue({ items = 8, mode = 'validate', fields = escaFields, campaign: options = {}, item: change = () => ({}) }: QueueOptions = {}): FakeQueue {
  const kept = new Map<number, Kept>();
  const undoable: { position: number; before: Kept; after: Kept }[] = [];
  const redoable: typeof undoable = [];
  const known = new Map<string, number>();
  const counts = { done: 0, skipped: 0, rework: 0 };
  let revisions = 0;
  const keptOf = (position: number): Kept => kept.get(position) ?? { decisions: {}, note: { isFlagged: false, comment: '' }, revision: 0, isRevealed: false, isSentBack: change(position).rework !== undefined };
  const stateOf = (position: number) => {
    const { decisions, isSentBack } = keptOf(position);
    return itemState(fields.map(({ id }) => id), new Map(Object.entries(decisions).map(([id, { verdict }]) => [id, verdict])), isSentBack);
  };
  const shown = (position: number): ReviewItem => {
    const { decisions, note, revision, isRevealed, isSentBack } = keptOf(position);
    const made = change(position);
    const sample = sampleItem(position, { mode, fields, proposals: isRevealed ? 'shown' : (options.proposals ?? 'values') });
    return ReviewItem.parse({ ...(sample as object), ...made, state: stateOf(position), decisions, note, revision, rework: isSentBack ? (made.rework ?? null) : null });
  };
  const desk = (): Desk => ({ total: items, ...counts, medianSeconds: counts.done === 0 ? null : 7.4, canUndo: undoable.length > 0, canRedo: redoable.length > 0 });
  const keep = (position: number, next: Kept): void => {
    const countIn = (state: string, by: number) => {
      if (state in counts) counts[state as keyof typeof counts] += by;
    };
    countIn(stateOf(position), -1);
    kept.set(position, next);
    countIn(stateOf(position), 1);
  };
  const acted = (position: number) => ({ item: shown(position), desk: desk() });
  const act = (input: { position: number; decisionId: string; revision: number }, changes: (before: Kept) => Partial<Kept>) => {
    const again = known.get(input.decisionId);
    if (again !== undefined) return acted(again);
    const before = keptOf(input.position);
    if (input.revision !== before.revision) throw new AppError('CONFLICT', 'This item was changed in another window.');
    const after = { ...before, ...changes(before), isSentBack: false, revision: ++revisions };
    keep(input.position, after);
    known.set(input.decisionId, input.position);
    undoable.push({ position: input.position, before, after });
    redoable.length = 0;
    return acted(input.position);
  };
  const step = (from: typeof undoable, to: typeof undoable, side: 'before' | 'after') => {
    const last = from.pop();
    if (last === undefined) throw new AppError('CONFLICT', 'Nothing is left.');
    to.push(last);
    keep(last.position, { ...last[side], revision: ++revisions });
    return acted(last.position);
  };
  const campaign = ReviewCampaign.parse({ id: 7, name: 'Seeker states, round 1', mode, state: 'open', fields, options, isScripted: false, desk: desk() });
  return {
    campaign,
    item: shown,
    desk,
    stored: (position) => Object.fromEntries(Object.entries(keptOf(position).decisions).map(([id, { verdict, value }]) => [id, value === null ? verdict : `${verdict} ${value}`])),
    handlers: {
      'review.campaign': () => ({ ...campaign, desk: desk() }),
      'review.next': ({ after = -1, count = 3, except = [] }) => {
        const found: ReviewItem[] = [];
        for (let step = 1; step <= items && found.length < count; step++) {
          const position = (Math.max(-1, after) + step) % items;
          const state = stateOf(position);
          if ((state === 'open' || state === 'rework') && !except.includes(position)) found.push(shown(position));
        }
        return { items: found, desk: desk() };
      },
      'review.peek': ({ position }) => shown(position),
      'review.turns': ({ from, to }) => Array.from({ length: to - from }, (_, index) => turnAt(from + index)),
      'review.list': ({ offset = 0, limit = 100, state = 'all' }) => {
        const rows = Array.from({ length: items }, (_, position) => position).filter((position) => state === 'all' || stateOf(position) === state || (state === 'flagged' && keptOf(position).note.isFlagged));
        return { total: rows.length, rows: rows.slice(offset, offset + limit).map((position) => ({ position, state: stateOf(position), isFlagged: keptOf(position).note.isFlagged, excerpt: seekerText(position) })) };
      },
      'review.reveal': ({ position }) => {
        kept.set(position, { ...keptOf(position), isRevealed: true });
        return shown(position);
      },
      'review.decide': (input) =>
        act(input, ({ decisions, note }) => ({
          decisions: { ...decisions, ...Object.fromEntries(input.decisions.map((decision) => [decision.field, judged(decision, mode === 'validate' ? proposedValue(input.position, decision.field, fields) : null)])) },
          note: input.note === undefined ? note : { comment: '', ...input.note },
        })),
      'review.skip': (input) => act(input, ({ decisions }) => ({ decisions: { ...Object.fromEntries(fields.map(({ id }) => [id, { verdict: 'skipped' as const, value: null, decidedAt: someTime }])), ...decisions } })),
      'review.undo': () => step(undoable, redoable, 'before'),
      'review.redo': () => step(redoable, undoable, 'after'),
    },
  };
}

/** Seat and people; `seat` is who sits here at first. */
export function seatHandlers(seat: SeatView, people: Person[] = samplePeople): FakeHandlers {
  let now = seat;
  const sit = (person: Person): Output<'people.enter'> => {
    now = { person, role: person.role };
    return { ...now, ticket: 't_0123456789abcdef' };
  };
  return {
    'people.list': () => people,
    'people.current': () => now,
    'people.enter': ({ personId, pin }) => {
      const person = people.find(({ id }) => id === personId);
      if (person === undefined) throw new AppError('NOT_FOUND', 'There is no such person.');
      if (person.hasPin && pin === '0000') throw new AppError('LIMIT', 'Too many wrong PINs. Wait 1 s, then try again.', { details: { waitMs: 600 } });
      if (person.hasPin && pin !== '2468') throw new AppError('FORBIDDEN', 'That is not the PIN.');
      return sit(person);
    },
    'people.leave': () => (now = { person: null, role: people.some(({ role }) => role === 'researcher') ? 'guest' : 'researcher' }),
  };
}

export function atWork(queue: FakeQueue, person: Person = ben): FakeHandlers {
  return { ...sampleHandlers(), ...seatHandlers({ person, role: person.role }), ...queue.handlers };
}

const seekerLines = [
  'I have hardly slept since they told us that the whole team will be let go next month.',
  'My sister says that I should just be glad to have a roof over my head.',
  'Maybe. I wrote down two things that I could try this week, and one of them is to call my old manager.',
  'Thank you, that helps.',
  'I do not know any more. Everything I start falls apart, and then I sit in the kitchen until it gets dark and cannot get up.',
];
const supporterLines = ['That sounds frightening. How long have you known?', 'It must hurt to hear that when you hoped for comfort.', 'What would be a first small step that feels possible to you?'];

function turnAt(position: number): ReviewItem['context']['turns'][number] {
  return position % 2 === 0
    ? { position, speaker: 'seeker', text: seekerLines[(position / 2) % seekerLines.length] ?? '' }
    : { position, speaker: 'supporter', text: supporterLines[((position - 1) / 2) % supporterLines.length] ?? '', strategy: position % 3 === 0 ? 'Question' : 'Reflection of feelings' };
}

/** Every item asks about another turn, and says its number, so that a test sees which one it is. */
export function seekerText(position: number): string {
  return `Number ${position + 1}. ${seekerLines[position % seekerLines.length] ?? ''}`;
}

function sampleItem(position: number, { mode, fields, proposals }: { mode: CampaignMode; fields: LabelField[]; proposals: 'shown' | 'values' | 'hidden' }): unknown {
  const focus = 12 + (position % 3) * 2;
  const turns = Array.from({ length: focus + 3 }, (_, index) => (index === focus ? { position: index, speaker: 'seeker', text: seekerText(position) } : turnAt(index)));
  const proposed = mode === 'label' || proposals === 'hidden' ? [] : fields;
  return {
    position,
    context: { dialoguePosition: position, externalId: null, emotionType: 'anxiety', problemType: 'job crisis', situation: 'My company closes in four weeks. I have two children, and I have not told them yet because I do not know what to say.', turnCount: 31, turns, focus },
    proposals: Object.fromEntries(proposed.map((field) => [field.id, { value: proposedValue(position, field.id, fields), ...(proposals === 'shown' && revealed(field, position, fields)) }])),
    canReveal: mode === 'validate' && proposals !== 'shown',
    decisions: {},
    note: { isFlagged: false, comment: '' },
    rework: null,
    revision: 0,
    activeMs: 0,
  };
}

function revealed(field: LabelField, position: number, fields: LabelField[]) {
  const value = proposedValue(position, field.id, fields);
  return {
    votes: [
      { annotator: 'Model one', value },
      { annotator: 'Model two', value },
      { annotator: 'Model three', value: field.values[0]?.value ?? value },
    ],
    rationale: 'The words “hardly slept” and “let go” carry the turn.',
  };
}

function proposedValue(position: number, fieldId: string, fields: LabelField[]): string {
  const index = fields.findIndex(({ id }) => id === fieldId);
  const values = fields[index]?.values ?? [];
  return values[(position + index + 2) % values.length]?.value ?? '';
}

function judged({ verdict, value = null }: Input<'review.decide'>['decisions'][number], proposed: string | null): Kept['decisions'][string] {
  if (verdict === 'labelled' && proposed !== null) return { verdict: value === proposed ? 'correct' : 'incorrect', value, decidedAt: someTime };
  return { verdict, value: verdict === 'correct' ? proposed : value, decidedAt: someTime };
}
