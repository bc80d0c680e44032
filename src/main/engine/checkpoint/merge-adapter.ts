/**
 * @file A LoRA adapter written into its base model: a folder of its own that needs no adapter any more. Goes tensor by tensor, so a model need not
 * fit into memory, and keeps the types of the base: at 16 bits the merged weights are rounded once.
 */
import { AppError } from '#shared/contracts/errors';
import { openAdapterOf } from './adapter-folder';
import { mergeLora, type LoraTarget } from './lora-adapter';
import { openModelFolder } from './model-folder';
import type { TensorLocation } from './safetensors-header';
import { readTensor } from './safetensors-read';
import { copiedTensor, floatTensor, type TensorToWrite } from './safetensors-write';
import { isStoredFloat } from './stored-type';
import { writeModelFolder } from './write-model-folder';

export interface Merge {
  readonly modelFolder: string;
  readonly adapterFolder: string;
  /** Must not exist yet. */
  readonly path: string;
}

/** Returns how many layers were changed. */
export async function mergeAdapter({ modelFolder, adapterFolder, path }: Merge): Promise<number> {
  const { config, weights, folder, dtype } = await openModelFolder(modelFolder);
  const adapter = await openAdapterOf(config, adapterFolder);
  if (adapter.kind !== 'lora') throw new AppError('UNSUPPORTED', `${adapterFolder}: a soft prompt changes no weight, so there is nothing to merge; run the model with the adapter beside it.`);
  const targets = new Map(adapter.targets.map((target) => [weights.tensorLocation(`${target.layer}.weight`).name, target]));
  const tensors = [...weights.tensors.values()].map((location) => {
    const target = targets.get(location.name);
    return target === undefined ? copiedTensor(location) : mergedTensor(location, target, adapter.scaling);
  });
  await writeModelFolder(path, { source: folder, tensors, dtype });
  return targets.size;
}

function mergedTensor(location: TensorLocation, target: LoraTarget, scaling: number): TensorToWrite {
  const { name, dtype, shape } = location;
  if (!isStoredFloat(dtype)) throw new AppError('INVALID_INPUT', `${location.file}: the weight "${name}" holds ${dtype}, not floating-point values; the checkpoint is damaged.`);
  return {
    name,
    dtype,
    shape,
    async *bytes() {
      const merged = await mergeLora(await readTensor(location), target, scaling);
      yield* floatTensor(name, merged, { shape, dtype }).bytes();
    },
  };
}
