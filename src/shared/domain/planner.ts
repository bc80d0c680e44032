/**
 * @file What the strategy planner of ESCA (spec E-3) calls things: the four aspects of a seeker's state in the order of its attention, their
 * levels, and the order of its classes. Knows no network.
 */
import { z } from 'zod';
import { behaviours, stagesOfChange, type SeekerState } from './state-labels';
import { esconv8Orders, vocabularies, type VocabularyId } from './strategies';

/** In the order in which the planner attends to them. */
export const aspects = ['emotion', 'trust', 'stage', 'behaviour'] as const;
export type Aspect = (typeof aspects)[number];

const degrees = ['1', '2', '3', '4', '5'] as const;

/** What each aspect can be, in the order of its embedding table. */
export const aspectLevels: { readonly [A in Aspect]: readonly string[] } = { emotion: degrees, trust: degrees, stage: stagesOfChange, behaviour: behaviours };

/** A state with all that the planner looks at. */
export const PlannerState = z.object({
  emotionIntensity: z.int().min(1).max(5),
  trust: z.int().min(1).max(5),
  stageOfChange: z.enum(stagesOfChange),
  behaviour: z.enum(behaviours),
});
export type PlannerState = z.output<typeof PlannerState>;

/** Undefined where one of the four aspects has no label. */
export function plannerStateOf({ emotionIntensity, trust, stageOfChange, behaviour }: SeekerState): PlannerState | undefined {
  if (emotionIntensity === undefined || trust === undefined || stageOfChange === undefined || behaviour === undefined) return undefined;
  return { emotionIntensity, trust, stageOfChange, behaviour };
}

/** Rows of the embedding tables, in the order of {@link aspects}. */
export function aspectRows(state: PlannerState): readonly [emotion: number, trust: number, stage: number, behaviour: number] {
  return [state.emotionIntensity - 1, state.trust - 1, stagesOfChange.indexOf(state.stageOfChange), behaviours.indexOf(state.behaviour)];
}

/** The order of the planner's classes: for ESConv the alphabetical one of ESCA and PPDPP, for ExTES that of its vocabulary. */
export function plannerLabels(vocabulary: VocabularyId): readonly string[] {
  return vocabulary === 'esconv8' ? esconv8Orders.alphabetical : vocabularies[vocabulary].map((one) => one.label);
}
