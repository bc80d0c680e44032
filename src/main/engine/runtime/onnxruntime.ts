/**
 * @file The runtime on onnxruntime-node: every execution provider, always there. The binding copies each output into a fresh array, so state
 * is written back here; on WebGPU it can stay on the device (device-state.ts). The binding cannot stop a run, so a signal is heard between runs
 * and the state is always whole.
 */
import { AppError } from '#shared/contracts/errors';
import { env, InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import type { DataType, Tensor, TensorData } from '../graph/data-type';
import type { ExecutionProvider } from '../onnx/capabilities';
import { keepOnDevice, onDevice, passThrough, releaseState } from './device-state';
import type { RunRequest, Runtime, Session, SessionOptions, StateSlot } from './runtime';

export const onnxRuntime: Runtime = { createSession, fetchState, releaseState };

export function onnxRuntimeVersion(): string {
  return env.versions.node ?? 'of an unknown version';
}

async function createSession(model: Uint8Array, { provider, threads, weightsFolder, packsWeights = false, stateOutputs = [], optimisation = 'all' }: SessionOptions): Promise<Session> {
  const session = await InferenceSession.create(model, {
    executionProviders: [providerNames[provider]],
    graphOptimizationLevel: optimisation,
    // Shapes are static and one pattern for all of them costs more memory than the arena saves.
    enableMemPattern: false,
    // Errors are thrown; what the library would print besides helps nobody.
    logSeverityLevel: 4,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    // The one provider whose buffers the binding knows.
    ...(provider === 'webgpu' && { preferredOutputLocation: Object.fromEntries(stateOutputs.map((name) => [name, 'gpu-buffer'])) }),
    ...(weightsFolder !== undefined && { extra: { session: { model_external_initializers_file_folder_path: weightsFolder, disable_prepacking: packsWeights ? '0' : '1' } } }),
  });
  return { run: (request) => run(session, request), dispose: () => session.release() };
}

async function run(session: InferenceSession, { inputs, state = [], outputs, signal }: RunRequest): Promise<ReadonlyMap<string, Tensor>> {
  if (signal?.aborted) throw new AppError('CANCELLED', 'The run was cancelled before it began.');
  const fed = [...inputs, ...state.map(({ input, tensor }) => [input, tensor] as const)];
  const feeds = Object.fromEntries(fed.map(([name, tensor]) => [name, onDevice(tensor) ?? toOnnx(tensor)]));
  const results = await session.run(feeds, [...outputs, ...state.map(({ output }) => output)]);
  for (const slot of state) keep(slot, results[slot.output]);
  return new Map(outputs.map((name) => [name, fromOnnx(name, results[name])]));
}

const providerNames: { readonly [P in ExecutionProvider]: string } = { cpu: 'cpu', webgpu: 'webgpu', cuda: 'cuda', directml: 'dml', coreml: 'coreml' };

const onnxTypes = { f32: 'float32', f64: 'float64', i32: 'int32', i64: 'int64', u8: 'uint8', bool: 'bool' } as const satisfies { readonly [T in DataType]: string };
const dataTypes = new Map<string, DataType>(Object.entries(onnxTypes).map(([dataType, name]) => [name, dataType as DataType]));

function toOnnx({ dataType, shape, data }: Tensor): OnnxTensor {
  return new OnnxTensor(onnxTypes[dataType], data as Float32Array, shape);
}

function fromOnnx(name: string, result: OnnxTensor | undefined): Tensor {
  const dataType = dataTypes.get(result?.type ?? '');
  if (result === undefined || dataType === undefined) throw new TypeError(`The model has no output "${name}" of a known type.`);
  return { dataType, shape: result.dims, data: result.data as TensorData };
}

function keep({ output, tensor }: StateSlot, result: OnnxTensor | undefined): void {
  if (result?.location === 'gpu-buffer') keepOnDevice(tensor, result);
  else overwrite(tensor, fromOnnx(output, result));
}

function overwrite(tensor: Tensor, { data }: Tensor): void {
  (tensor.data as Float32Array).set(data as Float32Array);
}

/** Tensors fetched by one model: it needs as much memory on the device again. */
const fetchedAtOnce = 32;

async function fetchState(tensors: readonly Tensor[]): Promise<void> {
  const held = tensors.filter((tensor) => onDevice(tensor) !== undefined);
  for (let at = 0; at < held.length; at += fetchedAtOnce) {
    const group = held.slice(at, at + fetchedAtOnce);
    const { model, request } = passThrough(group);
    const session = await createSession(model, { provider: 'webgpu' });
    try {
      const results = [...(await session.run(request)).values()];
      for (const [index, tensor] of group.entries()) overwrite(tensor, results[index] ?? tensor);
    } finally {
      await session.dispose();
    }
  }
}
