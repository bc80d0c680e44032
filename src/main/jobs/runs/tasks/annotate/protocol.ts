/** @file What an annotation run's worker starts with, and what it asks of its parent beside language models. */
import type { LabelledDialogue } from '#shared/contracts/labels';
import type { Dialogue } from '#shared/domain/dialogue';
import type { DialogueId, EndpointId } from '#shared/domain/ids';
import type { AnnotationOptions } from '#shared/domain/label-options';
import type { LabelSchema } from '#shared/domain/label-schema';
import type { Budget } from '#shared/domain/role-requests';
import type { DialogueTally } from '../../../../research/annotation/annotate-dialogue';

export interface AskedModel {
  readonly name: string;
  readonly endpointId: EndpointId;
}

export interface AnnotateInput {
  /** With the rubrics that the options choose. */
  readonly schema: LabelSchema;
  readonly options: AnnotationOptions;
  readonly annotators: readonly AskedModel[];
  readonly adjudicator: AskedModel | null;
  /** Questions under way at a time. */
  readonly concurrency: number;
  readonly budget: Budget;
  readonly isConfidential: boolean;
}

/** A dialogue's tally with what the run counts beside it. */
export type KeptTally = DialogueTally & { readonly calls: number; readonly adjudicated: number; readonly fallbacks: number; readonly failed: number };

export type AnnotateQuestion =
  /** Which dialogues there are, in order, and what is known of those that are labelled already. */
  | { readonly kind: 'annotate/plan' }
  | { readonly kind: 'annotate/dialogues'; readonly ids: readonly DialogueId[] }
  /** Answered once the labels are stored. */
  | { readonly kind: 'annotate/keep'; readonly labels: LabelledDialogue & { readonly state: 'labelled' | 'failed'; readonly tally: KeptTally } };

export interface AnnotatePlan {
  readonly dialogueIds: readonly DialogueId[];
  readonly kept: readonly { readonly dialogueId: DialogueId; readonly tally: KeptTally }[];
}

export interface PlannedDialogue {
  readonly id: DialogueId;
  readonly dialogue: Dialogue;
}
