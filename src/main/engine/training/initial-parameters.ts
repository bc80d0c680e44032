/** @file The first values of trained parameters: drawn from a seed, or read from a checkpoint. */
import { AppError } from '#shared/contracts/errors';
import { createRandom, type Random } from '#shared/domain/random';
import { readTensor } from '../checkpoint/safetensors-read';
import type { StoredWeights } from '../checkpoint/stored-weights';
import { describeShape, elementCount, isSameShape } from '../graph/shape';
import type { Model } from './types';

/**
 * As transformers and PEFT begin: matrices normal with deviation 0.02, norms 1, biases 0, adapters uniform in A and 0 in B, so that an
 * adapted model begins as its base. Each depends on the seed and its own name.
 */
export function seededParameters(seed: number, deviation = 0.02): Model['initialise'] {
  return (name, shape) => {
    const random = createRandom(seed + hashOf(name));
    const count = elementCount(shape);
    if (name.endsWith('.bias') || name.includes('.lora_B.')) return new Float32Array(count);
    if (shape.length < 2) return new Float32Array(count).fill(1);
    if (!name.includes('.lora_A.')) return normal(random, count, deviation);
    const bound = (shape[1] ?? 1) ** -0.5;
    return Float32Array.from({ length: count }, () => (2 * random.next() - 1) * bound);
  };
}

/** From the files of a model. `otherwise` begins what they do not hold, such as a new head; without it that is an error. */
export function storedParameters(weights: StoredWeights, otherwise?: Model['initialise']): Model['initialise'] {
  return async (name, shape) => {
    if (otherwise !== undefined && weights.find(name) === undefined) return await otherwise(name, shape);
    const location = weights.tensorLocation(name);
    if (!isSameShape(location.shape, shape)) {
      throw new AppError('INVALID_INPUT', `${location.file}: the tensor "${location.name}" has shape ${describeShape(location.shape)}, the model asks for ${describeShape(shape)}; they are of different models.`);
    }
    return await readTensor(location);
  };
}

/** Box and Muller (1958). */
function normal(random: Random, count: number, deviation: number): Float32Array {
  const values = new Float32Array(count);
  for (let at = 0; at < count; at += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    values[at] = radius * Math.cos(angle);
    if (at + 1 < count) values[at + 1] = radius * Math.sin(angle);
  }
  return values;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
