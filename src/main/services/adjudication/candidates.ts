/** @file What people and models said of one field of one item, side by side; by letters where the adjudicator wants no names. */
import type { Candidate } from '#shared/contracts/adjudication';
import type { Note } from '#shared/contracts/review';
import type { Person } from '#shared/contracts/people';
import type { PersonId } from '#shared/domain/ids';
import type { Proposal } from '#shared/domain/review/decisions';
import type { Slot } from '../../store/review-queue';
import type { Entry } from './board';

export interface CandidateContext {
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly isAnonymous: boolean;
  /** Of the item, repeats left out. */
  readonly slots: readonly Slot[];
  readonly noteOf: (slotId: number) => Note;
}

export function candidatesOf(entry: Entry, context: CandidateContext): Candidate[] {
  const proposal = entry.item.proposals[entry.field.id];
  return [...context.slots.map((slot, index) => personCandidate(entry, slot, { ...context, index })), ...(proposal === undefined ? [] : proposedCandidates(proposal, context))];
}

/** The name that stands for a person here: a letter in the order of the item's people, the same in every field. */
export function letterOf(slots: readonly Slot[], id: PersonId): string {
  return letter(slots.findIndex(({ personId }) => personId === id));
}

function personCandidate({ answers, repeats }: Entry, slot: Slot, { people, isAnonymous, index, noteOf }: CandidateContext & { index: number }): Candidate {
  const answer = answers.find(({ personId }) => personId === slot.personId);
  const repeat = repeats.find(({ personId }) => personId === slot.personId);
  const person = people.get(slot.personId);
  const note = noteOf(slot.id);
  return {
    kind: 'person',
    name: isAnonymous ? letter(index) : (person?.name ?? 'somebody'),
    ...(isAnonymous || person === undefined ? {} : { person: { id: person.id, colour: person.colour } }),
    verdict: answer?.verdict ?? null,
    value: answer?.value ?? null,
    rationale: null,
    note: note.isFlagged || note.comment !== '' ? note : null,
    repeated: repeat === undefined ? null : { verdict: repeat.verdict, value: repeat.value },
    activeMs: slot.lastActionId === null ? null : slot.activeMs,
    inRework: slot.reworkId !== null,
  };
}

function proposedCandidates({ value, votes, rationale }: Proposal, { isAnonymous, slots }: CandidateContext): Candidate[] {
  const said = { verdict: null, note: null, repeated: null, activeMs: null, inRework: false };
  return [
    ...votes.map((vote, index): Candidate => ({ ...said, kind: 'model', name: isAnonymous ? letter(slots.length + index) : vote.annotator, value: vote.value, rationale: vote.rationale ?? null })),
    { ...said, kind: 'proposal', name: 'proposal', value, rationale: rationale ?? null },
  ];
}

/** A to Z, then A2 and so on. */
function letter(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? '' : round + 1}`;
}
