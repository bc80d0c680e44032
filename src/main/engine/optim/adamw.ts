/**
 * @file AdamW (Loshchilov and Hutter 2019): Adam with decoupled weight decay and bias correction, as torch.optim.AdamW computes it.
 *   m' = b1 m + (1 - b1) g,  v' = b2 v + (1 - b2) g^2,  p' = (1 - lr wd) p - lr / (1 - b1^t) m' / (sqrt(v') / sqrt(1 - b2^t) + eps)
 * What changes from step to step is computed outside in double precision and enters as three scalars.
 */
import type { Graph, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { add, addRows, after, concat, divide, multiply, scalar, scale, slice, sqrt, square, subtract } from '../ops/build';

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
  const { stepSize, secondMomentCorrection, decay } = scalars;
  return {
    stepSize: divide(stepSize, secondMomentCorrection),
    decay: after(decay, dependency),
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
export function adamw(state: AdamwState, gradient: Value | RowGradient, setting: { rates: AdamwRates; decays: boolean }): AdamwState {
  const { rates } = setting;
  const firstMoment = addGradient(multiply(state.firstMoment, rates.keepFirst), gradient, (g) => multiply(g, rates.gainFirst));
  const secondMoment = addGradient(multiply(state.secondMoment, rates.keepSecond), gradient, (g) => multiply(square(g), rates.gainSecond));
  const next = { parameter: state.parameter, firstMoment, secondMoment };
  // A table that gets few rows is large: block by block its intermediate values stay small, and in the cache.
  const parameter = 'rows' in gradient ? concat(rowBlocks(state.parameter.shape).map((rows) => moved(rowsOf(next, rows), setting)), 0) : moved(next, setting);
  return { ...next, parameter };
}

function moved({ parameter, firstMoment, secondMoment }: AdamwState, { rates, decays }: { rates: AdamwRates; decays: boolean }): Value {
  const deviation = add(sqrt(secondMoment), rates.epsilon);
  const kept = decays ? multiply(parameter, rates.decay) : parameter;
  return subtract(kept, divide(multiply(firstMoment, rates.stepSize), deviation));
}

function rowsOf({ parameter, firstMoment, secondMoment }: AdamwState, rows: readonly [number, number]): AdamwState {
  return { parameter: slice(parameter, 0, rows), firstMoment: slice(firstMoment, 0, rows), secondMoment: slice(secondMoment, 0, rows) };
}

/** 4 MiB of f32. */
const blockValues = 2 ** 20;

function rowBlocks([rows = 0, ...rowShape]: Shape): readonly (readonly [number, number])[] {
  const most = Math.max(1, Math.floor(blockValues / elementCount(rowShape)));
  return Array.from({ length: Math.ceil(rows / most) }, (_, block) => [block * most, Math.min(rows, (block + 1) * most)] as const);
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
