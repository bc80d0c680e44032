/** @file How dialogues are divided into parts (spec 1.3). Pure: positions in, part of each position out; each dialogue is in exactly one part. */
import { AppError } from '../contracts/errors';
import { createRandom, shuffled } from './random';

export type SplitPart = 'train' | 'valid' | 'test';

/** Weights of train, valid and test. */
export interface SplitRatios {
  readonly train: number;
  readonly valid: number;
  readonly test: number;
}

/** Reads `8:1:1` (train:valid:test) or `9:1` (train:test). */
export function parseRatios(text: string): SplitRatios {
  const weights = text.split(':').map(Number);
  const [train, second, third] = weights;
  const isReadable = weights.every((weight) => Number.isFinite(weight) && weight >= 0) && weights.some((weight) => weight > 0);
  if (!isReadable || weights.length > 3 || train === undefined || second === undefined) {
    throw new AppError('INVALID_INPUT', `The ratios "${text}" cannot be used: write train:valid:test such as 8:1:1, or train:test such as 9:1, with one of them above zero.`);
  }
  return third === undefined ? { train, valid: 0, test: second } : { train, valid: second, test: third };
}

/** Sizes of the held-out parts are rounded down, as published splits of 1,300 dialogues have 130 and 130; train takes the rest. */
export function partSizes(total: number, ratios: SplitRatios): Record<SplitPart, number> {
  const sum = ratios.train + ratios.valid + ratios.test;
  // The small term keeps 0.1 * 1300 from becoming 129 by floating-point error.
  const share = (weight: number): number => Math.floor((total * weight) / sum + 1e-9);
  const valid = share(ratios.valid);
  const test = ratios.train === 0 ? total - valid : share(ratios.test);
  return { train: total - valid - test, valid, test };
}

/** ESCA's published order: the first dialogues are valid, the next test, the rest train; nothing is shuffled. */
export function sequentialSplit(total: number, ratios: SplitRatios): SplitPart[] {
  const { valid, test } = partSizes(total, ratios);
  return Array.from({ length: total }, (_, position) => partAt(position, { valid, test }));
}

/** The same sizes over a seeded shuffle; equal seeds give equal splits everywhere. */
export function seededSplit(total: number, ratios: SplitRatios, seed: number): SplitPart[] {
  const { valid, test } = partSizes(total, ratios);
  const order = shuffled(
    Array.from({ length: total }, (_, position) => position),
    createRandom(seed),
  );
  const parts: SplitPart[] = Array.from({ length: total }, () => 'train');
  for (const [rank, position] of order.entries()) parts[position] = partAt(rank, { valid, test });
  return parts;
}

/** The part that a file name announces, or null: whole words only, so that `contest.json` is no test file. */
export function partOfFileName(name: string): SplitPart | null {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  if (words.includes('train') || words.includes('training')) return 'train';
  if (['valid', 'val', 'dev', 'validation'].some((word) => words.includes(word))) return 'valid';
  return words.includes('test') || words.includes('testing') ? 'test' : null;
}

/** Parts by source file; null where a file announces none or only one part would exist. */
export function fileSplit(fileNames: readonly string[]): SplitPart[] | null {
  const partByFile = new Map([...new Set(fileNames)].map((name) => [name, partOfFileName(name)]));
  if (new Set(partByFile.values()).size < 2) return null;
  const parts = fileNames.map((name) => partByFile.get(name) ?? null);
  return parts.includes(null) ? null : (parts as SplitPart[]);
}

function partAt(rank: number, sizes: { valid: number; test: number }): SplitPart {
  if (rank < sizes.valid) return 'valid';
  return rank < sizes.valid + sizes.test ? 'test' : 'train';
}
