/**
 * @file Preference bias B (Kang et al. 2024; spec M-7): how unevenly a model prefers strategies, by Bradley-Terry strengths of the labels'
 * "wins". Predicting i where j was gold is a win of i over j. B is the population standard deviation of the strengths, whose mean is 1.
 */
import { AppError } from '#shared/contracts/errors';

/**
 * What to do where the published iteration divides by zero: `limit` takes the value that the strengths tend to, `pseudoCount` adds half a win
 * to every pair first, `crash` refuses as the published code does.
 */
export const biasGuards = ['limit', 'pseudoCount', 'crash'] as const;
export type BiasGuard = (typeof biasGuards)[number];

export type DegenerateReason = 'no-confusions' | 'undefeated' | 'isolated';

export interface PreferenceBias {
  /** 0 (no preference) .. sqrt(labels - 1). */
  readonly bias: number;
  /** Strength of every label; they sum to the number of labels. */
  readonly preference: readonly number[];
  /** Set where the value comes from a guard rule and not from the iteration. */
  readonly degenerate: DegenerateReason | null;
}

export interface PreferenceBiasOptions {
  readonly guard?: BiasGuard;
  /** Published: 20; more change nothing where the iteration has converged. */
  readonly sweeps?: number;
}

const publishedSweeps = 20;
const pseudoWins = 0.5;

/** `counts` as in confusion.ts: [gold][predicted] with one more column of unparsed predictions, which prefer nothing. */
export function preferenceBias(counts: Float64Array, labels: number, options: PreferenceBiasOptions = {}): PreferenceBias {
  const { guard = 'limit', sweeps = publishedSweeps } = options;
  const wins = winTable(counts, labels, guard === 'pseudoCount' ? pseudoWins : 0);
  if (guard === 'crash') return withoutGuard(wins, sweeps);

  const all = wins.map((_, label) => label);
  const hasWins = all.map((label) => sum(wins[label] ?? []) > 0);
  const hasLosses = all.map((label) => sum(wins.map((row) => row[label] ?? 0)) > 0);
  const isolated = all.filter((label) => !(hasWins[label] ?? false) && !(hasLosses[label] ?? false));
  const undefeated = all.filter((label) => (hasWins[label] ?? false) && !(hasLosses[label] ?? false));
  if (isolated.length === labels) return result(all.map(() => 1), 'no-confusions');

  const strengths = undefeated.length > 0 ? all.map((label) => (undefeated.includes(label) ? 1 : 0)) : iterate(wins, sweeps);
  const fitted = all.filter((label) => !isolated.includes(label));
  const scale = fitted.length / sum(fitted.map((label) => strengths[label] ?? 0));
  const preference = strengths.map((strength, label) => (isolated.includes(label) ? 1 : strength * scale));
  return result(preference, degenerateReason(undefeated.length > 0, isolated.length > 0));
}

/** The strengths' population standard deviation; what published tables print as B from their per-strategy columns. */
export function biasOf(preference: readonly number[]): number {
  const mean = sum(preference) / preference.length;
  return Math.sqrt(sum(preference.map((strength) => (strength - mean) ** 2)) / preference.length);
}

function degenerateReason(isUndefeated: boolean, isIsolated: boolean): DegenerateReason | null {
  if (isUndefeated) return 'undefeated';
  return isIsolated ? 'isolated' : null;
}

function result(preference: readonly number[], degenerate: DegenerateReason | null): PreferenceBias {
  return { bias: biasOf(preference), preference, degenerate };
}

/** wins[i][j]: how often i was predicted where j was gold. */
function winTable(counts: Float64Array, labels: number, pseudo: number): number[][] {
  const width = labels + 1;
  return Array.from({ length: labels }, (_, i) =>
    Array.from({ length: labels }, (_, j) => (i === j ? 0 : (counts[j * width + i] ?? 0) + pseudo)),
  );
}

/**
 * The published iteration: in each sweep every strength in turn, in place,
 *   p_i = sum_j w_ij p_j / (p_i + p_j)  /  sum_j w_ji / (p_i + p_j),
 * then all divided by the geometric mean of the positive ones. A pair of two zeros adds to neither sum; 0 / 0 is 0.
 */
function iterate(wins: readonly (readonly number[])[], sweeps: number): number[] {
  const strengths = wins.map(() => 1);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const i of strengths.keys()) strengths[i] = updated(wins, strengths, i);
    const positive = strengths.filter((strength) => strength > 0);
    const geometricMean = Math.exp(sum(positive.map(Math.log)) / positive.length);
    for (const [i, strength] of strengths.entries()) strengths[i] = strength / geometricMean;
  }
  return strengths;
}

function updated(wins: readonly (readonly number[])[], strengths: readonly number[], i: number): number {
  const own = strengths[i] ?? 0;
  let won = 0;
  let lost = 0;
  for (const [j, other] of strengths.entries()) {
    if (j === i || own + other === 0) continue;
    won += ((wins[i]?.[j] ?? 0) * other) / (own + other);
    lost += (wins[j]?.[i] ?? 0) / (own + other);
  }
  return lost === 0 ? 0 : won / lost;
}

/** Refuses what the published script divides by zero on: no losses of a label, or several labels that are never predicted. */
function withoutGuard(wins: readonly (readonly number[])[], sweeps: number): PreferenceBias {
  const isUnbeaten = wins.some((_, label) => wins.every((row) => (row[label] ?? 0) === 0));
  const neverPredicted = wins.filter((row) => sum(row) === 0).length;
  if (isUnbeaten || neverPredicted > 1) {
    throw new AppError('INVALID_INPUT', 'The published computation of B divides by zero on these predictions: choose the guard "limit" or "pseudoCount".');
  }
  const strengths = iterate(wins, sweeps);
  const total = sum(strengths);
  return result(strengths.map((strength) => (strength * strengths.length) / total), null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
