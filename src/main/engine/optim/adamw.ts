/**
 * @file AdamW (Loshchilov and Hutter 2019): Adam with decoupled weight decay and bias correction, as torch.optim.AdamW computes it.
 *   m' = b1 m + (1 - b1) g,  v' = b2 v + (1 - b2) g^2,  p' = (1 - lr wd) p - lr / (1 - b1^t) m' / (sqrt(v') / sqrt(1 - b2^t) + eps)
 * What changes from step to step is computed outside in double precision and enters as three scalars.
 */
import type { Graph, Value } from '../graph/graph';
import { add, addRows, after, divide, multiply, scalar, scale, sqrt, square, subtract } from '../ops/build';

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

/**
 * The scalars that all parameters share in a step. With c = 1 / sqrt(1 - b2^t), lr / (1 - b1^t) m' / (sqrt(v') c + eps) is
 * stepSize m' / (sqrt(v') + epsilon) for a step size and an epsilon divided by c: one pass over the parameter less.
 */
export interface AdamwRates {
  readonly stepSize: Value;
  /** stepSize / decay: (1 - lr wd) p - s is (1 - lr wd) (p - s / (1 - lr wd)). */
  readonly stepSizeBeforeDecay: Value;
  readonly decay: Value;
  readonly keepFirst: Value;
  readonly gainFirst: Value;
  readonly keepSecond: Value;
  readonly gainSecond: Value;
  readonly epsilon: Value;
}

/**
 * `gradientScale` (the clip) is folded in here instead of multiplying each gradient. Every factor of the old state waits for `dependency`:
 * see optim/training-step.ts.
 */
export function adamwRates(scalars: StepScalars<Value>, settings: AdamwSettings, { gradientScale, dependency }: { gradientScale: Value; dependency: Value }): AdamwRates {
  const { beta1, beta2, epsilon } = settings;
  const { graph } = gradientScale;
  const { secondMomentCorrection, decay } = scalars;
  const stepSize = divide(scalars.stepSize, secondMomentCorrection);
  return {
    stepSize,
    stepSizeBeforeDecay: divide(stepSize, decay),
    decay,
    keepFirst: after(scalar(graph, beta1), dependency),
    gainFirst: scale(gradientScale, 1 - beta1),
    keepSecond: after(scalar(graph, beta2), dependency),
    gainSecond: scale(square(gradientScale), 1 - beta2),
    epsilon: divide(scalar(graph, epsilon), secondMomentCorrection),
  };
}

export interface AdamwState {
  readonly parameter: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

/** The gradient of a table of which a batch takes few rows: zero but for these. Where an id comes again its later rows are zero. */
export interface RowGradient {
  /** [n] */
  readonly ids: Value;
  /** [n, ...] */
  readonly rows: Value;
}

/** The state after one step; without `decays` the parameter only moves along the gradient. */
export function adamw(state: AdamwState, gradient: Value | RowGradient, { rates, decays }: { rates: AdamwRates; decays: boolean }): AdamwState {
  const firstMoment = addGradient(multiply(state.firstMoment, rates.keepFirst), gradient, (g) => multiply(g, rates.gainFirst));
  const secondMoment = addGradient(multiply(state.secondMoment, rates.keepSecond), gradient, (g) => multiply(square(g), rates.gainSecond));
  const direction = divide(firstMoment, add(sqrt(secondMoment), rates.epsilon));
  // The old parameter is read last: everything before it is computed in one buffer.
  const moved = subtract(state.parameter, multiply(direction, decays ? rates.stepSizeBeforeDecay : rates.stepSize));
  return { parameter: decays ? multiply(moved, rates.decay) : moved, firstMoment, secondMoment };
}

function addGradient(moment: Value, gradient: Value | RowGradient, contribution: (gradient: Value) => Value): Value {
  return 'rows' in gradient ? addRows(moment, gradient.ids, contribution(gradient.rows)) : add(moment, contribution(gradient));
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
