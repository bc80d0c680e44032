/** @file Finding and reading dialogues across corpora. Owner: services/dialogues. */
import { z } from 'zod';
import { query } from './define';
import { Dialogue } from '../domain/dialogue';
import { CorpusId, DialogueId, SplitSetId } from '../domain/ids';

const range = (min: number, max: number) => z.object({ from: z.number().min(min).max(max).optional(), to: z.number().min(min).max(max).optional() });

export const DialogueFilter = z.object({
  /** Words to find, all of them; "quoted phrases" stay together; a last word may be unfinished. */
  text: z.string().max(500).optional(),
  corpora: z.array(CorpusId).optional(),
  /** A dialogue passes if it uses every one of these. */
  strategies: z.array(z.string()).optional(),
  emotions: z.array(z.string()).optional(),
  problems: z.array(z.string()).optional(),
  split: z.object({ splitSetId: SplitSetId, part: z.string() }).optional(),
  turns: range(0, 100_000).optional(),
  /** Mean seeker feedback. */
  feedback: range(1, 5).optional(),
});
export type DialogueFilter = z.output<typeof DialogueFilter>;

export const DialogueSort = z.enum(['corpus', 'relevance', 'longest', 'shortest', 'feedback']);

export const DialogueRow = z.object({
  id: DialogueId,
  corpusId: CorpusId,
  corpusName: z.string(),
  /** Zero-based place in its corpus. */
  position: z.int(),
  externalId: z.string().nullable(),
  emotionType: z.string().nullable(),
  problemType: z.string().nullable(),
  turns: z.int(),
  meanFeedback: z.number().nullable(),
  /** Strategy labels with counts, most used first. */
  strategies: z.array(z.object({ label: z.string(), count: z.int() })),
  /** Situation or first seeker turn; with a text search, the passage found, matches between U+E000 and U+E001. */
  excerpt: z.string(),
});
export type DialogueRow = z.output<typeof DialogueRow>;

const Facet = z.array(z.object({ value: z.string(), count: z.int() }));

export const DialogueView = z.object({
  id: DialogueId,
  corpusId: CorpusId,
  corpusName: z.string(),
  position: z.int(),
  vocabulary: z.enum(['esconv8', 'extes8']),
  sourceFile: z.string(),
  isDemo: z.boolean(),
  dialogue: Dialogue,
  /** Part names by split set. */
  parts: z.array(z.object({ splitSet: z.string(), part: z.string() })),
});
export type DialogueView = z.output<typeof DialogueView>;

export const dialoguesContract = {
  'dialogues.search': query({
    input: z.object({ filter: DialogueFilter.prefault({}), sort: DialogueSort.default('corpus'), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(100) }),
    output: z.object({ total: z.int(), rows: z.array(DialogueRow) }),
  }),
  /** How many dialogues of the current result carry each value; for the filter panel. */
  'dialogues.facets': query({ input: z.object({ filter: DialogueFilter.prefault({}) }), output: z.object({ corpora: z.array(z.object({ id: CorpusId, name: z.string(), count: z.int() })), emotions: Facet, problems: Facet, strategies: Facet }) }),
  'dialogues.get': query({ input: z.object({ id: DialogueId }), output: DialogueView }),
  /** The record as it stood in the source file. */
  'dialogues.raw': query({ input: z.object({ id: DialogueId }), output: z.object({ json: z.string() }) }),
  /** Previous and next dialogue under a filter, and the place in its result. */
  'dialogues.neighbours': query({
    input: z.object({ id: DialogueId, filter: DialogueFilter.prefault({}), sort: DialogueSort.default('corpus') }),
    output: z.object({ previous: DialogueId.nullable(), next: DialogueId.nullable(), rank: z.int().nullable(), total: z.int() }),
  }),
} as const;
