/**
 * @file Adjudication: what people and models said of an item side by side, the gold that is decided, work sent back. Owner: services/adjudication.
 * Gold rows are appended; a value that was decided is never changed by what happens afterwards, it is shown as changed since.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { Note, ShownContext } from './review';
import { LabelSet, LabelSetName } from './labels';
import { CampaignId, DecisionId, PersonId, ReviewItemId } from '../domain/ids';
import { ErrorType, GoldSource, Verdict } from '../domain/review/decisions';
import { PersonColour } from './people';

/** Whose values are compared: people only, or the votes of the label set's annotators too. */
export const Among = z.enum(['people', 'peopleAndModels']);
export type Among = z.output<typeof Among>;

export const GoldValue = z.object({
  value: z.string(),
  source: GoldSource,
  errorType: ErrorType.nullable(),
  comment: z.string(),
  /** Who decided, or accepted. */
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  /** What people or the proposal said then and say otherwise now, a sentence each; deciding again confirms. */
  changedSince: z.array(z.string()),
});
export type GoldValue = z.output<typeof GoldValue>;

export const QueueRow = z.object({
  itemId: ReviewItemId,
  /** Place of the item in the campaign, for people to speak of it. */
  number: z.int(),
  field: z.string(),
  votes: z.int(),
  /**
   * Disagreement of the item's votes over the disagreement expected by chance in this field: 0 where all agree, 1 as chance would have it, more
   * where it is worse. Its mean over the ratings of a field is 1 - Krippendorff's alpha. Null below two votes.
   */
  disagreement: z.number().nullable(),
  /** The commonest value with its share of the votes; null without votes or where two are equally common. */
  majority: z.object({ value: z.string(), share: z.number() }).nullable(),
  gold: GoldValue.nullable(),
  /** Sent back and not answered yet, by how many people. */
  inRework: z.int(),
  isFlagged: z.boolean(),
  excerpt: z.string(),
});
export type QueueRow = z.output<typeof QueueRow>;

export const Candidate = z.object({
  /** `proposal` is the label set's value; `model` one of the votes behind it. */
  kind: z.enum(['person', 'model', 'proposal']),
  /** "A", "B", ... where anonymous. */
  name: z.string(),
  /** Absent where anonymous, and for models. */
  person: z.object({ id: PersonId, colour: PersonColour }).optional(),
  verdict: Verdict.nullable(),
  value: z.string().nullable(),
  rationale: z.string().nullable(),
  note: Note.nullable(),
  /** What the person said when shown the item again; null where they were not. */
  repeated: z.object({ verdict: Verdict, value: z.string().nullable() }).nullable(),
  activeMs: z.int().nullable(),
  inRework: z.boolean(),
});
export type Candidate = z.output<typeof Candidate>;

export const GoldEvent = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  kind: z.enum(['decide', 'accept', 'undo', 'redo']),
  old: z.string().nullable(),
  new: z.string().nullable(),
  source: GoldSource.nullable(),
});

export const AdjudicationField = z.object({
  field: z.string(),
  disagreement: z.number().nullable(),
  candidates: z.array(Candidate),
  gold: GoldValue.nullable(),
  /** Newest first. */
  history: z.array(GoldEvent),
});

export const AdjudicationItem = z.object({
  itemId: ReviewItemId,
  number: z.int(),
  context: ShownContext,
  fields: z.array(AdjudicationField),
  /** Of the item's gold; a decision names the revision it was made on. */
  revision: z.int(),
  rework: z.array(z.object({ person: z.string(), note: z.string(), requestedBy: z.string(), requestedAt: z.iso.datetime(), isAnswered: z.boolean() })),
});
export type AdjudicationItem = z.output<typeof AdjudicationItem>;

const inCampaign = z.object({ campaignId: CampaignId });
const acting = inCampaign.extend({ decisionId: DecisionId });
const rule = inCampaign.extend({
  /** All fields without it. */
  fields: z.array(z.string()).min(1).optional(),
  among: Among.default('people'),
  /** Accepts the commonest value where at least this share of the votes gave it; 1 is unanimity. Below, and at ties, nothing is accepted. */
  threshold: z.number().gt(0.5).max(1).default(1),
  minimumVotes: z.int().min(1).max(50).default(2),
});

export const BulkPreview = z.object({
  /** Values that would be accepted. */
  count: z.int(),
  fields: z.array(z.object({ field: z.string(), unanimous: z.int(), majority: z.int(), belowThreshold: z.int(), tooFewVotes: z.int(), decidedBefore: z.int() })),
});
export type BulkPreview = z.output<typeof BulkPreview>;

const AdjudicationDesk = z.object({ open: z.int(), resolved: z.int(), changed: z.int(), canUndo: z.boolean(), canRedo: z.boolean() });

export const adjudicationContract = {
  /** Items and fields, most disagreement beyond chance first. `changed`: gold that others' later answers or a new label set speak against. */
  'adjudication.queue': query({
    input: inCampaign.extend({
      field: z.string().optional(),
      state: z.enum(['open', 'resolved', 'changed', 'all']).default('open'),
      among: Among.default('people'),
      sort: z.enum(['disagreement', 'number']).default('disagreement'),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({
      total: z.int(),
      rows: z.array(QueueRow),
      desk: AdjudicationDesk,
      /** `expected`: the disagreement by chance that rows are measured against; `alpha` is null where it is undefined. */
      fields: z.array(z.object({ field: z.string(), title: z.string(), expected: z.number(), alpha: z.number().nullable() })),
    }),
  }),
  'adjudication.item': query({ input: inCampaign.extend({ itemId: ReviewItemId, isAnonymous: z.boolean().default(false), among: Among.default('people') }), output: AdjudicationItem }),
  /** Also confirms a value that was changed since: decide the same again. CONFLICT where another adjudicator decided after `revision`. */
  'adjudication.decide': mutation({
    input: acting.extend({
      itemId: ReviewItemId,
      revision: z.int().nonnegative(),
      decisions: z.array(z.object({ field: z.string(), value: z.string(), errorType: ErrorType.nullable().default(null), comment: z.string().trim().max(4_000).default('') })).min(1).max(20),
    }),
    output: AdjudicationItem,
  }),
  'adjudication.preview': query({ input: rule, output: BulkPreview }),
  /** Accepts what the preview counted, undone as one. CONFLICT where the count is another by now; gold that is there stays. */
  'adjudication.accept': mutation({ input: rule.extend({ decisionId: DecisionId, expectedCount: z.int().nonnegative() }), output: z.object({ accepted: z.int(), desk: AdjudicationDesk }) }),
  /** The adjudicator's own last action. CONFLICT where another has decided the same values since. */
  'adjudication.undo': mutation({ input: acting, output: z.object({ values: z.int(), itemId: ReviewItemId.nullable(), desk: AdjudicationDesk }) }),
  'adjudication.redo': mutation({ input: acting, output: z.object({ values: z.int(), itemId: ReviewItemId.nullable(), desk: AdjudicationDesk }) }),
  /** The item comes back to these annotators with a note; their answers stand until they answer again. Without people: to all who have it. */
  'adjudication.sendBack': mutation({ input: inCampaign.extend({ itemId: ReviewItemId, personIds: z.array(PersonId).max(50).default([]), note: z.string().trim().min(1, 'say what to look at').max(2_000) }), output: AdjudicationItem }),
  /** Takes an unanswered sending back away. */
  'adjudication.withdraw': mutation({ input: inCampaign.extend({ itemId: ReviewItemId }), output: AdjudicationItem }),
  /** The gold so far as a label set of the corpus: people are its annotators, their answers its votes. */
  'adjudication.makeLabelSet': mutation({ input: inCampaign.extend({ name: LabelSetName }), output: LabelSet }),
} as const;
