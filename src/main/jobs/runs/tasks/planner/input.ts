/** @file What a planner run's worker is given and what it asks its parent for: dialogues with states, page by page. */
import type { PlannerConfig } from '#shared/domain/planner-config';
import type { Json } from '#shared/domain/json';
import type { VocabularyId } from '#shared/domain/strategies';
import type { PlannerDialogue } from '../../../../research/planner/samples';
import type { RunQuestion } from '../../run-task';

export type PlannerPart = 'train' | 'valid' | 'test';
export const plannerParts: readonly PlannerPart[] = ['train', 'valid', 'test'];

export interface PlannerTaskInput {
  readonly config: PlannerConfig;
  readonly vocabulary: VocabularyId;
  /** Absolute paths of model folders; null where the encoder or its vocabulary is made here. */
  readonly encoderFolder: string | null;
  readonly tokenizerFolder: string | null;
  /** What the numbers rest on: names and hashes of corpus, split, labels and models, for the card. */
  readonly provenance: PlannerProvenance;
}

export interface PlannerProvenance {
  readonly corpus: { readonly name: string; readonly sha256: string };
  readonly split: { readonly name: string; readonly sha256: string | null };
  /** Null where the run has no states. */
  readonly states: { readonly name: string; readonly sha256: string; readonly isScripted: boolean } | null;
  readonly encoder: { readonly name: string; readonly sha256: string } | null;
  readonly [key: string]: Json;
}

export interface DialoguesQuestion extends RunQuestion {
  readonly kind: 'planner-dialogues';
  readonly part: PlannerPart;
  /** Place in the corpus after which to go on; -1 for the start. */
  readonly after: number;
}

export interface DialoguesAnswer {
  readonly dialogues: readonly PlannerDialogue[];
  /** Null at the end. */
  readonly after: number | null;
}
