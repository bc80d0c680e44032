/**
 * @file A decoder that reads new tokens after those in its cache: the whole prompt in one run (prefill), then one token a run (decode). It is the
 * model of decoder.ts with another way of attending.
 */
import type { Value } from '../graph/graph';
import type { Shape } from '../graph/shape';
import { cachedAttention, gatherRows, reshape } from '../ops/build';
import { decoderLayers, decoderLogits, embed, type Attend, type Decoder } from './decoder';
import type { DecoderConfig } from './decoder-config';

export interface CachedInputs {
  /** [batch, new tokens] of i64; shorter sequences are filled on the right. */
  readonly tokenIds: Value;
  /** [batch, new tokens] of i64: how many tokens come before each in its sequence. */
  readonly positionIds: Value;
  /** [batch] of i64: the row (sequence * new tokens + index) of each sequence's last token. */
  readonly lastRows: Value;
  /** [batch] of i32: the position of each sequence's last token. */
  readonly lastPositions: Value;
  /** [1] of i32: the most tokens that any sequence has, those of the cache included. */
  readonly mostTokens: Value;
}

/** One layer's keys or values: state that each run reads and extends, zeros before the first. */
export interface CacheSlot {
  readonly input: string;
  readonly output: string;
  readonly shape: Shape;
}

/** Adds the model to the inputs' graph. `capacity` is the most tokens that a sequence may come to have. */
export function decodeNext(decoder: Decoder, inputs: CachedInputs, capacity: number): { readonly logits: Value; readonly cache: readonly CacheSlot[] } {
  const { config } = decoder;
  const { graph } = inputs.tokenIds;
  const [batch = 0, positions = 0] = inputs.tokenIds.shape;
  const cache = cacheSlots(config, batch, capacity);
  const attend: Attend = ({ query, key, value }, layer) => {
    const flat = (x: Value, heads: number): Value => reshape(x, [batch, positions, heads * config.headSize]);
    const [keySlot, valueSlot] = cache.slice(2 * layer) as [CacheSlot, CacheSlot];
    const past = (slot: CacheSlot): Value => graph.input(slot.input, graph.floatType, slot.shape);
    const [mixed, keys, values] = cachedAttention(
      [flat(query, config.heads), flat(key, config.groups), flat(value, config.groups), past(keySlot), past(valueSlot), inputs.lastPositions, inputs.mostTokens],
      { heads: config.heads, groups: config.groups, scale: config.attentionScale, softCap: config.attentionSoftCap, window: config.windowOfLayer(layer) },
    );
    graph.output(keySlot.output, keys);
    graph.output(valueSlot.output, values);
    return reshape(mixed, [batch * positions, config.heads * config.headSize]);
  };
  const hidden = decoderLayers(decoder, { embedded: embed(decoder, inputs), positionIds: inputs.positionIds, positionCount: capacity, attend });
  return { logits: decoderLogits(decoder, gatherRows(hidden, inputs.lastRows)), cache };
}

/** Keys and values of each layer in turn. */
export function cacheSlots({ layers, groups, headSize }: DecoderConfig, batch: number, capacity: number): readonly CacheSlot[] {
  const names = Array.from({ length: layers }, (_, layer) => [`cache/${layer}/keys`, `cache/${layer}/values`]).flat();
  return names.map((name) => ({ input: name, output: `next/${name}`, shape: [batch, groups, capacity, headSize] }));
}
