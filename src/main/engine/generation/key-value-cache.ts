/** @file The keys and values of a batch of sequences: state that sessions extend in place, and the moves of sequences between batches. */
import type { Tensor } from '../graph/data-type';
import { elementCount } from '../graph/shape';
import { cacheSlots } from '../models/decoder-cache';
import type { DecoderConfig } from '../models/decoder-config';
import type { StateSlot } from '../runtime/runtime';

export interface KeyValueCache {
  readonly batch: number;
  /** The most tokens a sequence may have. */
  readonly capacity: number;
  /** [batch, groups, capacity, head size] of each. */
  readonly slots: readonly (StateSlot & { readonly tensor: Tensor<'f32'> })[];
}

export function createCache(config: DecoderConfig, batch: number, capacity: number): KeyValueCache {
  const slots = cacheSlots(config, batch, capacity).map(({ input, output, shape }) => {
    const tensor: Tensor<'f32'> = { dataType: 'f32', shape, data: new Float32Array(elementCount(shape)) };
    return { input, output, tensor };
  });
  return { batch, capacity, slots };
}

/** Where one sequence lies. */
export interface CachePlace {
  readonly cache: KeyValueCache;
  readonly sequence: number;
}

/** The first `tokens` tokens of a sequence. */
export function copySequence(from: CachePlace, to: CachePlace, tokens: number): void {
  for (const [index, { tensor }] of to.cache.slots.entries()) {
    const source = from.cache.slots[index]?.tensor.data;
    const [, groups = 0, capacity = 0, size = 0] = tensor.shape;
    for (let group = 0; group < groups; group++) {
      const start = (from.sequence * groups + group) * from.cache.capacity * size;
      tensor.data.set(source?.subarray(start, start + tokens * size) ?? [], (to.sequence * groups + group) * capacity * size);
    }
  }
}

export function cacheBytes({ slots }: KeyValueCache): number {
  return slots.reduce((sum, { tensor }) => sum + tensor.data.byteLength, 0);
}
