/**
 * @file Which examples are learnt from together: an example goes into the smallest bucket that holds it, and a batch is of one bucket. The order
 * of an epoch depends on the seed and the epoch alone, so that a training resumes in its midst without having kept any random state.
 */
import { AppError } from '#shared/contracts/errors';
import { createRandom, shuffled } from '#shared/domain/random';

/** The bucket of each example: positions of the smallest that holds it. */
export function bucketsOf<Example>(examples: readonly Example[], lengthOf: (example: Example) => number, bucketLengths: readonly number[]): number[] {
  return examples.map((example, index) => {
    const needed = lengthOf(example);
    const fitting = bucketLengths.filter((length) => length >= needed);
    if (fitting.length === 0) {
      throw new AppError('INVALID_INPUT', `Example ${index + 1} has ${needed} positions, the longest bucket ${Math.max(...bucketLengths)}. Cut examples to that length, or add a bucket of ${needed}.`);
    }
    return Math.min(...fitting);
  });
}

/** Indices of examples in batches, bucket by bucket in their order. Only the last batch of a bucket may be smaller. */
export function orderedBatches(buckets: readonly number[], batchSize: number): number[][] {
  return byBucket(buckets).flatMap((indices) => inGroups(indices, batchSize));
}

/** The batches of an epoch, in an order that mixes the buckets. Every epoch has equally many. */
export function epochBatches(buckets: readonly number[], batchSize: number, { seed, epoch }: { readonly seed: number; readonly epoch: number }): number[][] {
  const random = createRandom(seed + 0xc2b2ae35 * epoch);
  return shuffled(byBucket(buckets).flatMap((indices) => inGroups(shuffled(indices, random), batchSize)), random);
}

/** Neighbours in groups of `size`; the last may be smaller. */
export function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) => items.slice(group * size, (group + 1) * size));
}

function byBucket(buckets: readonly number[]): number[][] {
  const groups = Map.groupBy(buckets.keys(), (index) => buckets[index] ?? 0);
  return [...groups].sort(([a], [b]) => a - b).map(([, indices]) => indices);
}
