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

/** A file the person chose or a file the workbench wrote. The renderer only ever sees this handle, never a path. */
export const FileId = z.string().regex(/^f_[a-z0-9]{16,40}$/).brand<'FileId'>();
export type FileId = z.output<typeof FileId>;

export const ActivityId = z.string().regex(/^a_[a-z0-9]{16,40}$/).brand<'ActivityId'>();
export type ActivityId = z.output<typeof ActivityId>;
