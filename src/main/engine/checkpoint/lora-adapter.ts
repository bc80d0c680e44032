/**
 * @file LoRA adapters in PEFT's format (Hu et al. 2021, arXiv 2106.09685): W' = W + scaling * B A, with A [rank, in] and B [out, rank].
 * Scaling is alpha / rank, or alpha / sqrt(rank) where rank-stabilised (Kalajdzievski 2023, arXiv 2312.03732).
 */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { adapterConfigName, adapterWeightsName, type AdapterFiles } from './adapter-names';
import { writeTextWhole } from './atomic-file';
import type { Fields } from './fields';
import { describeJson } from './json-text';
import { readTensor } from './safetensors-read';
import { floatTensor, writeSafetensors } from './safetensors-write';
import type { TensorLocation } from './safetensors-header';
import type { StoredFloat } from './stored-type';

export interface LoraAdapter {
  readonly kind: 'lora';
  readonly baseModel: string | null;
  readonly rank: number;
  readonly alpha: number;
  readonly isRankStabilised: boolean;
  /** Of W' = W + scaling * B A. */
  readonly scaling: number;
  readonly targets: readonly LoraTarget[];
}

export interface LoraTarget {
  /** The base model's linear layer, without ".weight": model.layers.0.self_attn.q_proj. */
  readonly layer: string;
  /** [rank, in] */
  readonly a: TensorLocation;
  /** [out, rank] */
  readonly b: TensorLocation;
}

const prefix = 'base_model.model.';
const tensorName = /^base_model\.model\.(.+)\.lora_([AB])\.weight$/;

export function readLoraAdapter({ config, tensors, label }: AdapterFiles): LoraAdapter {
  refuseVariants(config);
  const rank = config.size('r');
  const alpha = config.positive('lora_alpha');
  const isRankStabilised = config.flag('use_rslora', false);
  const targets = pairUp(tensors, label);
  for (const { layer, a, b } of targets) {
    if (a.shape.length !== 2 || b.shape.length !== 2 || a.shape[0] !== rank || b.shape[1] !== rank) {
      throw new AppError('INVALID_INPUT', `${label}: the matrices of ${describeJson(layer)} have shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}]; [${rank}, in] and [out, ${rank}] are needed.`);
    }
  }
  return { kind: 'lora', baseModel: config.optionalText('base_model_name_or_path'), rank, alpha, isRankStabilised, scaling: loraScaling({ rank, alpha, isRankStabilised }), targets };
}

export function loraScaling({ rank, alpha, isRankStabilised }: { rank: number; alpha: number; isRankStabilised: boolean }): number {
  return alpha / (isRankStabilised ? Math.sqrt(rank) : rank);
}

export interface LoraToWrite {
  readonly baseModel: string | null;
  readonly rank: number;
  readonly alpha: number;
  readonly isRankStabilised: boolean;
  readonly dropout: number;
  readonly taskType: 'CAUSAL_LM' | 'SEQ_CLS' | 'FEATURE_EXTRACTION' | null;
  readonly dtype: StoredFloat;
  readonly targets: readonly LoraMatrices[];
}

export interface LoraMatrices {
  readonly layer: string;
  readonly inputs: number;
  readonly outputs: number;
  /** [rank, inputs] */
  readonly a: Float32Array;
  /** [outputs, rank] */
  readonly b: Float32Array;
}

/** Into an existing folder; each file is replaced in one step, the config last. */
export async function writeLoraAdapter(folder: string, adapter: LoraToWrite): Promise<void> {
  const { rank, dtype, targets } = adapter;
  const tensors = targets.flatMap(({ layer, inputs, outputs, a, b }) => [
    floatTensor(`${prefix}${layer}.lora_A.weight`, a, { shape: [rank, inputs], dtype }),
    floatTensor(`${prefix}${layer}.lora_B.weight`, b, { shape: [outputs, rank], dtype }),
  ]);
  await writeSafetensors(join(folder, adapterWeightsName), tensors);
  await writeTextWhole(join(folder, adapterConfigName), `${JSON.stringify(adapterConfig(adapter), null, 2)}\n`);
}

/** The weight with the adapter in it, [out, in]; `weight` is left as it is. */
export async function mergeLora(weight: Float32Array, target: LoraTarget, scaling: number): Promise<Float32Array<ArrayBuffer>> {
  const [rank = 0, inputs = 0] = target.a.shape;
  const [outputs = 0] = target.b.shape;
  if (weight.length !== inputs * outputs) throw new AppError('INVALID_INPUT', `The adapter of ${describeJson(target.layer)} is for a weight of [${outputs}, ${inputs}]; the base model's has ${weight.length} values. They are of different models.`);
  const a = await readTensor(target.a);
  const b = await readTensor(target.b);
  const merged = new Float32Array(weight);
  for (let output = 0; output < outputs; output++) {
    const row = merged.subarray(output * inputs, (output + 1) * inputs);
    for (let k = 0; k < rank; k++) {
      const factor = scaling * (b[output * rank + k] ?? 0);
      const from = k * inputs;
      for (let input = 0; input < inputs; input++) row[input] = (row[input] as number) + factor * (a[from + input] as number);
    }
  }
  return merged;
}

function pairUp(tensors: ReadonlyMap<string, TensorLocation>, label: string): readonly LoraTarget[] {
  const halves = new Map<string, { A?: TensorLocation; B?: TensorLocation }>();
  for (const [name, location] of tensors) {
    const [, layer = '', half] = tensorName.exec(name) ?? [];
    if (half !== 'A' && half !== 'B') throw new AppError('UNSUPPORTED', `${label}: the tensor ${describeJson(name)} is no LoRA matrix of a linear layer; only those are supported.`);
    halves.set(layer, { ...halves.get(layer), [half]: location });
  }
  if (halves.size === 0) throw new AppError('INVALID_INPUT', `${label}: it holds no LoRA matrices; the file is damaged.`);
  return [...halves].sort(([x], [y]) => (x < y ? -1 : 1)).map(([layer, { A: a, B: b }]) => {
    if (a === undefined || b === undefined) throw new AppError('INVALID_INPUT', `${label}: of the matrices of ${describeJson(layer)}, lora_${a === undefined ? 'A' : 'B'} is missing; the file is damaged.`);
    return { layer, a, b };
  });
}

/** What PEFT can do to a linear layer beyond A and B, or beside linear layers. */
function refuseVariants(config: Fields): void {
  if (config.text('bias', 'none') !== 'none') throw config.unsupported('bias', 'only "none" is supported');
  for (const name of ['fan_in_fan_out', 'lora_bias', 'use_dora', 'use_qalora', 'use_bdlora']) {
    if (config.flag(name, false)) throw config.unsupported(name, 'only false is supported');
  }
  const lists = ['modules_to_save', 'layer_replication', 'target_parameters', 'trainable_token_indices', 'alora_invocation_tokens', 'rank_pattern', 'alpha_pattern'];
  for (const name of lists) {
    if (!isEmpty(config.raw(name))) throw config.unsupported(name, 'it is not supported and must be empty');
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Modules are named in full, as PEFT takes a short name for every layer that ends with it. */
function adapterConfig({ baseModel, rank, alpha, isRankStabilised, dropout, taskType, targets }: LoraToWrite): object {
  return {
    peft_type: 'LORA',
    task_type: taskType,
    base_model_name_or_path: baseModel,
    r: rank,
    lora_alpha: alpha,
    lora_dropout: dropout,
    use_rslora: isRankStabilised,
    target_modules: targets.map(({ layer }) => layer).sort(),
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    init_lora_weights: true,
    modules_to_save: null,
    rank_pattern: {},
    alpha_pattern: {},
    use_dora: false,
  };
}
