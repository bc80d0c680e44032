/**
 * @file ONNX Runtime's C API from the very library that onnxruntime-node brings, called through koffi. The API is a table of functions whose
 * order is a promise of the project (it is only appended to); the slots were checked on 1.30, and choose-runtime.ts tests them at start.
 */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import koffi, { type LibraryHandle } from 'koffi';
import { AppError } from '#shared/contracts/errors';

/** The address of something of ONNX Runtime's. */
export type Pointer = bigint;

export interface OnnxLibrary {
  readonly createEnvironment: () => Pointer;
  readonly createSessionOptions: (settings: SessionSettings) => Pointer;
  readonly createSession: (environment: Pointer, model: Uint8Array, options: Pointer) => Pointer;
  readonly createCpuMemory: () => Pointer;
  /** A tensor over memory of ours, which must stay referenced as long as the tensor is in use. */
  readonly createTensor: (memory: Pointer, tensor: TensorMemory) => Pointer;
  readonly readTensor: (tensor: Pointer) => TensorMemory;
  readonly createRunOptions: () => Pointer;
  /** Makes a run with these options end soon, with an error. */
  readonly terminate: (runOptions: Pointer) => void;
  /** Runs off the calling thread. Where an output is 0, ONNX Runtime makes the tensor and puts its address there. */
  readonly run: (call: RunCall) => Promise<void>;
  readonly release: (kind: keyof typeof releaseSlots, pointer: Pointer) => void;
}

export interface SessionSettings {
  readonly optimisation: 'basic' | 'all';
  readonly threads: number | undefined;
  readonly config: Readonly<Record<string, string>>;
}

export interface TensorMemory {
  readonly bytes: Uint8Array;
  readonly shape: readonly number[];
  /** onnx.TensorProto.DataType */
  readonly elementType: number;
}

export interface RunCall {
  readonly session: Pointer;
  readonly runOptions: Pointer;
  readonly inputNames: NameTable;
  readonly inputs: BigUint64Array;
  readonly outputNames: NameTable;
  readonly outputs: BigUint64Array;
}

/** What ONNX Runtime says went wrong. */
export class OnnxRuntimeError extends Error {
  override readonly name = 'OnnxRuntimeError';
}

/** Names as C sees them: the addresses of their bytes, and the bytes. */
export interface NameTable {
  readonly addresses: BigUint64Array;
  readonly text: Buffer;
}

export function nameTable(names: readonly string[]): NameTable {
  const text = Buffer.from(names.map((name) => `${name}\0`).join(''));
  const start = koffi.address(text);
  let offset = 0;
  const addresses = BigUint64Array.from(names, (name) => {
    const at = start + BigInt(offset);
    offset += Buffer.byteLength(name) + 1;
    return at;
  });
  return { addresses, text };
}

/** The oldest version of the table that holds all slots below as they were tested. */
const apiVersion = 21;
const slotCount = 131;
const releaseSlots = { status: 93, session: 95, tensor: 96, runOptions: 97, tensorInfo: 99, sessionOptions: 100 } as const;
/** Errors are thrown; what the library would print besides helps nobody. */
const logNothing = 4;
const optimisationLevels = { basic: 1, all: 99 } as const;

export function loadOnnxLibrary(): OnnxLibrary {
  const slots = readSlots(libraryPath());
  const bind = (slot: number, result: string, ...parameters: readonly string[]): CFunction => koffi.decode(slots[slot], koffi.proto(result, [...parameters])) as CFunction;
  const messageOf = bind(2, 'const char *', 'void *');
  const releasers = Object.fromEntries(Object.entries(releaseSlots).map(([kind, slot]) => [kind, bind(slot, 'void', 'void *')]));
  const release: OnnxLibrary['release'] = (kind, pointer) => releasers[kind]?.(pointer);
  const check = (status: unknown): void => {
    if (status === null) return;
    const message = String(messageOf(status));
    release('status', status as Pointer);
    throw new OnnxRuntimeError(message);
  };
  /** A function that returns a status. */
  const command = (slot: number, ...parameters: readonly string[]): ((...values: unknown[]) => void) => {
    const call = bind(slot, 'void *', ...parameters);
    return (...values) => check(call(...values));
  };
  /** A function that returns a status and writes its result through its last parameter. */
  const getter = (slot: number, result: string, ...parameters: readonly string[]): ((...values: unknown[]) => unknown) => {
    const call = command(slot, ...parameters, `_Out_ ${result} *`);
    return (...values) => {
      const results: unknown[] = [null];
      call(...values, results);
      return results[0];
    };
  };
  const pointerGetter: Bindings['pointerGetter'] = (slot, ...parameters) => getter(slot, 'void *', ...parameters) as (...values: unknown[]) => Pointer;
  const numberGetter: Bindings['numberGetter'] = (slot, result, ...parameters) => getter(slot, result, ...parameters) as (...values: unknown[]) => number;
  const bindings = { command, pointerGetter, numberGetter, release };
  const createEnvironment = pointerGetter(3, 'int', 'const char *');
  const createSession = pointerGetter(8, 'void *', 'const void *', 'size_t', 'void *');
  const createCpuMemory = pointerGetter(69, 'int', 'int');
  const run = bind(9, 'void *', 'void *', 'void *', 'void *', 'void *', 'size_t', 'void *', 'size_t', 'void *');
  return {
    createEnvironment: () => createEnvironment(logNothing, 'solace'),
    createSession: (environment, model, options) => createSession(environment, model, model.length, options),
    // OrtArenaAllocator, OrtMemTypeDefault
    createCpuMemory: () => createCpuMemory(1, 0),
    createRunOptions: pointerGetter(39),
    terminate: command(46, 'void *'),
    createSessionOptions: bindSessionOptions(bindings),
    ...bindTensors(bindings),
    run: ({ session, runOptions, inputNames, inputs, outputNames, outputs }) =>
      new Promise((resolve, reject) => {
        const finished = (failure: Error | null, status: unknown): void => {
          try {
            if (failure !== null) throw failure;
            resolve(check(status));
          } catch (error) {
            reject(error);
          }
        };
        run.async(session, runOptions, inputNames.addresses, inputs, inputs.length, outputNames.addresses, outputs.length, outputs, finished);
      }),
    release,
  };
}

interface CFunction {
  (...values: unknown[]): unknown;
  async(...valuesAndCallback: unknown[]): void;
}

interface Bindings {
  readonly command: (slot: number, ...parameters: readonly string[]) => (...values: unknown[]) => void;
  readonly pointerGetter: (slot: number, ...parameters: readonly string[]) => (...values: unknown[]) => Pointer;
  readonly numberGetter: (slot: number, result: string, ...parameters: readonly string[]) => (...values: unknown[]) => number;
  readonly release: OnnxLibrary['release'];
}

function bindSessionOptions({ command, pointerGetter }: Bindings): OnnxLibrary['createSessionOptions'] {
  const create = pointerGetter(10);
  const disableMemoryPattern = command(17, 'void *');
  const setLogLevel = command(22, 'void *', 'int');
  const setOptimisation = command(23, 'void *', 'int');
  const setThreads = command(24, 'void *', 'int');
  const setConfig = command(130, 'void *', 'const char *', 'const char *');
  return ({ optimisation, threads, config }) => {
    const options = create();
    disableMemoryPattern(options);
    setLogLevel(options, logNothing);
    setOptimisation(options, optimisationLevels[optimisation]);
    if (threads !== undefined) setThreads(options, threads);
    for (const [key, value] of Object.entries(config)) setConfig(options, key, value);
    return options;
  };
}

function bindTensors({ command, pointerGetter, numberGetter, release }: Bindings): Pick<OnnxLibrary, 'createTensor' | 'readTensor'> {
  const create = pointerGetter(49, 'void *', 'void *', 'size_t', 'void *', 'size_t', 'int');
  const dataOf = pointerGetter(51, 'void *');
  const elementTypeOf = numberGetter(60, 'int', 'void *');
  const rankOf = numberGetter(61, 'size_t', 'void *');
  const readSizes = command(62, 'void *', 'void *', 'size_t');
  const countOf = numberGetter(64, 'size_t', 'void *');
  const infoOf = pointerGetter(65, 'void *');
  return {
    createTensor: (memory, { bytes, shape, elementType }) => create(memory, bytes, bytes.length, BigInt64Array.from(shape, BigInt), shape.length, elementType),
    readTensor: (tensor) => {
      const info = infoOf(tensor);
      try {
        const sizes = new BigInt64Array(rankOf(info));
        readSizes(info, sizes, sizes.length);
        const elementType = elementTypeOf(info);
        const lengthBytes = countOf(info) * (bytesPerElement.get(elementType) ?? 0);
        const bytes = new Uint8Array(lengthBytes);
        if (lengthBytes > 0) bytes.set(new Uint8Array(koffi.view(dataOf(tensor), lengthBytes)));
        return { bytes, shape: Array.from(sizes, Number), elementType };
      } finally {
        release('tensorInfo', info);
      }
    },
  };
}

/** By onnx.TensorProto.DataType: f32, u8, i32, i64, bool, f64. */
const bytesPerElement: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 1],
  [6, 4],
  [7, 8],
  [9, 1],
  [11, 8],
]);

/** Held for good: koffi unloads a library once its handle is collected, and the table's addresses would lead nowhere. */
const handles: LibraryHandle[] = [];

function readSlots(path: string): readonly Pointer[] {
  const library = koffi.load(path);
  handles.push(library);
  const base = library.func('OrtGetApiBase', 'void *', [])() as Pointer;
  const [getApi] = koffi.decode(base, koffi.array('void *', 1)) as Pointer[];
  const table = (koffi.decode(getApi, koffi.proto('void *', ['uint32_t'])) as CFunction)(apiVersion);
  if (table === null) throw new AppError('UNSUPPORTED', `${path} does not know version ${apiVersion} of ONNX Runtime's API.`);
  return koffi.decode(table, koffi.array('void *', slotCount)) as Pointer[];
}

/** Beside the addon of onnxruntime-node. */
function libraryPath(): string {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  const folder = join(packageFolder, 'bin', 'napi-v6', process.platform, process.arch);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const name = files.find((file) => /^(lib)?onnxruntime\.(so\.1|1\.dylib|dll)$/.test(file));
  if (name === undefined) throw new AppError('UNSUPPORTED', `onnxruntime-node brings no library for ${process.platform} on ${process.arch} (${folder}).`);
  return join(folder, name);
}
