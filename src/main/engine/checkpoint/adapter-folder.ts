/** @file PEFT adapter folders: which kind lies in one, the tensors of adapter_model.safetensors, whether it belongs to a model. Computes nothing. */
import { AppError } from '#shared/contracts/errors';
import { adapterConfigName, adapterWeightsName } from './adapter-names';
import { expectedTensors } from './expected-tensors';
import { fieldsOf } from './fields';
import { findFile, openFolder, readJsonObject } from './folder-files';
import { readLoraAdapter, type LoraAdapter } from './lora-adapter';
import type { ModelConfig } from './model-config';
import { readPromptAdapter, type PromptAdapter } from './prompt-adapter';
import { readSafetensorsHeader } from './safetensors-read';

const largestConfigBytes = 5_000_000;

export type Adapter = LoraAdapter | PromptAdapter;

/** Only headers are read; tensors are left where they are. */
export async function openAdapterFolder(path: string): Promise<Adapter> {
  const folder = await openFolder(path);
  const json = await readJsonObject(folder, adapterConfigName, largestConfigBytes);
  if (json === undefined) throw new AppError('NOT_FOUND', `${path}: there is no ${adapterConfigName}; give an adapter's folder as PEFT saves it.`);
  const config = fieldsOf(json, `${path}/${adapterConfigName}`);
  const kind = config.text('peft_type');
  if (kind !== 'LORA' && kind !== 'PROMPT_TUNING') throw config.unsupported('peft_type', 'supported are "LORA" and "PROMPT_TUNING"');
  const file = await findFile(folder, adapterWeightsName);
  if (file === undefined) throw new AppError('NOT_FOUND', `${path}: ${adapterWeightsName} is missing; an adapter_model.bin must be saved again with safe_serialization=True.`);
  const { tensors } = await readSafetensorsHeader(file.path, file.label);
  const files = { config, tensors, label: file.label };
  return kind === 'LORA' ? readLoraAdapter(files) : readPromptAdapter(files);
}

/** As openAdapterFolder; refused where its layers or sizes are not the model's. */
export async function openAdapterOf(config: ModelConfig, path: string): Promise<Adapter> {
  const adapter = await openAdapterFolder(path);
  const foreign = adapter.kind === 'lora' ? foreignLayer(adapter, config) : foreignPrompt(adapter, config);
  if (foreign !== undefined) throw new AppError('INVALID_INPUT', `${path}: the adapter ${foreign}; it was trained on another model.`);
  return adapter;
}

function foreignLayer({ targets }: LoraAdapter, config: ModelConfig): string | undefined {
  const shapes = new Map(expectedTensors(config).map(({ name, shape }) => [name, shape.join()]));
  for (const { layer, a: { shape: [, inputs] }, b: { shape: [outputs] } } of targets) {
    if (shapes.get(`${layer}.weight`) !== `${outputs},${inputs}`) return `changes a layer "${layer}" of [${outputs}, ${inputs}], which this model does not have`;
  }
  return undefined;
}

function foreignPrompt({ hiddenSize }: PromptAdapter, { shape }: ModelConfig): string | undefined {
  return hiddenSize === shape.hiddenSize ? undefined : `has rows of ${hiddenSize} numbers, this model's embeddings have ${shape.hiddenSize}`;
}
