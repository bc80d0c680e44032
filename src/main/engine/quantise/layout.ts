/**
 * @file What the quantised form of a model holds, tensor by tensor in the order of its bytes: linear layers in blocks, everything else (embeddings,
 * norms, biases) as it is stored. Reads and writes nothing.
 */
import { AppError } from '#shared/contracts/errors';
import { expectedTensors } from '../checkpoint/expected-tensors';
import type { ModelFolder } from '../checkpoint/model-folder';
import type { TensorLocation } from '../checkpoint/safetensors-header';
import { bytesPerValue, type StoredType } from '../checkpoint/stored-type';
import { blockShape, type BlockBits } from './blocks';

export interface QuantisedLayout {
  readonly kept: readonly KeptTensor[];
  readonly layers: readonly QuantisedLayer[];
  /** All tensors of the file. */
  readonly parts: readonly Part[];
}

export interface KeptTensor {
  /** By the architecture in config.json, whatever the source calls it. */
  readonly name: string;
  readonly dtype: 'f32' | 'f16' | 'bf16';
  readonly source: TensorLocation;
}

export interface QuantisedLayer {
  readonly layer: string;
  readonly bits: BlockBits;
  readonly shape: readonly [outputs: number, inputs: number];
  readonly source: TensorLocation;
}

export interface Part {
  readonly name: string;
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly lengthBytes: number;
}

export const partNames = { codes: 'codes', scales: 'scales', zeroPoints: 'zero_points' } as const;
export const checksumName = 'checksum';

/** A decoder's layers at `bits`; the output layer, which decides between tokens that are close, always at 8. A tied one is quantised beside its table. */
export function layoutOf({ config, weights, folder }: ModelFolder, bits: BlockBits): QuantisedLayout {
  if (config.kind !== 'decoder') throw new AppError('UNSUPPORTED', `${folder.label}: ${config.architecture} cannot be quantised; only decoders can.`);
  const kept: KeptTensor[] = [];
  const layers: QuantisedLayer[] = [];
  for (const { name, shape: [outputs = 0, inputs = 0] } of expectedTensors(config)) {
    const source = weights.tensorLocation(name);
    const isOutput = name === 'lm_head.weight';
    const isTied = config.head === 'causal-lm' && config.shape.isTied && name === 'model.embed_tokens.weight';
    const isLinear = isOutput || name.endsWith('_proj.weight');
    if (!isLinear) kept.push({ name, dtype: keptType(source), source });
    if (isLinear || isTied) layers.push({ layer: name.slice(0, -'.weight'.length), bits: isOutput || isTied ? 8 : bits, shape: [outputs, inputs], source });
  }
  return { kept, layers, parts: partsOf(kept, layers) };
}

/** 16-bit tensors come after all 32-bit ones, bytes last, so that each starts at a multiple of its width; codes are multiples of 16 bytes. */
function partsOf(kept: readonly KeptTensor[], layers: readonly QuantisedLayer[]): readonly Part[] {
  const keptPart = ({ name, dtype, source: { shape } }: KeptTensor): Part => part(name, dtype, shape);
  const sizes = layers.map(({ layer, bits, shape }) => ({ layer, ...blockShape(shape, bits) }));
  return [
    ...kept.filter(({ dtype }) => dtype === 'f32').map(keptPart),
    ...sizes.flatMap(({ layer, outputs, blocks, bytesPerBlock }) => [
      part(`${layer}.${partNames.codes}`, 'u8', [outputs, blocks, bytesPerBlock]),
      part(`${layer}.${partNames.scales}`, 'f32', [outputs, blocks]),
    ]),
    ...kept.filter(({ dtype }) => dtype !== 'f32').map(keptPart),
    ...sizes.map(({ layer, outputs, zeroPointBytes }) => part(`${layer}.${partNames.zeroPoints}`, 'u8', [outputs, zeroPointBytes])),
    part(checksumName, 'u8', [4]),
  ];
}

function part(name: string, dtype: StoredType, shape: readonly number[]): Part {
  return { name, dtype, shape, lengthBytes: shape.reduce((product, size) => product * size, bytesPerValue[dtype]) };
}

/** float64 is narrowed, as everywhere. */
function keptType({ dtype }: TensorLocation): KeptTensor['dtype'] {
  return dtype === 'f16' || dtype === 'bf16' ? dtype : 'f32';
}
