/**
 * @file Campaigns of human review: what is asked about, of whom, and how far it is. Owner: services/campaigns. Deciding is in contracts/review,
 * gold in contracts/adjudication, figures in contracts/campaign-report.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { Person } from './people';
import { ActivityId, CampaignId, CorpusId, FileId, LabelSetId, PersonId, SplitSetId } from '../domain/ids';
import { LabelField } from '../domain/label-schema';
import { CampaignMode, CampaignState } from '../domain/review/decisions';

const count = z.int().min(1, 'at least one item').max(100_000, 'at most 100,000 items');

/**
 * How items are drawn, all seeded. `stratified`: by the label set's value of a field, in proportion or as many of each value. `disagreement`:
 * the turns whose votes disagree most beyond chance, over one field or over all.
 */
export const Sampling = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('random'), count }),
  z.object({ kind: z.literal('stratified'), count, field: z.string(), allocation: z.enum(['proportional', 'equal']).default('proportional') }),
  z.object({ kind: z.literal('disagreement'), count, field: z.string().optional() }),
]);
export type Sampling = z.output<typeof Sampling>;

/** What a person sees of the proposals before asking: everything, the values without votes and reasons, or nothing. */
export const ProposalDisplay = z.enum(['shown', 'values', 'hidden']);
export type ProposalDisplay = z.output<typeof ProposalDisplay>;

export const CampaignOptions = z.object({
  proposals: ProposalDisplay.default('values'),
  /** Distressing text is blurred until it is pointed at. */
  blursText: z.boolean().default(false),
  /** `shuffled`: a seeded order of each person's own. `dialogue`: as the turns stand in the corpus. */
  order: z.enum(['shuffled', 'dialogue']).default('shuffled'),
  /** A gentle reminder after so much time of work; null for none. */
  breakReminderMinutes: z.int().min(5).max(240).nullable().default(25),
});
export type CampaignOptions = z.output<typeof CampaignOptions>;

/** Items shown a second time to the same person, to see whether they answer alike. */
export const Repeats = z.object({
  /** Of a person's own items. */
  share: z.number().min(0).max(0.5),
  /** At least so many other items lie between, where there are that many. */
  distance: z.int().min(1).max(10_000).default(20),
});

/** Turns whose labels are known, mixed into everybody's items unmarked. */
export const GoldChecks = z.object({ labelSetId: LabelSetId, /** Of the sample's size. */ share: z.number().gt(0).max(0.5) });

const CampaignName = z.string().trim().min(1, 'a campaign needs a name').max(120, 'a name has at most 120 characters');
const Named = z.object({ id: z.int(), name: z.string() });

export const Campaign = z.object({
  id: CampaignId,
  name: z.string(),
  corpus: Named.extend({ id: CorpusId }),
  /** Null: there was none, or it has been removed since; what was proposed is kept with the items. */
  labelSet: Named.extend({ id: LabelSetId }).nullable(),
  /** Scripted stand-ins for language models made what is proposed: show it wherever the campaign's figures are. */
  isScripted: z.boolean(),
  mode: CampaignMode,
  state: CampaignState,
  /** As the label schema had them when the campaign was made, in the order they are asked. */
  fields: z.array(LabelField),
  sampling: Sampling,
  split: z.object({ splitSetId: SplitSetId, part: z.string() }).nullable(),
  seed: z.int(),
  annotatorsPerItem: z.int(),
  repeats: Repeats.nullable(),
  goldChecks: GoldChecks.nullable(),
  options: CampaignOptions,
  /** Sampled items, without gold checks. */
  items: z.int(),
  goldCheckItems: z.int(),
  people: z.array(PersonId),
  /** Of everybody's queue, repeats and gold checks included. */
  progress: z.object({ total: z.int(), done: z.int(), skipped: z.int(), rework: z.int() }),
  createdAt: z.iso.datetime(),
});
export type Campaign = z.output<typeof Campaign>;

export const PersonProgress = z.object({
  person: Person,
  total: z.int(),
  done: z.int(),
  skipped: z.int(),
  rework: z.int(),
  flagged: z.int(),
  /** Of the items decided so far; null before the first. */
  medianSeconds: z.number().nullable(),
  lastDecisionAt: z.iso.datetime().nullable(),
});
export type PersonProgress = z.output<typeof PersonProgress>;

/** What an annotator's home shows. */
export const OwnCampaign = z.object({
  id: CampaignId,
  name: z.string(),
  mode: CampaignMode,
  state: CampaignState,
  fields: z.array(LabelField.pick({ id: true, title: true, abbreviation: true })),
  total: z.int(),
  done: z.int(),
  skipped: z.int(),
  rework: z.int(),
});
export type OwnCampaign = z.output<typeof OwnCampaign>;

/** One row of an imported file that was not taken. `row` counts from 1, the header not included. */
export const RejectedRow = z.object({ row: z.int(), field: z.string(), reason: z.string() });

const byId = z.object({ id: CampaignId });

export const campaignsContract = {
  /** Newest first. */
  'campaigns.list': query({ input: z.object({ corpusId: CorpusId.optional() }), output: z.array(Campaign) }),
  /** By id, or by name whatever the case. */
  'campaigns.get': query({ input: z.object({ campaign: z.union([CampaignId, z.string()]) }), output: Campaign }),
  /** The campaigns that the person at this window has items in, drafts left out. */
  'campaigns.mine': query({ input: z.object({}), output: z.array(OwnCampaign), access: ['researcher', 'annotator'] }),
  'campaigns.progress': query({ input: byId, output: z.array(PersonProgress) }),
  /**
   * Draws the items; a draft without people comes out. `validate`, and sampling by label or disagreement, need a label set; without one the
   * schema says which fields are asked. `fields` without a value: all annotated fields of the schema.
   */
  'campaigns.create': mutation({
    input: z.object({
      name: CampaignName,
      corpusId: CorpusId,
      labelSetId: LabelSetId.nullable().default(null),
      schemaId: z.string().optional(),
      mode: CampaignMode.default('validate'),
      fields: z.array(z.string()).min(1).max(20).optional(),
      sampling: Sampling.default({ kind: 'random', count: 100 }),
      split: z.object({ splitSetId: SplitSetId, part: z.string() }).optional(),
      seed: z.int().min(0).default(13),
      annotatorsPerItem: z.int().min(1).max(20).default(3),
      repeats: Repeats.nullable().default(null),
      goldChecks: GoldChecks.nullable().default(null),
      options: CampaignOptions.prefault({}),
    }),
    output: Campaign,
  }),
  'campaigns.update': mutation({ input: byId.extend({ name: CampaignName.optional(), options: CampaignOptions.partial().optional() }), output: Campaign }),
  /** Gives every item to `annotatorsPerItem` of the people, loads differing by one at most. Replaces an earlier assignment of a draft. */
  'campaigns.assign': mutation({ input: byId.extend({ personIds: z.array(PersonId).min(1).max(200) }), output: Campaign }),
  /** Moves what a person has not begun to another who does not have it yet; answers how many. */
  'campaigns.handOver': mutation({ input: byId.extend({ from: PersonId, to: PersonId }), output: z.object({ moved: z.int() }) }),
  /** A draft opens once it has people; an open one closes; a closed one opens again. */
  'campaigns.setState': mutation({ input: byId.extend({ state: z.enum(['open', 'closed']) }), output: Campaign }),
  /** Proposals from a newer label set. Decisions stay; where the proposal they judged has changed, adjudication shows it. */
  'campaigns.updateLabels': mutation({ input: byId.extend({ labelSetId: LabelSetId }), output: z.object({ campaign: Campaign, changedItems: z.int() }) }),
  'campaigns.remove': mutation({ input: byId, output: byId }),
  'campaigns.restore': mutation({ input: byId, output: Campaign }),
  /** `items`: a row for each item, person and field, for annotation elsewhere, ids stable. `decisions`: every decision ever made. */
  'campaigns.export': mutation({ input: byId.extend({ what: z.enum(['items', 'decisions']), format: z.enum(['csv', 'json']) }), output: z.object({ activityId: ActivityId }) }),
  /**
   * Takes decisions back from an exported `items` file: all of them, or none where a row is wrong (the error names the first rows). A row that
   * says what is decided already changes nothing. With `isTrial` nothing is stored.
   */
  'campaigns.import': mutation({
    input: byId.extend({ fileId: FileId, isTrial: z.boolean().default(false) }),
    output: z.object({ decided: z.int(), unchanged: z.int(), empty: z.int(), people: z.array(z.string()), rejected: z.array(RejectedRow) }),
  }),
} as const;
