/** @file The records of the field (spec 1.2): dialogue, turn, knowledge entry. What every importer makes and every page reads. */
import { z } from 'zod';
import { SeekerState } from './state-labels';

export const Speaker = z.enum(['seeker', 'supporter']);
export type Speaker = z.output<typeof Speaker>;

/** A reply that was written for this turn but not preferred (ESC-Pro negatives, the rejected side of a preference pair). */
export const Alternative = z.object({
  text: z.string(),
  strategy: z.string().optional(),
  unknownStrategy: z.string().optional(),
});
export type Alternative = z.output<typeof Alternative>;

export const Turn = z.object({
  speaker: Speaker,
  /** As it stood in the source, untouched. Display text is `displayText(turn.text)`. */
  text: z.string(),
  /** Canonical label of the corpus's vocabulary. */
  strategy: z.string().optional(),
  /** The label as found, where no vocabulary entry or alias matches it. Never set together with `strategy`. */
  unknownStrategy: z.string().optional(),
  /** Seeker's rating of the supporter so far, 1..5. */
  feedback: z.int().min(1).max(5).optional(),
  state: SeekerState.optional(),
  alternatives: z.array(Alternative).optional(),
  /** Anything else the source carried, kept for export and the raw view. */
  meta: z.record(z.string(), z.unknown()).optional(),
});
export type Turn = z.output<typeof Turn>;

/** Survey scores after the conversation, 0..5 (0 stands in some files for "not given" and is kept as found). */
export const Survey = z.object({
  initialIntensity: z.number().min(0).max(5).optional(),
  finalIntensity: z.number().min(0).max(5).optional(),
  seekerEmpathy: z.number().min(0).max(5).optional(),
  seekerRelevance: z.number().min(0).max(5).optional(),
  supporterRelevance: z.number().min(0).max(5).optional(),
});
export type Survey = z.output<typeof Survey>;

export const Dialogue = z.object({
  /** The source's own identifier, where it has one. */
  externalId: z.string().optional(),
  experienceType: z.string().optional(),
  emotionType: z.string().optional(),
  /** Problem type (ESConv) or scene (ExTES). */
  problemType: z.string().optional(),
  /** Situation (ESConv), description (ExTES) or prompt (EmpatheticDialogues), untouched. */
  situation: z.string().optional(),
  survey: Survey.optional(),
  turns: z.array(Turn).min(1),
  meta: z.record(z.string(), z.unknown()).optional(),
});
export type Dialogue = z.output<typeof Dialogue>;

/** One row of a knowledge base for retrieval: what it is found by, and what it gives. */
export const KnowledgeEntry = z.object({
  externalId: z.string().optional(),
  /** A seeker's post or a question, as plain text. */
  query: z.string(),
  /** A response post or an answer, as plain text. */
  answer: z.string(),
  title: z.string().optional(),
  topics: z.array(z.string()).optional(),
  meta: z.record(z.string(), z.unknown()).optional(),
});
export type KnowledgeEntry = z.output<typeof KnowledgeEntry>;

/** Text as shown: every run of white space is one space, none at the ends. The stored text keeps its own. */
export function displayText(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
