/**
 * @file The runtime on onnxruntime-node: every execution provider, always there. The binding copies each output into a fresh array, so state
 * is written back here; it cannot stop a run, so a signal is heard between runs and the state is always whole.
 */
import { AppError } from '#shared/contracts/errors';
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node';
import type { DataType, Tensor, TensorData } from '../graph/data-type';
import type { ExecutionProvider } from '../onnx/capabilities';
import type { RunRequest, Runtime, Session, SessionOptions, StateSlot } from './runtime';

export const onnxRuntime: Runtime = { createSession };

async function createSession(model: Uint8Array, { provider, threads, weightsFolder, optimisation = 'all' }: SessionOptions): Promise<Session> {
  const session = await InferenceSession.create(model, {
    executionProviders: [providerNames[provider]],
    graphOptimizationLevel: optimisation,
    // Shapes are static and one pattern for all of them costs more memory than the arena saves.
    enableMemPattern: false,
    // Errors are thrown; what the library would print besides helps nobody.
    logSeverityLevel: 4,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(weightsFolder !== undefined && { extra: { session: { model_external_initializers_file_folder_path: weightsFolder, disable_prepacking: '1' } } }),
  });
  return { run: (request) => run(session, request), dispose: () => session.release() };
}

async function run(session: InferenceSession, { inputs, state = [], outputs, signal }: RunRequest): Promise<ReadonlyMap<string, Tensor>> {
  if (signal?.aborted) throw new AppError('CANCELLED', 'The run was cancelled before it began.');
  const fed = [...inputs, ...state.map(({ input, tensor }) => [input, tensor] as const)];
  const feeds = Object.fromEntries(fed.map(([name, tensor]) => [name, toOnnx(tensor)]));
  const results = await session.run(feeds, [...outputs, ...state.map(({ output }) => output)]);
  for (const slot of state) overwrite(slot, results[slot.output]);
  return new Map(outputs.map((name) => [name, fromOnnx(name, results[name])]));
}

const providerNames: { readonly [P in ExecutionProvider]: string } = { cpu: 'cpu', webgpu: 'webgpu', cuda: 'cuda', directml: 'dml', coreml: 'coreml' };

const onnxTypes = { f32: 'float32', f64: 'float64', i32: 'int32', i64: 'int64', bool: 'bool' } as const satisfies { readonly [T in DataType]: string };
const dataTypes = new Map<string, DataType>(Object.entries(onnxTypes).map(([dataType, name]) => [name, dataType as DataType]));

function toOnnx({ dataType, shape, data }: Tensor): OnnxTensor {
  return new OnnxTensor(onnxTypes[dataType], data as Float32Array, shape);
}

function fromOnnx(name: string, result: OnnxTensor | undefined): Tensor {
  const dataType = dataTypes.get(result?.type ?? '');
  if (result === undefined || dataType === undefined) throw new TypeError(`The model has no output "${name}" of a known type.`);
  return { dataType, shape: result.dims, data: result.data as TensorData };
}

function overwrite({ output, tensor }: StateSlot, result: OnnxTensor | undefined): void {
  const { data } = fromOnnx(output, result);
  (tensor.data as Float32Array).set(data as Float32Array);
}
