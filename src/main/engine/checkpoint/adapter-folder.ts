/** @file PEFT adapter folders: which kind lies in one, and the tensors of adapter_model.safetensors. Computes nothing. */
import { AppError } from '#shared/contracts/errors';
import { adapterConfigName, adapterWeightsName } from './adapter-names';
import { fieldsOf } from './fields';
import { findFile, openFolder, readJsonObject } from './folder-files';
import { readLoraAdapter, type LoraAdapter } from './lora-adapter';
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
