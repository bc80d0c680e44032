/** @file What a sweep tries: a grid, random samples, or nothing but seeds; every combination once a seed. Pure and seeded. */
import { z } from 'zod';
import { Json } from '../json';
import { createRandom, type Random } from '../random';

export const maxSweepRuns = 500;

export const Seed = z.int().min(0, 'a seed is a whole number of 0 or more').max(2 ** 32 - 1, 'a seed is below 2 to the power of 32');

const path = z.string().min(1).max(200).regex(/^[^"\\]+$/, 'a path has no quotes and no backslashes');
const Choice = z.object({ path, values: z.array(Json).min(1).max(100) });
const Range = z
  .object({ path, from: z.number(), to: z.number(), scale: z.enum(['linear', 'log']).default('linear'), isInteger: z.boolean().default(false) })
  .refine(({ from, to }) => from < to, 'a range goes from a smaller to a larger number')
  .refine(({ from, scale }) => scale === 'linear' || from > 0, 'a logarithmic range begins above 0');

export const SweepPlan = z.object({
  search: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('grid'), parameters: z.array(Choice).min(1).max(10) }),
    z.object({
      mode: z.literal('random'),
      parameters: z.array(z.union([Choice, Range])).min(1).max(10),
      samples: z.int().min(1).max(maxSweepRuns),
      /** Of the sampling; what the runs themselves get is in `seeds`. */
      seed: Seed.default(13),
    }),
    z.object({ mode: z.literal('seeds') }),
  ]),
  seeds: z.array(Seed).min(1).max(100).default([13]),
});
export type SweepPlan = z.output<typeof SweepPlan>;

export interface SweepTrial {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly seed: number;
}

/** All trials, seeds varying fastest. */
export function expandSweep({ search, seeds }: SweepPlan): SweepTrial[] {
  const combinations = search.mode === 'grid' ? grid(search.parameters) : search.mode === 'random' ? samples(search) : [{}];
  return combinations.flatMap((parameters) => seeds.map((seed) => ({ parameters, seed })));
}

/** How many runs it makes, without making the list. */
export function countTrials({ search, seeds }: SweepPlan): number {
  if (search.mode === 'seeds') return seeds.length;
  return seeds.length * (search.mode === 'random' ? search.samples : search.parameters.reduce((product, { values }) => product * values.length, 1));
}

function grid(parameters: readonly z.output<typeof Choice>[]): Record<string, Json>[] {
  return parameters.reduce<Record<string, Json>[]>((combinations, { path: at, values }) => combinations.flatMap((one) => values.map((value) => ({ ...one, [at]: value }))), [{}]);
}

function samples({ parameters, samples: count, seed }: Extract<SweepPlan['search'], { mode: 'random' }>): Record<string, Json>[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => Object.fromEntries(parameters.map((parameter) => [parameter.path, sample(parameter, random)])));
}

function sample(parameter: z.output<typeof Choice> | z.output<typeof Range>, random: Random): Json {
  if ('values' in parameter) return parameter.values[random.integer(parameter.values.length)] ?? null;
  const { from, to, scale, isInteger } = parameter;
  const share = random.next();
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  return isInteger ? Math.round(value) : value;
}
