/** @file Our side of a workload, in a process that does nothing else: its peak of memory is that of the work. */
import { onnxRuntimeVersion } from '../../../../engine/runtime/onnxruntime';
import type { Job, Measured, Measurement } from './job';
import { measureDecoding, measureScoring } from './measure-inference';
import { measureAdapters, measureTraining } from './measure-training';

export async function measure(job: Job, signal: AbortSignal): Promise<Measurement> {
  const measured = await run(job, signal);
  return { version: `ONNX Runtime ${onnxRuntimeVersion()}`, peakResidentBytes: process.resourceUsage().maxRSS * 1024, cancelMs: [], ...measured };
}

async function run(job: Job, signal: AbortSignal): Promise<Measured> {
  const { inputs } = job;
  if (inputs.kind === 'training') return await measureTraining(job, inputs, signal);
  if (inputs.kind === 'lora') return await measureAdapters(job, inputs, signal);
  if (inputs.kind === 'decode') return await measureDecoding(job, inputs, signal);
  return await measureScoring(job, inputs, signal);
}
