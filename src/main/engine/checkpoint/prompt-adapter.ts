/** @file Prompt tuning in PEFT's format (Lester et al. 2021, arXiv 2104.08691): rows put before the token embeddings of a frozen model. */
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { adapterConfigName, adapterWeightsName, type AdapterFiles } from './adapter-names';
import { writeTextWhole } from './atomic-file';
import type { TensorLocation } from './safetensors-header';
import { floatTensor, writeSafetensors } from './safetensors-write';

export interface PromptAdapter {
  readonly kind: 'prompt-tuning';
  readonly baseModel: string | null;
  readonly virtualTokens: number;
  readonly hiddenSize: number;
  /** [virtualTokens, hiddenSize] */
  readonly embeddings: TensorLocation;
}

const embeddingsName = 'prompt_embeddings';

export function readPromptAdapter({ config, tensors, label }: AdapterFiles): PromptAdapter {
  if (config.size('num_transformer_submodules', 1) !== 1) throw config.unsupported('num_transformer_submodules', 'only 1 is supported');
  const virtualTokens = config.size('num_virtual_tokens');
  const hiddenSize = config.size('token_dim');
  const embeddings = tensors.get(embeddingsName);
  if (embeddings === undefined) throw new AppError('INVALID_INPUT', `${label}: the tensor "${embeddingsName}" is missing; the file is damaged.`);
  if (embeddings.shape.join() !== `${virtualTokens},${hiddenSize}`) {
    throw new AppError('INVALID_INPUT', `${label}: "${embeddingsName}" has shape [${embeddings.shape.join(', ')}], ${adapterConfigName} asks for [${virtualTokens}, ${hiddenSize}].`);
  }
  return { kind: 'prompt-tuning', baseModel: config.optionalText('base_model_name_or_path'), virtualTokens, hiddenSize, embeddings };
}

export interface PromptToWrite {
  readonly baseModel: string | null;
  readonly virtualTokens: number;
  readonly hiddenSize: number;
  /** [virtualTokens, hiddenSize] */
  readonly embeddings: Float32Array;
  /** Of the base model. */
  readonly layers: number;
  readonly heads: number;
}

/** Into an existing folder; each file is replaced in one step, the config last. */
export async function writePromptAdapter(folder: string, { baseModel, virtualTokens, hiddenSize, embeddings, layers, heads }: PromptToWrite): Promise<void> {
  await writeSafetensors(join(folder, adapterWeightsName), [floatTensor(embeddingsName, embeddings, { shape: [virtualTokens, hiddenSize], dtype: 'f32' })]);
  const config = {
    peft_type: 'PROMPT_TUNING',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: baseModel,
    num_virtual_tokens: virtualTokens,
    token_dim: hiddenSize,
    num_transformer_submodules: 1,
    num_attention_heads: heads,
    num_layers: layers,
    prompt_tuning_init: 'RANDOM',
    prompt_tuning_init_text: null,
    tokenizer_name_or_path: null,
    inference_mode: true,
  };
  await writeTextWhole(join(folder, adapterConfigName), `${JSON.stringify(config, null, 2)}\n`);
}
