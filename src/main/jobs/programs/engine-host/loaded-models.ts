/** @file The models an engine process holds: opened when first asked for, the least recently used let go. Knows no question. */
import { AppError } from '#shared/contracts/errors';
import { openModelFolder } from '../../../engine/checkpoint/model-folder';
import { openLanguageModel } from '../../../engine/inference/language-model';
import { openTextEncoder } from '../../../engine/inference/text-encoder';
import type { LanguageModel, TextEncoder, WeightPrecision } from '../../../engine/inference/types';
import type { ExecutionProvider } from '../../../engine/onnx/capabilities';
import type { ModelReference } from './protocol';

export type Loaded = { readonly kind: 'decoder'; readonly model: LanguageModel } | { readonly kind: 'encoder'; readonly model: TextEncoder };

export interface LoadedModels {
  open(reference: ModelReference): Promise<Loaded>;
  list(): { readonly model: string; readonly precision: WeightPrecision }[];
}

/** Two: the one being talked to and the one it is compared with. */
const heldAtMost = 2;

export function createLoadedModels(provider: ExecutionProvider): LoadedModels {
  const held = new Map<string, { readonly reference: ModelReference; readonly loaded: Loaded }>();
  return {
    async open(reference) {
      const key = JSON.stringify([reference.folder, reference.precision, reference.adapterFolder]);
      const found = held.get(key);
      held.delete(key);
      if (found === undefined) await dropOldest(held, heldAtMost - 1);
      const entry = found ?? { reference, loaded: await load(reference, provider) };
      held.set(key, entry);
      return entry.loaded;
    },
    list: () => [...held.values()].map(({ reference }) => ({ model: reference.name, precision: reference.precision })),
  };
}

async function load({ folder, name, precision, cacheFolder, adapterFolder }: ModelReference, provider: ExecutionProvider): Promise<Loaded> {
  const { config } = await openModelFolder(folder);
  if (config.kind === 'decoder') return { kind: 'decoder', model: await openLanguageModel({ folder, provider, weights: precision, cacheFolder, ...(adapterFolder !== undefined && { adapterFolder }) }) };
  if (adapterFolder !== undefined) throw new AppError('INVALID_INPUT', `"${name}" is an encoder; adapters run with decoders only. Leave the adapter out.`);
  if (precision !== 'f32') throw new AppError('INVALID_INPUT', `"${name}" is an encoder, which runs in f32 only. Leave the precision out.`);
  return { kind: 'encoder', model: await openTextEncoder({ folder, provider }) };
}

async function dropOldest(held: Map<string, { readonly loaded: Loaded }>, kept: number): Promise<void> {
  for (const [key, { loaded }] of [...held].slice(0, Math.max(0, held.size - kept))) {
    held.delete(key);
    await loaded.model.dispose();
  }
}
