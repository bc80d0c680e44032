/**
 * @file A dialogue as annotators and adjudicators read it (spec E-2): the utterances of a window with those of the supporter around them, the
 * utterances before a disputed one, the labels that the corpus knows beforehand. One utterance is one line, whatever its text holds.
 */
import { displayText, type Dialogue, type Speaker } from '#shared/domain/dialogue';
import type { LabelField } from '#shared/domain/label-schema';
import type { Window } from './windows';

export interface Utterance {
  readonly speaker: Speaker;
  /** Without line breaks. */
  readonly text: string;
  /** One-based number among the seeker's turns of a window. */
  readonly number?: number;
  /** The label that is known beforehand. */
  readonly known?: string;
}

/** Places of the seeker's turns among all turns. */
export function seekerTurns({ turns }: Pick<Dialogue, 'turns'>): number[] {
  return turns.flatMap(({ speaker }, index) => (speaker === 'seeker' ? [index] : []));
}

/** The window's turns, from the reply before its first to the reply after its last. */
export function windowUtterances({ turns }: Pick<Dialogue, 'turns'>, window: Window, known: ReadonlyMap<number, string>): Utterance[] {
  const seekers = seekerTurns({ turns });
  const from = window.first === 0 ? 0 : (seekers[window.first - 1] ?? -1) + 1;
  const to = seekers[window.last + 1] ?? turns.length;
  let seeker = window.first - 1;
  return turns.slice(from, to).map((turn) => {
    const utterance = { speaker: turn.speaker, text: displayText(turn.text) };
    if (turn.speaker === 'supporter') return utterance;
    seeker += 1;
    const label = known.get(seeker);
    return { ...utterance, number: seeker - window.first + 1, ...(label === undefined ? {} : { known: label }) };
  });
}

const utterancesBefore = 3;

export interface DisputedPassage {
  /** At most three, oldest first. */
  readonly before: readonly Utterance[];
  readonly current: Utterance;
  readonly after: readonly Utterance[];
}

/** What the adjudicator sees of a turn; `after` is the next utterance where the option asks for it. */
export function disputedPassage({ turns }: Pick<Dialogue, 'turns'>, turn: number, context: 'previous' | 'previousAndNext'): DisputedPassage {
  const utterances = turns.slice(Math.max(0, turn - utterancesBefore), turn + 2).map(({ speaker, text }) => ({ speaker, text: displayText(text) }));
  const place = Math.min(turn, utterancesBefore);
  return {
    before: utterances.slice(0, place),
    current: utterances[place] ?? { speaker: 'seeker', text: '' },
    after: context === 'previous' ? [] : utterances.slice(place + 1),
  };
}

/**
 * Labels that the survey gives by index among the seeker's turns: the intensity before of the first turn, the one after of the last. With a
 * single turn the one before holds. A score that is no level of the field (0 stands for "not given") is no label.
 */
export function knownLabels({ survey, turns }: Pick<Dialogue, 'survey' | 'turns'>, field: Pick<LabelField, 'known' | 'values'>): Map<number, string> {
  const known = new Map<number, string>();
  const last = seekerTurns({ turns }).length - 1;
  if (field.known === undefined || last < 0) return known;
  const add = (index: number, score: number | undefined): void => {
    const value = score === undefined ? undefined : field.values[score - 1]?.value;
    if (value !== undefined) known.set(index, value);
  };
  add(last, survey?.finalIntensity);
  add(0, survey?.initialIntensity);
  return known;
}
