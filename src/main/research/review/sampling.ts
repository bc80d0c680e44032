/** @file Drawing items for people: at random, stratified by a value, or where annotators disagree most. Pure and seeded; knows items by index only. */
import { createRandom, shuffled } from '#shared/domain/random';

export type Allocation = 'proportional' | 'equal';

/** `count` of `size` indices, every set of them equally likely; ascending. */
export function drawRandom(size: number, count: number, seed: number): number[] {
  return shuffled(indices(size), createRandom(seed)).slice(0, count).toSorted(ascending);
}

/**
 * Exactly `count` indices, from every stratum its quota, at random within it; ascending.
 * @param strata stratum of each item
 */
export function drawStratified(strata: readonly string[], options: { count: number; order: readonly string[]; allocation: Allocation; seed: number }): number[] {
  const random = createRandom(options.seed);
  const members = Map.groupBy(indices(strata.length), (index) => strata[index] ?? '');
  const names = [...options.order.filter((name) => members.has(name)), ...[...members.keys()].filter((name) => !options.order.includes(name))];
  const groups = names.map((name) => members.get(name) ?? []);
  const quotas = stratumQuotas(
    groups.map((group) => group.length),
    options.count,
    options.allocation,
  );
  return groups.flatMap((group, stratum) => shuffled(group, random).slice(0, quotas[stratum])).toSorted(ascending);
}

/** The `count` indices of the highest scores, equal ones in a seeded order; null scores come last. In the order of their scores. */
export function drawHighest(scores: readonly (number | null)[], count: number, seed: number): number[] {
  const order = shuffled(indices(scores.length), createRandom(seed));
  return order.toSorted((a, b) => (scores[b] ?? -1) - (scores[a] ?? -1)).slice(0, count);
}

/**
 * How many of `count` fall on strata of these sizes. Proportional: by largest remainders, at equal ones the earlier stratum. Equal: one after the
 * other in turns until all are given; a stratum that is used up leaves the rest to the others.
 */
export function stratumQuotas(sizes: readonly number[], count: number, allocation: Allocation): number[] {
  return allocation === 'equal' ? equalQuotas(sizes, count) : proportionalQuotas(sizes, count);
}

function proportionalQuotas(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return sizes.map(() => 0);
  const wanted = Math.min(count, total);
  const quotas = sizes.map((size) => Math.floor((wanted * size) / total));
  // Remainders as whole numbers, so that equal ones compare equal.
  const byRemainder = indices(sizes.length).toSorted((a, b) => ((wanted * (sizes[b] ?? 0)) % total) - ((wanted * (sizes[a] ?? 0)) % total) || a - b);
  const missing = wanted - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const stratum of byRemainder.slice(0, missing)) quotas[stratum] = (quotas[stratum] ?? 0) + 1;
  return quotas;
}

function equalQuotas(sizes: readonly number[], count: number): number[] {
  const quotas = sizes.map(() => 0);
  let missing = count;
  for (let hasRoom = true; hasRoom && missing > 0; ) {
    hasRoom = false;
    for (const [stratum, size] of sizes.entries()) {
      if (missing === 0 || (quotas[stratum] ?? 0) >= size) continue;
      quotas[stratum] = (quotas[stratum] ?? 0) + 1;
      missing -= 1;
      hasRoom = true;
    }
  }
  return quotas;
}

function indices(size: number): number[] {
  return Array.from({ length: size }, (_, index) => index);
}

function ascending(a: number, b: number): number {
  return a - b;
}
