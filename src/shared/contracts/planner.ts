/**
 * @file The strategy planner: what a planner run found, and what may be asked of a trained one. Owner: services/planner. Runs themselves are
 * started, watched and listed by runs.ts.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { Interval, StrategyResult } from './measure-results';
import { DialogueId, FileId, RunId } from '../domain/ids';
import { aspects, PlannerState } from '../domain/planner';
import { stagesOfChange, behaviours } from '../domain/state-labels';

const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const figures = { accuracy: z.number(), macroF1: z.number(), weightedF1: z.number(), bias: z.number() };

/**
 * `labelFrequency` draws labels as often as training has them: its figures are means over draws. `regression` is a logistic regression over
 * TF-IDF of the texts that the network reads; `balancedRegression` weighs classes by their rarity.
 */
export const PlannerBaseline = z.object({
  name: z.enum(['majority', 'previousStrategy', 'labelFrequency', 'regression', 'balancedRegression']),
  ...figures,
  ci: z.object({ accuracy: Interval.nullable(), macroF1: Interval.nullable(), weightedF1: Interval.nullable(), bias: Interval.nullable() }).optional(),
  note: z.string(),
});
export type PlannerBaseline = z.output<typeof PlannerBaseline>;

const PartCounts = z.object({
  dialogues: z.int(),
  examples: z.int(),
  /** Supporter turns that are no examples, by reason. */
  leftOut: z.object({ withoutStrategy: z.int(), beforeSeeker: z.int(), withoutState: z.int(), afterSupporter: z.int() }),
});

/** The result of a run of the kind `planner`. */
export const PlannerResult = z.object({
  /** In the order of the classes. */
  labels: list(z.string()),
  usesState: z.boolean(),
  /** The states were given by scripted stand-ins: the figures are not a result of the system studied. */
  isScripted: z.boolean(),
  data: z.object({ train: PartCounts, valid: PartCounts, test: PartCounts }),
  training: z.object({ steps: z.int(), parameters: z.int(), bestStep: z.int(), select: z.string(), bestValue: z.number(), vocabularySize: z.int() }),
  /** Of the best checkpoint, on the test part. */
  test: StrategyResult,
  baselines: list(PlannerBaseline),
  /** Means over the test part, by aspect; absent in the ablation. */
  attention: z.record(z.enum(aspects), z.number()).optional(),
});
export type PlannerResult = z.output<typeof PlannerResult>;

/** Some aspects of a state; the others stay as labelled. */
export const StateChange = z.object({
  emotionIntensity: z.int().min(1).max(5).optional(),
  trust: z.int().min(1).max(5).optional(),
  stageOfChange: z.enum(stagesOfChange).optional(),
  behaviour: z.enum(behaviours).optional(),
});
export type StateChange = z.output<typeof StateChange>;

export const PlannedStrategy = z.object({ label: z.string(), probability: z.number() });

export const TrainingNeighbour = z.object({
  dialogueId: DialogueId,
  turn: z.int(),
  strategy: z.string(),
  /** Cosine of the context vectors. */
  similarity: z.number(),
  /** What the seeker said last before it, as shown; empty where the dialogue is gone. */
  seekerText: z.string(),
});

export const PlannerPrediction = z.object({
  /** Likeliest first. */
  strategies: list(PlannedStrategy),
  /** What the supporter did there; null where the turn has no strategy. */
  gold: z.string().nullable(),
  /** How much each aspect went into the decision; null in the ablation. */
  attention: z.record(z.enum(aspects), z.number()).nullable(),
  /** The state that was used, and which of it the caller changed; null in the ablation. */
  state: PlannerState.nullable(),
  /** The seeker's turn that the state belongs to; null without one. */
  stateTurn: z.int().nullable(),
  changed: list(z.string()),
  /** Tokens that were read, and the first turn that was still read whole or in part. */
  tokens: z.int(),
  firstTurn: z.int(),
  /** Most similar first. */
  nearest: list(TrainingNeighbour),
  isScripted: z.boolean(),
});
export type PlannerPrediction = z.output<typeof PlannerPrediction>;

export const PlannerItem = z.object({
  dialogueId: DialogueId,
  turn: z.int(),
  gold: z.string(),
  predicted: z.string(),
  /** Of the predicted strategy. */
  probability: z.number(),
  /** What the seeker said last before it; empty where the dialogue is gone. */
  seekerText: z.string(),
});
export type PlannerItem = z.output<typeof PlannerItem>;

export const plannerContract = {
  /** What the planner of a done run would do before this turn (zero-based; the number of turns means after the last one). */
  'planner.predict': query({
    input: z.object({ runId: RunId, dialogueId: DialogueId, turn: z.int().min(1, 'Something must have been said before: choose turn 1 or later.'), state: StateChange.prefault({}), neighbours: z.int().min(0).max(50).default(5) }),
    output: PlannerPrediction,
  }),
  /** Test examples of one cell of the confusion table, or of all where a label is left out; surest first. */
  'planner.confusionItems': query({
    input: z.object({ runId: RunId, gold: z.string().optional(), predicted: z.string().optional(), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ total: z.int(), rows: list(PlannerItem) }),
  }),
  /** The planner as one .onnx file: a single forward pass with its weights inside. */
  'planner.exportOnnx': mutation({ input: z.object({ runId: RunId }), output: z.object({ fileId: FileId, name: z.string(), sizeBytes: z.int() }) }),
} as const;
