/** @file What an import found: counts, warnings, rejected records, first dialogues. Field names are fixed by the command line. */
import { z } from 'zod';
import { Dialogue, KnowledgeEntry } from '../domain/dialogue';
import { CorpusId } from '../domain/ids';

export const ImportWarning = z.object({ code: z.string(), count: z.int().positive(), example: z.string() });
export type ImportWarning = z.output<typeof ImportWarning>;

export const RejectedRecord = z.object({
  /** Zero-based position in its file. */
  index: z.int().nonnegative(),
  /** What is wrong and where in the record. */
  reason: z.string(),
  file: z.string(),
});
export type RejectedRecord = z.output<typeof RejectedRecord>;

/** Counts over the whole content. For a knowledge base, `dialogues` and turns are 0 and `entries` counts its rows. */
export const CorpusCounts = z.object({
  dialogues: z.int(),
  utterances: z.int(),
  seekerTurns: z.int(),
  supporterTurns: z.int(),
  entries: z.int(),
  /** Supporter turns per canonical strategy label; labels that do not occur are absent. */
  strategies: z.record(z.string(), z.int()),
});
export type CorpusCounts = z.output<typeof CorpusCounts>;

export const ImportOutcome = z.object({
  /** Absent after a preview. */
  corpusId: CorpusId.optional(),
  isPreview: z.boolean(),
  corpus: CorpusCounts.extend({ name: z.string(), format: z.string(), sha256: z.string() }),
  /** Why this format was chosen. */
  formatReason: z.string(),
  warnings: z.array(ImportWarning),
  rejected: z.array(RejectedRecord),
  /** The first few records, as they would be stored. */
  samples: z.array(z.union([Dialogue, KnowledgeEntry])),
  /** Name of the live corpus that already holds this very content. */
  identicalTo: z.string().optional(),
  durationMs: z.number(),
});
export type ImportOutcome = z.output<typeof ImportOutcome>;
