/** @file Models with seeded weights as folders of Hugging Face's, so that both sides begin with the same numbers. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedTensors } from '../../../../engine/checkpoint/expected-tensors';
import { readModelConfig } from '../../../../engine/checkpoint/model-config';
import { floatTensor, writeSafetensors } from '../../../../engine/checkpoint/safetensors-write';
import { seededParameters } from '../../../../engine/training/initial-parameters';
import { adapterFile } from './job';
import type { Workload } from './workloads';

interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

export async function writeModelFiles(folder: string, { config, inputs }: Pick<Workload, 'config' | 'inputs'>, seed: number): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const tensors = expectedTensors(readModelConfig(config, 'config.json'));
  await writeSeeded(join(folder, 'model.safetensors'), tensors, seed);
  if (inputs.kind === 'lora') await writeSeeded(join(folder, adapterFile), adapterTensors(tensors, inputs.rank), seed);
}

/** One tensor in memory at a time. */
async function writeSeeded(path: string, tensors: readonly NamedShape[], seed: number): Promise<void> {
  const initialise = seededParameters(seed);
  const written = tensors.map(({ name, shape }) => ({
    ...floatTensor(name, new Float32Array(), { shape, dtype: 'f32' }),
    bytes: async function* () {
      const { buffer } = await initialise(name, shape);
      yield new Uint8Array(buffer);
    },
  }));
  await writeSafetensors(path, written);
}

/** PEFT's names, for every linear layer but the output. */
function adapterTensors(tensors: readonly NamedShape[], rank: number): NamedShape[] {
  const layers = tensors.filter(({ name }) => name.endsWith('_proj.weight'));
  return layers.flatMap(({ name, shape: [outputs = 0, inputs = 0] }) => {
    const layer = `base_model.model.${name.slice(0, -'.weight'.length)}`;
    return [
      { name: `${layer}.lora_A.weight`, shape: [rank, inputs] },
      { name: `${layer}.lora_B.weight`, shape: [outputs, rank] },
    ];
  });
}
