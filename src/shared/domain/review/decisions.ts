/** @file The words of human review: verdicts, states of an item, where gold comes from, why people erred. Knows neither campaigns nor storage. */
import { z } from 'zod';

/** `validate`: proposed values are judged right or wrong. `label`: values are given without seeing any. */
export const CampaignMode = z.enum(['validate', 'label']);
export type CampaignMode = z.output<typeof CampaignMode>;

export const CampaignState = z.enum(['draft', 'open', 'closed']);
export type CampaignState = z.output<typeof CampaignState>;

/** Of one field: the proposal is right, is wrong, the value was given without judging a proposal, or nothing was said. */
export const Verdict = z.enum(['correct', 'incorrect', 'labelled', 'skipped']);
export type Verdict = z.output<typeof Verdict>;

/** `rework`: sent back by the adjudicator and not answered yet. `skipped`: every field was. */
export const ItemState = z.enum(['open', 'rework', 'done', 'skipped']);
export type ItemState = z.output<typeof ItemState>;

export const GoldSource = z.enum(['unanimous', 'majority', 'adjudicated']);
export type GoldSource = z.output<typeof GoldSource>;

/** Why people disagreed, or the proposal was wrong. */
export const ErrorType = z.enum(['ambiguous-text', 'guideline-gap', 'annotator-slip', 'edge-case', 'truly-subjective']);
export type ErrorType = z.output<typeof ErrorType>;

export interface ProposedVote {
  readonly annotator: string;
  readonly value: string;
  readonly rationale?: string | undefined;
}

/** What a label set says of one field of one turn. */
export interface Proposal {
  readonly value: string;
  readonly votes: readonly ProposedVote[];
  readonly rationale?: string | undefined;
}

/** By field id. */
export type Proposals = Readonly<Record<string, Proposal>>;

/** An item decided in less was hardly read; it is counted, and nothing follows from it. */
export const tooFastMs = 2000;

/** Accuracy of ESCA's labels as three validators judged 100 seeker turns (spec E-2), in percent, by field of its schema. */
export const publishedAccuracy: Readonly<Record<string, number>> = {
  emotionIntensity: 89.67,
  behaviour: 87.67,
  stageOfChange: 94.33,
  reliability: 94.67,
  responseCompetence: 94,
  perceivedUnderstandability: 94.33,
};

/** An item's state from the verdicts of the fields it is asked about. */
export function itemState(fields: readonly string[], verdicts: ReadonlyMap<string, Verdict>, isSentBack: boolean): ItemState {
  if (isSentBack) return 'rework';
  if (fields.some((field) => !verdicts.has(field))) return 'open';
  return fields.every((field) => verdicts.get(field) === 'skipped') ? 'skipped' : 'done';
}
