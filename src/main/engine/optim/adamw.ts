/**
 * @file AdamW (Loshchilov and Hutter 2019): Adam with decoupled weight decay and bias correction, as torch.optim.AdamW computes it.
 *   m' = b1 m + (1 - b1) g,  v' = b2 v + (1 - b2) g^2,  p' = (1 - lr wd) p - lr / (1 - b1^t) m' / (sqrt(v') / sqrt(1 - b2^t) + eps)
 * What changes from step to step is computed outside in double precision and enters as three scalars.
 */
import type { Graph, Value } from '../graph/graph';
import { add, after, divide, multiply, scalar, scale, shift, sqrt, square, subtract } from '../ops/build';

export interface AdamwSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

export const adamwDefaults: AdamwSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };

/** What a step is told: numbers outside the graph, scalar values inside. */
export interface StepScalars<T> {
  /** lr / (1 - b1^t) */
  readonly stepSize: T;
  /** 1 / sqrt(1 - b2^t) */
  readonly secondMomentCorrection: T;
  /** 1 - lr wd */
  readonly decay: T;
}

/** `step` counts from 1. */
export function stepScalars(learningRate: number, step: number, { beta1, beta2, weightDecay }: AdamwSettings): StepScalars<number> {
  return {
    stepSize: learningRate / (1 - beta1 ** step),
    secondMomentCorrection: 1 / Math.sqrt(1 - beta2 ** step),
    decay: 1 - learningRate * weightDecay,
  };
}

/** The scalars that all parameters share in a step. */
export interface AdamwRates extends StepScalars<Value> {
  readonly keepFirst: Value;
  readonly gainFirst: Value;
  readonly keepSecond: Value;
  readonly gainSecond: Value;
  readonly epsilon: number;
}

/**
 * `gradientScale` (the clip) is folded in here instead of multiplying each gradient. Every factor of the old state waits for `dependency`:
 * see optim/training-step.ts.
 */
export function adamwRates(scalars: StepScalars<Value>, settings: AdamwSettings, { gradientScale, dependency }: { gradientScale: Value; dependency: Value }): AdamwRates {
  const { beta1, beta2, epsilon } = settings;
  const { graph } = gradientScale;
  return {
    ...scalars,
    decay: after(scalars.decay, dependency),
    keepFirst: after(scalar(graph, beta1), dependency),
    gainFirst: scale(gradientScale, 1 - beta1),
    keepSecond: after(scalar(graph, beta2), dependency),
    gainSecond: scale(square(gradientScale), 1 - beta2),
    epsilon,
  };
}

export interface AdamwState {
  readonly parameter: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

/** The state after one step; without `decays` the parameter only moves along the gradient. */
export function adamw(state: AdamwState, gradient: Value, { rates, decays }: { rates: AdamwRates; decays: boolean }): AdamwState {
  const firstMoment = add(multiply(state.firstMoment, rates.keepFirst), multiply(gradient, rates.gainFirst));
  const secondMoment = add(multiply(state.secondMoment, rates.keepSecond), multiply(square(gradient), rates.gainSecond));
  const deviation = shift(multiply(sqrt(secondMoment), rates.secondMomentCorrection), rates.epsilon);
  const kept = decays ? multiply(state.parameter, rates.decay) : state.parameter;
  return { parameter: subtract(kept, divide(multiply(firstMoment, rates.stepSize), deviation)), firstMoment, secondMoment };
}

export function stepScalarInputs(graph: Graph): StepScalars<Value> {
  const input = (name: keyof StepScalars<Value>): Value => graph.input(scalarNames[name], graph.floatType, []);
  return { stepSize: input('stepSize'), secondMomentCorrection: input('secondMomentCorrection'), decay: input('decay') };
}

export const scalarNames = {
  stepSize: 'optimizer/step_size',
  secondMomentCorrection: 'optimizer/second_moment_correction',
  decay: 'optimizer/decay',
} as const satisfies { readonly [Name in keyof StepScalars<Value>]: string };
