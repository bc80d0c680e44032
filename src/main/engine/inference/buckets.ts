/** @file Sizes that graphs are made for: shapes are static, so what is fed is filled up to the next of these. */

/** The next power of two. */
export function powerBucket(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, count)));
}

/** At most an eighth of it is filler; 16 and its multiples. */
export function fineBucket(count: number): number {
  const step = Math.max(16, powerBucket(count) / 8);
  return step * Math.ceil(Math.max(1, count) / step);
}

export function filled(numbers: readonly number[], length: number, filler = 0): number[] {
  return [...numbers, ...Array.from({ length: length - numbers.length }, () => filler)];
}
