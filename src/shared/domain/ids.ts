/** @file Branded identifiers: a corpus id can never be passed where a dialogue id is meant. Knows nothing of storage. */
import { z } from 'zod';

export const CorpusId = z.int().positive().brand<'CorpusId'>();
export type CorpusId = z.output<typeof CorpusId>;

export const DialogueId = z.int().positive().brand<'DialogueId'>();
export type DialogueId = z.output<typeof DialogueId>;

export const SplitSetId = z.int().positive().brand<'SplitSetId'>();
export type SplitSetId = z.output<typeof SplitSetId>;

export const KnowledgeEntryId = z.int().positive().brand<'KnowledgeEntryId'>();
export type KnowledgeEntryId = z.output<typeof KnowledgeEntryId>;

export const MeasurementId = z.int().positive().brand<'MeasurementId'>();
export type MeasurementId = z.output<typeof MeasurementId>;

export const RunId = z.int().positive().brand<'RunId'>();
export type RunId = z.output<typeof RunId>;

export const ArtifactId = z.int().positive().brand<'ArtifactId'>();
export type ArtifactId = z.output<typeof ArtifactId>;

export const EndpointId = z.int().positive().brand<'EndpointId'>();
export type EndpointId = z.output<typeof EndpointId>;

/** One call of a language model, as it is stored. */
export const CallId = z.int().positive().brand<'CallId'>();
export type CallId = z.output<typeof CallId>;

/** One version of a role's prompt template. */
export const PromptId = z.int().positive().brand<'PromptId'>();
export type PromptId = z.output<typeof PromptId>;

export const ModelId = z.int().positive().brand<'ModelId'>();
export type ModelId = z.output<typeof ModelId>;

/** A version of a corpus's labels: what a run of annotators, an import, or people gave. */
export const LabelSetId = z.int().positive().brand<'LabelSetId'>();
export type LabelSetId = z.output<typeof LabelSetId>;

export const PersonId = z.int().positive().brand<'PersonId'>();
export type PersonId = z.output<typeof PersonId>;

export const CampaignId = z.int().positive().brand<'CampaignId'>();
export type CampaignId = z.output<typeof CampaignId>;

/** One thing a campaign asks people about. */
export const ReviewItemId = z.int().positive().brand<'ReviewItemId'>();
export type ReviewItemId = z.output<typeof ReviewItemId>;

/** Made by the window that decides, one a decision: the same call again makes no second row. */
export const DecisionId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'a decision id is 8 to 64 letters, digits, hyphens and underscores').brand<'DecisionId'>();
export type DecisionId = z.output<typeof DecisionId>;

/** The design of a table of results that was kept. */
export const ResultTableId = z.int().positive().brand<'ResultTableId'>();
export type ResultTableId = z.output<typeof ResultTableId>;

/** A file the person chose or a file the workbench wrote. The renderer only ever sees this handle, never a path. */
export const FileId = z.string().regex(/^f_[a-z0-9]{16,40}$/).brand<'FileId'>();
export type FileId = z.output<typeof FileId>;

export const ActivityId = z.string().regex(/^a_[a-z0-9]{16,40}$/).brand<'ActivityId'>();
export type ActivityId = z.output<typeof ActivityId>;
