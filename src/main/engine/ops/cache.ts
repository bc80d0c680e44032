/**
 * @file Attention over a cache of keys and values (ONNX Runtime's GroupQueryAttention). Where the runtime gives the old and the new cache one
 * buffer, a step writes only the new rows.
 */
import { isSameShape, sizeAt } from '../graph/shape';
import { float, int } from '../onnx/emitter';
import { mismatch, requireFloat, type Definitions } from './definition';

export const cache: Definitions<'cachedAttention'> = {
  cachedAttention: {
    infer: (inputs, { heads, groups }) => {
      const [query, key, value, keys, values, lastIndices, most] = inputs;
      const [batch = 0, positions = 0, width = 0] = query.shape;
      const size = width / heads;
      if (size % 8 !== 0) throw mismatch('cachedAttention', inputs, `the size of a head, ${size}, must be a multiple of 8.`);
      const fits =
        [key, value].every(({ shape }) => isSameShape(shape, [batch, positions, groups * size])) &&
        [keys, values].every(({ shape }) => isSameShape(shape, [batch, groups, sizeAt(shape, -2), size])) &&
        isSameShape(lastIndices.shape, [batch]) &&
        isSameShape(most.shape, [1]);
      if (!fits) throw mismatch('cachedAttention', inputs, `the caches must be those of ${heads} heads in ${groups} groups.`);
      const dataType = requireFloat('cachedAttention', query, key, value, keys, values);
      return [query, keys, values].map(({ shape }) => ({ dataType, shape }));
    },
    lower: (emitter, { attributes: { heads, groups, scale, softCap, window } }, names) =>
      emitter.emitMany('GroupQueryAttention', names, {
        domain: 'com.microsoft',
        attributes: {
          num_heads: int(heads),
          kv_num_heads: int(groups),
          scale: float(scale),
          ...(softCap !== undefined && { softcap: float(softCap) }),
          ...(window !== undefined && { local_window_size: int(window) }),
        },
        outputs: 3,
      }),
    gradient: 'unsupported',
  },
};
