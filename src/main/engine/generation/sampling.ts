/**
 * @file Chooses the next token from a row of scores: repetition penalty (Keskar et al. 2019), temperature, top-k (Fan et al. 2018), top-p
 * (Holtzman et al. 2020), in the order of transformers. Pure; one random number a token.
 */
import { AppError } from '#shared/contracts/errors';
import type { Random } from '#shared/domain/random';
import type { Sampling, TokenLogProb } from '../inference/types';
import { largestIndices } from './largest';

export interface TokenContext {
  /** Tokens of the prompt and of the text so far. */
  readonly seen: ReadonlySet<number>;
  readonly random: Random;
}

/** `logits` [vocabulary]. */
export function chooseToken(logits: Float32Array, sampling: Sampling, { seen, random }: TokenContext): number {
  const { temperature = 0, topK = Infinity, topP = 1, repetitionPenalty = 1 } = sampling;
  const scores = repetitionPenalty === 1 ? logits : penalised(logits, seen, repetitionPenalty);
  if (temperature === 0) return largestIndices(scores, 1)[0] ?? 0;
  const draw = random.next();
  if (topP < 1) return drawFrom(nucleus(scores, { temperature, topK, topP }), draw);
  const candidates = topK < scores.length ? largestIndices(scores, topK) : Uint32Array.from(scores.keys());
  return drawFrom(weigh(scores, candidates, temperature), draw);
}

/** The natural logarithms of the softmax at these tokens. */
export function logProbabilities(logits: Float32Array, tokenIds: readonly number[]): TokenLogProb[] {
  const normaliser = logSumExp(logits, 1);
  return tokenIds.map((tokenId) => ({ tokenId, logProb: (logits[tokenId] ?? NaN) - normaliser }));
}

export function checkSampling({ temperature = 0, topK = 1, topP = 1, repetitionPenalty = 1 }: Sampling): void {
  const refuse = (name: string, value: number, needed: string): never => {
    throw new AppError('INVALID_INPUT', `${name} is ${value}; ${needed} is needed.`);
  };
  if (!(temperature >= 0 && temperature < Infinity)) refuse('temperature', temperature, 'a number from 0');
  if (!(Number.isInteger(topK) && topK > 0)) refuse('topK', topK, 'a whole number from 1');
  if (!(topP > 0 && topP <= 1)) refuse('topP', topP, 'a number above 0 and up to 1');
  if (!(repetitionPenalty > 0 && repetitionPenalty < Infinity)) refuse('repetitionPenalty', repetitionPenalty, 'a number above 0');
}

function penalised(logits: Float32Array, seen: ReadonlySet<number>, penalty: number): Float32Array {
  const scores = logits.slice();
  for (const tokenId of seen) {
    const score = scores[tokenId] ?? 0;
    scores[tokenId] = score < 0 ? score * penalty : score / penalty;
  }
  return scores;
}

interface Weighed {
  readonly tokenIds: ArrayLike<number>;
  /** In the order of the tokens; they need not sum to 1. */
  readonly weights: Float64Array;
}

/** e^((score - most) / temperature) */
function weigh(scores: Float32Array, tokenIds: ArrayLike<number>, temperature: number): Weighed {
  let most = -Infinity;
  for (let at = 0; at < tokenIds.length; at++) most = Math.max(most, scores[tokenIds[at] as number] as number);
  const weights = Float64Array.from(tokenIds, (tokenId) => Math.exp(((scores[tokenId] as number) - most) / temperature));
  return { tokenIds, weights };
}

/** The fewest likeliest tokens that have `topP` of the probability of the top-k. Few are sorted at first, as few are usually enough. */
function nucleus(scores: Float32Array, { temperature, topK, topP }: { temperature: number; topK: number; topP: number }): Weighed {
  const limit = Math.min(topK, scores.length);
  const whole = limit < scores.length ? undefined : logSumExp(scores, temperature);
  for (let count = Math.min(limit, whole === undefined ? limit : 64); ; count = Math.min(limit, 16 * count)) {
    const { tokenIds, weights } = weigh(scores, largestIndices(scores, count), temperature);
    const most = (scores[tokenIds[0] as number] as number) / temperature;
    const total = whole === undefined ? weights.reduce((sum, weight) => sum + weight, 0) : Math.exp(whole - most);
    let reached = 0;
    for (const [index, weight] of weights.entries()) {
      reached += weight;
      if (reached >= topP * total) return { tokenIds, weights: weights.subarray(0, index + 1) };
    }
    if (count === limit) return { tokenIds, weights };
  }
}

function drawFrom({ tokenIds, weights }: Weighed, draw: number): number {
  let rest = draw * weights.reduce((sum, weight) => sum + weight, 0);
  let last = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = index;
    rest -= weight;
    if (rest < 0) break;
  }
  return tokenIds[last] ?? 0;
}

/** log sum e^(x / temperature), without overflow. */
function logSumExp(values: Float32Array, temperature: number): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (const value of values) sum += Math.exp((value - most) / temperature);
  return most / temperature + Math.log(sum);
}
