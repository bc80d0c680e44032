/**
 * @file Label schemas and label sets: what was said of every seeker's turn of a corpus, by which annotators, with votes. A label set is a
 * version of a corpus's labels and never changes once it is finished. Owner: services/labels.
 */
import { z } from 'zod';
import { CorpusName, CorpusRef } from './corpora';
import { mutation, query } from './define';
import { AnnotatorReport, FieldDistribution, LabelAgreement, LabelAnalysis, ValueSources } from './label-results';
import { BootstrapChoice } from './measure-results';
import { ActivityId, CallId, CorpusId, DialogueId, EndpointId, FileId, LabelSetId, RunId } from '../domain/ids';
import { TrustAgreement } from '../domain/label-options';
import { Json } from '../domain/json';
import { LabelSchema, LabelSchemaId } from '../domain/label-schema';

export const LabelSetName = z.string().trim().min(1, 'a label set needs a name').max(120, 'the name of a label set has at most 120 characters');

export const LabelSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), runId: RunId }),
  /** `fileName` is absent where the corpus itself carried the labels. */
  z.object({ kind: z.literal('import'), fileName: z.string().optional() }),
  /** People decided; `note` says in which campaign. */
  z.object({ kind: z.literal('people'), note: z.string() }),
]);
export type LabelSource = z.output<typeof LabelSource>;

/** One whose votes are kept; a person or a language model. */
export const Annotator = z.object({ name: z.string(), endpointId: EndpointId.optional(), model: z.string().optional(), isScripted: z.boolean() });
export type Annotator = z.output<typeof Annotator>;

export const LabelCounts = z.object({
  /** Dialogues with labels, failed ones included. */
  dialogues: z.int(),
  /** Dialogues in which a pass failed. */
  failedDialogues: z.int(),
  /** Labelled turns. */
  turns: z.int(),
  /** Values of annotated fields, and how many of them came about how. */
  values: z.int(),
  unanimous: z.int(),
  majority: z.int(),
  adjudicated: z.int(),
  fallback: z.int(),
  known: z.int(),
  /** Turns and fields without a value. */
  failed: z.int(),
});
export type LabelCounts = z.output<typeof LabelCounts>;

export const LabelSet = z.object({
  id: LabelSetId,
  name: z.string(),
  corpusId: CorpusId,
  corpusName: z.string(),
  /** Of the corpus when it was labelled. */
  corpusSha256: z.string(),
  schema: z.object({ id: LabelSchemaId, name: z.string(), version: z.int() }),
  source: LabelSource,
  /** Whether scripted stand-ins for language models gave labels: show it wherever the labels are. */
  isScripted: z.boolean(),
  annotators: z.array(Annotator),
  adjudicator: Annotator.nullable(),
  counts: LabelCounts,
  /** Of the labels and votes, whatever their set is called. */
  sha256: z.string(),
  createdAt: z.iso.datetime(),
});
export type LabelSet = z.output<typeof LabelSet>;

export const LabelSetDetails = LabelSet.extend({
  /** As it was when the labels were made. */
  fullSchema: LabelSchema,
  /** Options of the run that made it; null for others. */
  options: Json,
  sources: z.array(ValueSources),
});
export type LabelSetDetails = z.output<typeof LabelSetDetails>;

/**
 * How a value came about: all annotators gave it, most did, an adjudicator or a person decided, the fallback rule gave it, the corpus knew it
 * beforehand, it follows from other fields, it came with a file, or there is none.
 */
export const ValueOrigin = z.enum(['unanimous', 'majority', 'adjudicated', 'fallback', 'known', 'derived', 'given', 'failed']);
export type ValueOrigin = z.output<typeof ValueOrigin>;

export const Vote = z.object({ /** Index into the set's annotators. */ annotator: z.int(), /** Null: their pass failed. */ value: z.string().nullable(), callId: CallId.nullable() });
export type Vote = z.output<typeof Vote>;

export const LabelledValue = z.object({
  value: z.string().nullable(),
  origin: ValueOrigin,
  /** Share of the pairs of votes that agree; null below two votes. */
  agreement: z.number().nullable(),
  votes: z.array(Vote),
  /** The adjudicator's call. */
  callId: CallId.nullable(),
  /** Why, in the words of whoever decided. */
  rationale: z.string().nullable(),
});
export type LabelledValue = z.output<typeof LabelledValue>;

export const LabelledDialogue = z.object({
  dialogueId: DialogueId,
  /** Null where the dialogue is in the corpus but was not labelled. */
  state: z.enum(['labelled', 'failed']).nullable(),
  /** Which pass failed for whom, a sentence each. */
  problems: z.array(z.string()),
  /** `turn` is the zero-based place among all turns; values by field id. */
  turns: z.array(z.object({ turn: z.int(), values: z.record(z.string(), LabelledValue) })),
});
export type LabelledDialogue = z.output<typeof LabelledDialogue>;

export const ValueFilter = z.object({
  fields: z.array(z.string()).optional(),
  origins: z.array(ValueOrigin).optional(),
  values: z.array(z.string()).optional(),
  /** Only where not all annotators agree. */
  isDivided: z.boolean().optional(),
  /** Only where this annotator's vote is unlike the value. */
  dissenter: z.int().nonnegative().optional(),
  dialogueId: DialogueId.optional(),
});
export type ValueFilter = z.output<typeof ValueFilter>;

export const ValueRow = LabelledValue.extend({
  dialogueId: DialogueId,
  /** Zero-based place of the dialogue in its corpus. */
  position: z.int(),
  turn: z.int(),
  field: z.string(),
  /** The seeker's words, as shown. */
  text: z.string(),
});
export type ValueRow = z.output<typeof ValueRow>;

export const LabelFormat = z.enum(['esca-json', 'jsonl', 'csv']);
export type LabelFormat = z.output<typeof LabelFormat>;

const labelSetId = z.object({ labelSetId: LabelSetId });

export const labelsContract = {
  /** Built-in ones first; of researchers' own the newest version. */
  'labels.schemas': query({ input: z.object({}), output: z.array(LabelSchema.and(z.object({ isBuiltIn: z.boolean() }))) }),
  /** Every version of one, the newest first; of a built-in one the only one. */
  'labels.schemaVersions': query({ input: z.object({ id: LabelSchemaId }), output: z.array(z.object({ schema: LabelSchema, createdAt: z.iso.datetime().nullable() })) }),
  /** Adds a schema, or the next version of one's own; CONFLICT for a built-in one. */
  'labels.saveSchema': mutation({ input: z.object({ schema: LabelSchema }), output: LabelSchema }),

  /** Newest first. */
  'labels.list': query({ input: z.object({ corpus: CorpusRef.optional() }), output: z.array(LabelSet) }),
  'labels.get': query({ input: labelSetId, output: LabelSetDetails }),
  'labels.rename': mutation({ input: labelSetId.extend({ name: LabelSetName }), output: LabelSet }),
  /** Hides a label set; it can be restored for 30 days. */
  'labels.remove': mutation({ input: labelSetId, output: labelSetId }),
  'labels.restore': mutation({ input: labelSetId, output: LabelSet }),

  'labels.turns': query({ input: labelSetId.extend({ dialogueId: DialogueId }), output: LabelledDialogue }),
  'labels.values': query({
    input: labelSetId.extend({ filter: ValueFilter.prefault({}), sort: z.enum(['corpus', 'disagreement']).default('corpus'), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(100) }),
    output: z.object({ total: z.int(), rows: z.array(ValueRow) }),
  }),

  'labels.agreement': query({ input: labelSetId.extend({ ci: BootstrapChoice.optional(), trust: TrustAgreement.default('meanOfDims') }), output: LabelAgreement }),
  'labels.distribution': query({ input: labelSetId, output: z.array(FieldDistribution) }),
  /** The annotator whose votes differ most from the values comes first. */
  'labels.annotators': query({ input: labelSetId, output: z.array(AnnotatorReport) }),
  'labels.analysis': query({
    input: labelSetId.extend({
      /** Dialogues to draw lines for; without it, `lines` of them are drawn at random. */
      dialogueIds: z.array(DialogueId).max(50).optional(),
      lines: z.int().min(0).max(50).default(5),
      /** How many dialogues the heat maps count; null for all. */
      sample: z.int().min(1).max(100_000).nullable().default(100),
      seed: z.int().min(0).max(0xffff_ffff).default(13),
    }),
    output: LabelAnalysis,
  }),

  /** A label set of the states that came with an imported corpus. */
  'labels.makeFromCorpus': mutation({ input: z.object({ corpus: CorpusRef, name: LabelSetName.optional() }), output: LabelSet }),
  /**
   * Reads an annotated file (ESCA's JSON, or an exported label set). Where a corpus has the name, the labels are laid on its dialogues, which
   * must be those of the file; else the dialogues of ESCA's JSON become a new corpus of that name.
   */
  'labels.import': mutation({ input: z.object({ fileId: FileId, corpus: CorpusName, name: LabelSetName.optional() }), output: z.object({ activityId: ActivityId }) }),
  'labels.export': mutation({ input: labelSetId.extend({ format: LabelFormat }), output: z.object({ activityId: ActivityId }) }),
} as const;
