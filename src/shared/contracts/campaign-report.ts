/** @file What a campaign shows: accuracy, agreement, people at work, models against gold, errors. Owner: services/campaigns. */
import { z } from 'zod';
import { mutation, query } from './define';
import { AgreementResult, BootstrapChoice, Interval } from './measure-results';
import { ActivityId, CampaignId, PersonId, ReviewItemId } from '../domain/ids';
import { CampaignMode, ErrorType } from '../domain/review/decisions';

/** `of` counts what was judged; share and interval (Wilson) are null where nothing was. */
export const Share = z.object({ right: z.int(), of: z.int(), share: z.number().nullable(), ci: Interval.nullable() });
export type Share = z.output<typeof Share>;

export const ReportPerson = z.object({ id: PersonId, name: z.string() });

export const FieldAccuracy = z.object({
  field: z.string(),
  title: z.string(),
  /** Mean over the validators of each one's share, as the paper reports it; its interval is a bootstrap over items. */
  mean: z.number().nullable(),
  ci: Interval.nullable(),
  /** In percent; null where none was published for the field. */
  published: z.number().nullable(),
  people: z.array(Share.extend({ personId: PersonId })),
});
export type FieldAccuracy = z.output<typeof FieldAccuracy>;

export const FieldRatings = z.object({
  field: z.string(),
  title: z.string(),
  /** Between people: of the values they give, and in `validate` mode of right or wrong. Null below two people or without ratings. */
  values: AgreementResult.nullable(),
  verdicts: AgreementResult.nullable(),
});
export type FieldRatings = z.output<typeof FieldRatings>;

export const PersonFigures = z.object({
  person: ReportPerson,
  decided: z.int(),
  skipped: z.int(),
  flagged: z.int(),
  /** Items decided in less than two seconds. */
  tooFast: z.int(),
  medianSeconds: z.number().nullable(),
  totalSeconds: z.number(),
  /** In the order of their work, ten items each; the last may have fewer. */
  blocks: z.array(z.object({ from: z.int(), items: z.int(), medianSeconds: z.number() })),
  /** Median of the last block of ten over that of the first: below 1 is faster. Null below two whole blocks. */
  drift: z.number().nullable(),
  /** Repeated items answered alike, and gold checks answered right, over all fields and by field. */
  consistency: Share,
  consistencyByField: z.record(z.string(), Share),
  goldChecks: Share,
  goldChecksByField: z.record(z.string(), Share),
});
export type PersonFigures = z.output<typeof PersonFigures>;

/** A model's votes, or the proposals, against gold. */
export const ModelAgainstGold = z.object({
  /** An annotator of the label set; `proposal` is the value that was proposed. */
  annotator: z.string(),
  isProposal: z.boolean(),
  field: z.string(),
  values: z.array(z.string()),
  /** Rows gold, columns the model, in the order of `values`. */
  counts: z.array(z.array(z.int())),
  accuracy: Share,
  kappa: z.number().nullable(),
});
export type ModelAgainstGold = z.output<typeof ModelAgainstGold>;

export const CommonError = z.object({
  field: z.string(),
  proposed: z.string(),
  gold: z.string(),
  count: z.int(),
  errorTypes: z.partialRecord(ErrorType, z.int()),
  examples: z.array(z.object({ itemId: ReviewItemId, number: z.int(), excerpt: z.string() })),
});
export type CommonError = z.output<typeof CommonError>;

export const CampaignReport = z.object({
  campaignId: CampaignId,
  name: z.string(),
  mode: CampaignMode,
  isScripted: z.boolean(),
  items: z.int(),
  /** Empty in `label` mode. */
  accuracy: z.array(FieldAccuracy),
  agreement: z.array(FieldRatings),
  people: z.array(PersonFigures),
  /** By field: how far gold has come. */
  gold: z.array(z.object({ field: z.string(), title: z.string(), unanimous: z.int(), majority: z.int(), adjudicated: z.int(), unresolved: z.int() })),
  models: z.array(ModelAgainstGold),
  /** Proposals unlike gold, commonest first; the first 50. */
  errors: z.array(CommonError),
  errorTypes: z.partialRecord(ErrorType, z.int()),
  bootstrap: BootstrapChoice,
});
export type CampaignReport = z.output<typeof CampaignReport>;

const reportInput = z.object({
  id: CampaignId,
  /** What counts as gold: only what was decided or accepted, or where there is none yet also what most people say. */
  gold: z.enum(['decided', 'decidedOrMajority']).default('decidedOrMajority'),
  bootstrap: BootstrapChoice.prefault({}),
});

export const campaignReportContract = {
  'campaigns.report': query({ input: reportInput, output: CampaignReport }),
  /** `csv` and `json` hold everything; `latex` is the table of accuracy beside the published figures, and agreement. */
  'campaigns.exportReport': mutation({ input: reportInput.extend({ format: z.enum(['csv', 'json', 'latex']) }), output: z.object({ activityId: ActivityId }) }),
} as const;
