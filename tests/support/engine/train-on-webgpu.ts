/**
 * @file The program of device-state.test.ts, run by software-vulkan.ts. Trains the small classifier on WebGPU, whose state stays there,
 * pauses and resumes; its last line says how far that is from the same on the CPU.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '#main/engine/graph/data-type';
import type { ExecutionProvider } from '#main/engine/onnx/capabilities';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { trainedParameters } from '#main/engine/training/checkpoints';
import { trainModel } from '#main/engine/training/train-model';
import type { TrainingOptions } from '#main/engine/training/types';
import { smallPlan } from './training';

const folder = mkdtempSync(join(tmpdir(), 'solace-webgpu-'));
const fetched: number[] = [];
/** Says when state was brought from the device. */
const runtime: Runtime = {
  ...onnxRuntime,
  fetchState: async (tensors: readonly Tensor[]) => {
    const before = tensors.map(({ data }) => data.join());
    await onnxRuntime.fetchState?.(tensors);
    fetched.push(tensors.filter(({ data }, index) => data.join() !== before[index]).length);
  },
};

const results = { resumed: await differenceOf({ maxSteps: 3 }, [2, 3]), evicting: await differenceOf({ maxSteps: 2, largestPreparedBytes: 1 }, [2]), changedByFetching: fetched };
rmSync(folder, { recursive: true });
process.stdout.write(`\n${JSON.stringify(results)}\n`);
// Dawn's threads would keep the process.
process.exit(0);

/** The largest between losses and between final parameters; pauses after each of these steps. */
async function differenceOf(options: Partial<TrainingOptions>, pauses: readonly number[]): Promise<{ losses: number; parameters: number }> {
  const [own, expected] = [await train('webgpu', options, pauses), await train('cpu', options, pauses)];
  const furthest = (first: readonly number[], second: readonly number[]): number => Math.max(...first.map((value, index) => Math.abs(value - (second[index] ?? NaN))));
  return { losses: furthest(own.losses, expected.losses), parameters: furthest(own.parameters, expected.parameters) };
}

async function train(provider: ExecutionProvider, options: Partial<TrainingOptions>, pauses: readonly number[]): Promise<{ losses: number[]; parameters: number[] }> {
  const checkpointFolder = join(folder, `${provider}-${pauses.length}`);
  const plan = { ...smallPlan({ checkpointFolder, options }), device: { runtime, provider, threads: 1 } };
  const losses: number[] = [];
  for (const pause of pauses) {
    let step = 0;
    for await (const event of trainModel(plan, { isPauseAsked: () => step === pause })) {
      step = event.step;
      if (event.kind === 'stepped') losses.push(event.loss);
      if (event.kind === 'evaluated') losses.push(event.metrics['loss'] ?? NaN);
    }
  }
  const parameters: number[] = [];
  // A key's bias has a gradient of zero but for rounding, and moves by up to the rate in any direction.
  for (const [name, location] of await trainedParameters(checkpointFolder, 'last')) if (!name.endsWith('key.bias')) parameters.push(...(await readTensor(location)));
  return { losses, parameters };
}
