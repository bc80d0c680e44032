/** @file Sessions over a source of weights, on the runtime that is given or else suits the provider. */
import { chooseRuntime } from '../runtime/choose-runtime';
import { onnxRuntime } from '../runtime/onnxruntime';
import type { Runtime } from '../runtime/runtime';
import { GraphSessions } from './graph-sessions';
import type { ModelOptions } from './types';
import type { WeightSource } from './weight-source';

export async function openSessions({ runtime, provider = 'cpu', threads }: ModelOptions, source: WeightSource): Promise<GraphSessions> {
  const suitable = async (): Promise<Runtime> => (provider === 'cpu' ? (await chooseRuntime()).runtime : onnxRuntime);
  return new GraphSessions({ source, provider, threads, runtime: runtime ?? (await suitable()) });
}
