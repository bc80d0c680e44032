/**
 * @file Proximal policy optimisation (Schulman et al. 2017) for a Gaussian policy over continuous actions such as soft prompts (spec E-7).
 *   loss = -mean min(r A, clip(r, 1 - eps, 1 + eps) A) + c_v mean (V - R)^2 - c_e entropy,  r = e^(log p - log p_old)
 * The action is a constant: drawn once, stored, and scored under the current policy. Scoring a sample that still carries the
 * gradient of its own mean gives a log-probability that does not depend on the mean at all.
 */
import type { Value } from '../graph/graph';
import { add, clip, divide, exp, minimum, multiply, negate, scale, shift, square, stopGradient, subtract, sum } from '../ops/build';
import { squaredError } from './squared-error';
import { weightedSum, type LossResult } from './reduction';

export interface Gaussian {
  /** [samples, ...size] */
  readonly mean: Value;
  /** Broadcastable to the mean. */
  readonly logDeviation: Value;
}

/**
 * log N(action; mean, deviation^2) of each sample, [samples]: the sum over its dimensions, or with `averages` their mean, which keeps
 * the ratio of two policies finite when there are many dimensions.
 */
export function gaussianLogProbability({ mean, logDeviation }: Gaussian, action: Value, { averages }: { readonly averages: boolean }): Value {
  const standardised = divide(subtract(stopGradient(action), mean), exp(logDeviation));
  const perDimension = shift(negate(add(scale(square(standardised), 0.5), logDeviation)), -0.5 * Math.log(2 * Math.PI));
  const axes = mean.shape.map((_, axis) => axis).slice(1);
  const dimensions = axes.reduce((count, axis) => count * (mean.shape[axis] ?? 1), 1);
  return scale(sum(perDimension, axes), averages ? 1 / dimensions : 1);
}

export interface PpoBatch {
  /** [samples]: of the stored actions, under the current policy and (a constant) under the one that drew them. */
  readonly logProbability: Value;
  readonly oldLogProbability: Value;
  /** [samples], constants. */
  readonly advantages: Value;
  /** [samples]: the value head, and the returns that it should predict. */
  readonly values: Value;
  readonly returns: Value;
  /** Scalar: mean entropy of the policy. */
  readonly entropy: Value;
  /** [samples], summing to 1. */
  readonly weights: Value;
}

export interface PpoSettings {
  readonly clipRange: number;
  readonly valueCoefficient: number;
  readonly entropyCoefficient: number;
}

export function ppo(batch: PpoBatch, { clipRange, valueCoefficient, entropyCoefficient }: PpoSettings): LossResult {
  const { advantages, weights, entropy } = batch;
  const ratio = exp(subtract(batch.logProbability, batch.oldLogProbability));
  const surrogate = minimum(multiply(ratio, advantages), multiply(clip(ratio, 1 - clipRange, 1 + clipRange), advantages));
  const policyLoss = negate(weightedSum(surrogate, weights));
  const valueLoss = squaredError(batch.values, batch.returns, weights);
  return {
    loss: add(add(policyLoss, scale(valueLoss, valueCoefficient)), scale(entropy, -entropyCoefficient)),
    metrics: { 'loss/policy': policyLoss, 'loss/value': valueLoss, 'policy/entropy': entropy, 'policy/ratio': weightedSum(ratio, weights) },
  };
}

/** Entropy of one dimension, averaged over all: log deviation + log(2 pi e) / 2. */
export function gaussianEntropy({ logDeviation }: Gaussian): Value {
  const count = logDeviation.shape.reduce((product, size) => product * size, 1);
  return shift(scale(sum(logDeviation), 1 / count), 0.5 * Math.log(2 * Math.PI * Math.E));
}
