/** @file The weights of a decoder in blocks of 8 or 4 bits, as a source for its graphs: made once from the model's folder, then mapped from a cache file. */
import { basename, dirname } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { ModelFolder } from '../checkpoint/model-folder';
import type { TensorLocation } from '../checkpoint/safetensors-header';
import type { Graph, Value, WeightLocation } from '../graph/graph';
import type { WeightSource } from '../inference/weight-source';
import { frozenWeights, type Weights } from '../nn/weights';
import { blockGemm } from '../ops/build';
import { blockSize, type BlockBits } from './blocks';
import { partNames } from './layout';
import { quantisedFile, type QuantisedFile } from './quantised-file';

export interface Quantisation {
  readonly bits: BlockBits;
  /** Made if absent. The file in it is as large as the quantised model. */
  readonly cacheFolder: string;
  /**
   * Inputs of the layers are rounded to 8 bits too, as the fast kernels need; default true. Costs about 0.6 % of each product, where the weights
   * cost 0.5 % at 8 bits and 8 % at 4 (of trained weights; root mean squares).
   */
  readonly roundsInputs?: boolean;
}

export async function quantisedWeights(model: ModelFolder, { bits, cacheFolder, roundsInputs = true }: Quantisation): Promise<WeightSource> {
  const file = await quantisedFile(model, bits, cacheFolder);
  const { layers, parts } = file.layout;
  const isCode = new Set(layers.map(({ layer }) => `${layer}.${partNames.codes}`));
  const packedBytes = parts.reduce((sum, { name, lengthBytes }) => sum + (isCode.has(name) ? lengthBytes : 0), 0);
  return { folder: dirname(file.path), fed: new Map(), packedBytes, weightsOf: (graph) => weightsFrom(graph, file, roundsInputs) };
}

function weightsFrom(graph: Graph, { tensors, layout }: QuantisedFile, roundsInputs: boolean): Weights {
  const bitsOf = new Map(layout.layers.map(({ layer, bits }) => [layer, bits]));
  const known = new Map<string, Value>();
  const locate = (name: string): TensorLocation => {
    const location = tensors.get(name);
    if (location === undefined) throw new AppError('INVALID_INPUT', `The quantised model has no tensor "${name}".`);
    return location;
  };
  const part = (name: string, dataType: 'f32' | 'u8'): Value => {
    const location = locate(name);
    const value = known.get(name) ?? graph.weight(name, { dataType, shape: location.shape }, placeOf(location, dataType));
    known.set(name, value);
    return value;
  };
  return {
    ...frozenWeights(graph, (name) => {
      const location = locate(name);
      return placeOf(location, location.dtype === 'f16' || location.dtype === 'bf16' ? location.dtype : 'f32');
    }),
    linear: (layer, x) => {
      const bits = bitsOf.get(layer);
      if (bits === undefined) return undefined;
      const inputs = [x, part(`${layer}.${partNames.codes}`, 'u8'), part(`${layer}.${partNames.scales}`, 'f32'), part(`${layer}.${partNames.zeroPoints}`, 'u8')] as const;
      return blockGemm(inputs, { bits, blockSize, roundsInputs });
    },
  };
}

function placeOf({ file, offsetBytes, lengthBytes }: TensorLocation, storedAs: WeightLocation['storedAs']): WeightLocation {
  return { storedAs, file: basename(file), offsetBytes, lengthBytes };
}
