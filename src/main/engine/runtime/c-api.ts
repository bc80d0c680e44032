/**
 * @file The runtime on ONNX Runtime's C API, for the CPU: state is read and written in one buffer, nothing is copied, runs do not block the
 * event loop, and a signal stops a run within milliseconds. A stopped run may have overwritten some of its state: restore it before going on.
 */
import { AppError } from '#shared/contracts/errors';
import type { DataType, Tensor, TensorData } from '../graph/data-type';
import { elementTypes } from '../onnx/emitter';
import { loadOnnxLibrary, nameTable, type OnnxLibrary, type Pointer, type TensorMemory } from './onnx-library';
import type { RunRequest, Runtime, Session, SessionOptions } from './runtime';

export function createCApiRuntime(): Runtime {
  const library = loadOnnxLibrary();
  const environment = library.createEnvironment();
  const memory = library.createCpuMemory();
  return {
    createSession: (model, options) => Promise.resolve(createSession({ library, environment, memory }, model, options)),
  };
}

/**
 * How long an idle thread waits in a loop before it sleeps. ONNX Runtime's own milliseconds are no faster on an idle machine, and cost up to three
 * times the time where other programs run: the loop takes the processor from the thread that it waits for.
 */
const idleSpinUs = '20';

interface Native {
  readonly library: OnnxLibrary;
  readonly environment: Pointer;
  readonly memory: Pointer;
}

function createSession(native: Native, model: Uint8Array, { provider, threads, weightsFolder, packsWeights = false, optimisation = 'all' }: SessionOptions): Session {
  if (provider !== 'cpu') throw new AppError('UNSUPPORTED', `The C API runtime is for the CPU; ${provider} runs through onnxruntime-node.`);
  const { library, environment } = native;
  const config: Readonly<Record<string, string>> = {
    'session.intra_op.spin_duration_us': idleSpinUs,
    ...(weightsFolder !== undefined && { 'session.model_external_initializers_file_folder_path': weightsFolder, 'session.disable_prepacking': packsWeights ? '0' : '1' }),
  };
  const options = library.createSessionOptions({ optimisation, threads, config });
  try {
    const session = library.createSession(environment, model, options);
    let running: Promise<unknown> = Promise.resolve();
    return {
      run: (request) => {
        const result = running.then(() => run(native, session, request));
        running = result.catch(() => undefined);
        return result;
      },
      dispose: async () => {
        await running;
        library.release('session', session);
      },
    };
  } finally {
    library.release('sessionOptions', options);
  }
}

async function run({ library, memory }: Native, session: Pointer, { inputs, state = [], outputs, signal }: RunRequest): Promise<ReadonlyMap<string, Tensor>> {
  const cancelled = new AppError('CANCELLED', 'The run was cancelled.');
  if (signal?.aborted) throw cancelled;
  const made: Pointer[] = [];
  const wrap = (tensor: Tensor): Pointer => {
    const pointer = library.createTensor(memory, toMemory(tensor));
    made.push(pointer);
    return pointer;
  };
  const runOptions = library.createRunOptions();
  const stop = (): void => library.terminate(runOptions);
  signal?.addEventListener('abort', stop);
  const results = new BigUint64Array(outputs.length + state.length);
  try {
    const stateTensors = state.map(({ tensor }) => wrap(tensor));
    results.set(stateTensors, outputs.length);
    await library.run({
      session,
      runOptions,
      inputNames: nameTable([...inputs.keys(), ...state.map(({ input }) => input)]),
      inputs: BigUint64Array.from([...[...inputs.values()].map(wrap), ...stateTensors]),
      outputNames: nameTable([...outputs, ...state.map(({ output }) => output)]),
      outputs: results,
    });
    return new Map(outputs.map((name, index) => [name, fromMemory(library.readTensor(results[index] ?? 0n))]));
  } catch (error) {
    throw signal?.aborted ? cancelled : error;
  } finally {
    signal?.removeEventListener('abort', stop);
    for (const pointer of results.subarray(0, outputs.length)) if (pointer !== 0n) library.release('tensor', pointer);
    for (const pointer of made) library.release('tensor', pointer);
    library.release('runOptions', runOptions);
  }
}

const dataTypes = new Map(Object.entries(elementTypes).map(([dataType, elementType]) => [elementType, dataType as DataType]));

function toMemory({ dataType, shape, data }: Tensor): TensorMemory {
  return { bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), shape, elementType: elementTypes[dataType] };
}

function fromMemory({ bytes, shape, elementType }: TensorMemory): Tensor {
  const dataType = dataTypes.get(elementType) ?? 'f32';
  return { dataType, shape, data: viewers[dataType](bytes.buffer as ArrayBuffer) };
}

const viewers: { readonly [T in DataType]: (buffer: ArrayBuffer) => TensorData } = {
  f32: (buffer) => new Float32Array(buffer),
  f64: (buffer) => new Float64Array(buffer),
  i32: (buffer) => new Int32Array(buffer),
  i64: (buffer) => new BigInt64Array(buffer),
  u8: (buffer) => new Uint8Array(buffer),
  bool: (buffer) => new Uint8Array(buffer),
};
