/** @file Corpora: bring in, list, describe, split, take out. Owner: services/corpora. */
import { z } from 'zod';
import { mutation, query } from './define';
import { CorpusCounts, ImportWarning, RejectedRecord } from './import-report';
import { Dialogue, KnowledgeEntry } from '../domain/dialogue';
import { ActivityId, CorpusId, FileId, SplitSetId } from '../domain/ids';

export const CorpusName = z.string().trim().min(1, 'a corpus needs a name').max(80, 'a corpus name has at most 80 characters').regex(/^[^\p{Cc}/\\]+$/u, 'a corpus name holds no slash and no control character');
/** A corpus by id or by its exact name. */
export const CorpusRef = z.union([CorpusId, CorpusName]);

export const CorpusKind = z.enum(['dialogues', 'knowledge']);
export type CorpusKind = z.output<typeof CorpusKind>;

export const FormatInfo = z.object({
  id: z.string(),
  label: z.string(),
  /** One line: where such files come from. */
  description: z.string(),
  kind: CorpusKind,
  extensions: z.array(z.string()),
  canImport: z.boolean(),
  canExport: z.boolean(),
  /** Whether it needs a column mapping. */
  needsMapping: z.boolean(),
});
export type FormatInfo = z.output<typeof FormatInfo>;

/** How the columns of a foreign table become dialogues or entries (the generic importer). */
export const ColumnMapping = z.discriminatedUnion('layout', [
  /** One row an utterance. */
  z.object({
    layout: z.literal('utterance-rows'),
    text: z.string(),
    /** Rows with equal values belong to one dialogue; without it the whole file is one dialogue. */
    dialogueId: z.string().optional(),
    /** Without it, speakers alternate, the seeker first. */
    speaker: z.string().optional(),
    /** Values of the speaker column that mean the supporter. */
    supporterValues: z.array(z.string()).default([]),
    strategy: z.string().optional(),
    emotionType: z.string().optional(),
    problemType: z.string().optional(),
    situation: z.string().optional(),
    feedback: z.string().optional(),
  }),
  /** One row a supporter reply with its history in one cell. */
  z.object({
    layout: z.literal('context-rows'),
    history: z.string(),
    historySeparator: z.string().min(1),
    /** Column with one speaker name an utterance of the history, separated by white space; without it speakers alternate back from the response. */
    historySpeakers: z.string().optional(),
    supporterValues: z.array(z.string()).default(['supporter', 'sys', 'listener']),
    response: z.string(),
    strategy: z.string().optional(),
    feedback: z.string().optional(),
    emotionType: z.string().optional(),
    problemType: z.string().optional(),
    situation: z.string().optional(),
    /** History tokens that stand for "nothing yet". */
    startMarkers: z.array(z.string()).default(['<START>']),
  }),
  /** One row a knowledge entry. */
  z.object({ layout: z.literal('knowledge-rows'), query: z.string(), answer: z.string(), title: z.string().optional(), topics: z.string().optional() }),
]);
export type ColumnMapping = z.output<typeof ColumnMapping>;

export const ImportOptions = z.object({
  /** Vocabulary of the strategies; each format has its own default. */
  vocabulary: z.enum(['esconv8', 'extes8']).optional(),
  mapping: ColumnMapping.optional(),
  /** Extra label spellings of this file, e.g. {"0": "Reflection of feelings"}. */
  labelMap: z.record(z.string(), z.string()).default({}),
  /** Join neighbouring turns of one speaker (esconv.mergeConsecutive). */
  mergeConsecutive: z.boolean().default(false),
  /** What a turn whose strategy is missing, unknown or Others takes with it (extes.dropScope). `none` keeps everything. */
  extesDropScope: z.enum(['dialogue', 'turn', 'none']).default('dialogue'),
});
export type ImportOptions = z.output<typeof ImportOptions>;

export const Corpus = CorpusCounts.extend({
  id: CorpusId,
  name: z.string(),
  kind: CorpusKind,
  format: z.string(),
  vocabulary: z.enum(['esconv8', 'extes8']),
  sha256: z.string(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), records: z.int() })),
  warnings: z.array(ImportWarning),
  rejected: z.array(RejectedRecord),
  /** Text of this corpus must not be sent to an endpoint off this machine. */
  isLocalOnly: z.boolean(),
  /** Written for demonstration, not collected from people. */
  isDemo: z.boolean(),
  note: z.string(),
  createdAt: z.iso.datetime(),
});
export type Corpus = z.output<typeof Corpus>;

const Bucket = z.object({ label: z.string(), count: z.int() });
const Histogram = z.array(z.object({ from: z.number(), to: z.number(), count: z.int() }));

export const CorpusStatistics = z.object({
  name: z.string(),
  counts: CorpusCounts,
  strategies: z.array(z.object({ label: z.string(), count: z.int(), share: z.number() })),
  unknownStrategies: z.array(Bucket),
  emotions: z.array(Bucket),
  problems: z.array(Bucket),
  /** Strategy counts in six stages of the dialogue: stage = min(5, floor(6k/N)), k the one-based utterance index of N (CSO's figure, clamped). */
  stages: z.array(z.object({ stage: z.int().min(0).max(5), strategies: z.record(z.string(), z.int()) })).length(6),
  lengths: z.object({
    turnsPerDialogue: z.object({ mean: z.number(), median: z.number(), min: z.int(), max: z.int(), histogram: Histogram }),
    wordsPerSeekerTurn: z.object({ mean: z.number(), median: z.number(), min: z.int(), max: z.int(), histogram: Histogram }),
    wordsPerSupporterTurn: z.object({ mean: z.number(), median: z.number(), min: z.int(), max: z.int(), histogram: Histogram }),
  }),
  feedback: z.array(z.object({ score: z.int(), count: z.int() })),
  survey: z.array(z.object({ field: z.string(), mean: z.number(), histogram: z.array(z.object({ score: z.number(), count: z.int() })) })),
  /** Dialogues with both intensities: how many fell, stayed, rose. */
  intensityChange: z.object({ fell: z.int(), same: z.int(), rose: z.int(), meanChange: z.number() }).optional(),
});
export type CorpusStatistics = z.output<typeof CorpusStatistics>;

export const SplitMode = z.enum(['sequential', 'seeded', 'file']);
export const SplitSet = z.object({
  id: SplitSetId,
  name: z.string(),
  mode: SplitMode,
  ratios: z.string(),
  seed: z.int().nullable(),
  /** Hash over the dialogue hashes of each part: equal splits have equal hashes. */
  sha256: z.string(),
  parts: z.array(z.object({ name: z.string(), dialogues: z.int() })),
  createdAt: z.iso.datetime(),
});
export type SplitSet = z.output<typeof SplitSet>;

export const corporaContract = {
  'corpora.formats': query({ input: z.object({}), output: z.array(FormatInfo) }),
  /** Looks into the files and says which format they are and why. */
  'corpora.recognise': query({
    input: z.object({ fileIds: z.array(FileId).min(1).max(50) }),
    output: z.object({ format: z.string().nullable(), reason: z.string(), candidates: z.array(z.object({ format: z.string(), confidence: z.number(), reason: z.string() })) }),
  }),
  /** Columns and first rows of a table, with a guessed mapping. */
  'corpora.columns': query({
    input: z.object({ fileId: FileId }),
    output: z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())), guess: ColumnMapping.nullable() }),
  }),
  /** What the first rows of a table become under a mapping, while it is being made. */
  'corpora.tryMapping': query({
    input: z.object({ fileId: FileId, options: ImportOptions.required({ mapping: true }) }),
    output: z.object({ records: z.array(z.union([Dialogue, KnowledgeEntry])), /** Why rows would be left out, and what an import would warn of, each once. */ problems: z.array(z.string()) }),
  }),
  /** Imports, or previews without storing anything; watch the activity for progress and outcome. */
  'corpora.import': mutation({
    input: z.object({ fileIds: z.array(FileId).min(1).max(50), name: CorpusName, format: z.string().default('auto'), options: ImportOptions.prefault({}), isPreview: z.boolean().default(false), isDemo: z.boolean().default(false), isLocalOnly: z.boolean().default(false) }),
    output: z.object({ activityId: ActivityId }),
  }),
  /** Imports the demonstration corpus that ships with Solace; CONFLICT when it is there. */
  'corpora.importDemo': mutation({ input: z.object({}), output: z.object({ activityId: ActivityId }) }),
  'corpora.list': query({ input: z.object({ kind: CorpusKind.optional() }), output: z.array(Corpus) }),
  'corpora.get': query({ input: z.object({ corpus: CorpusRef }), output: Corpus }),
  'corpora.update': mutation({ input: z.object({ corpus: CorpusRef, name: CorpusName.optional(), note: z.string().max(10_000).optional(), isLocalOnly: z.boolean().optional() }), output: Corpus }),
  /** Hides a corpus; it can be restored for 30 days. */
  'corpora.remove': mutation({ input: z.object({ corpus: CorpusRef }), output: z.object({ corpusId: CorpusId }) }),
  'corpora.restore': mutation({ input: z.object({ corpusId: CorpusId }), output: Corpus }),
  'corpora.statistics': query({ input: z.object({ corpus: CorpusRef, splitSetId: SplitSetId.optional(), part: z.string().optional() }), output: CorpusStatistics }),
  'corpora.splits': query({ input: z.object({ corpus: CorpusRef }), output: z.array(SplitSet) }),
  /** Adds a split as a new version; an existing one is never changed. Ratios are train:valid:test. */
  'corpora.split': mutation({
    input: z.object({ corpus: CorpusRef, mode: SplitMode, ratios: z.string().regex(/^\d+(\.\d+)?(:\d+(\.\d+)?){1,2}$/, 'ratios look like 8:1:1').default('8:1:1'), seed: z.int().nonnegative().default(13) }),
    output: SplitSet,
  }),
  'corpora.export': mutation({
    input: z.object({ corpus: CorpusRef, format: z.string(), splitSetId: SplitSetId.optional(), part: z.string().optional() }),
    output: z.object({ activityId: ActivityId }),
  }),
} as const;
