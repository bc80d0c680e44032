/** @file Dialogue text in slots: who says what, on one line. Knows no role. */
import { z } from 'zod';
import { displayText, Speaker, type Dialogue } from '#shared/domain/dialogue';

/** Without line breaks, so that one line is one utterance. */
const Line = z.string().overwrite(displayText);

export const Utterance = z.object({
  speaker: Speaker,
  text: Line,
  /** Strategy of a supporter's utterance. */
  strategy: z.string().nullable().default(null),
});
export type Utterance = z.output<typeof Utterance>;

export function utterancesOf(dialogue: Dialogue, turn: number): { speaker: Speaker; text: string; strategy: string | null }[] {
  return dialogue.turns.slice(0, turn + 1).map(({ speaker, text, strategy }) => ({ speaker, text, strategy: strategy ?? null }));
}

/** Tokens of a text, roughly: a word piece has about four characters of English. */
export const charactersPerToken = 4;
