/** @file What runs a model. Two implementations stand behind it: onnxruntime-node, and ONNX Runtime's C API (c-api.ts). */
import type { Tensor } from '../graph/data-type';
import type { ExecutionProvider } from '../onnx/capabilities';

export interface Runtime {
  createSession(model: Uint8Array, options: SessionOptions): Promise<Session>;
  /** Brings what runs left on the device (SessionOptions.stateOutputs) into the tensors themselves. Absent where state is always there. */
  fetchState?(tensors: readonly Tensor[]): Promise<void>;
  /** These tensors were written to, or are no longer needed: what the device holds of them is given up. Comes before the end of the session. */
  releaseState?(tensors: readonly Tensor[]): void;
}

export interface SessionOptions {
  readonly provider: ExecutionProvider;
  /** All cores where absent. */
  readonly threads?: number;
  /** The folder in which the files of frozen weights lie. */
  readonly weightsFolder?: string;
  /** Frozen weights are copied into the layout of the kernels, which those of blocks need to be fast; else they are used where they lie. */
  readonly packsWeights?: boolean;
  /** Outputs that go into the state and may stay on the device from run to run; later sessions are fed from there as well. */
  readonly stateOutputs?: readonly string[];
  /** `basic` for models in f64: the fused kernels of the higher levels exist in f32 only. */
  readonly optimisation?: 'basic' | 'all';
}

/** Runs are one at a time. */
export interface Session {
  /** Rejects with AppError CANCELLED where the signal stopped it; what `state` then holds is said by the implementation. */
  run(request: RunRequest): Promise<ReadonlyMap<string, Tensor>>;
  dispose(): Promise<void>;
}

export interface RunRequest {
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Tensors read as inputs and overwritten by outputs: parameters, optimiser moments, caches. */
  readonly state?: readonly StateSlot[];
  /** Which outputs to return, beside those that go into the state. */
  readonly outputs: readonly string[];
  readonly signal?: AbortSignal;
}

export interface StateSlot {
  readonly input: string;
  readonly output: string;
  readonly tensor: Tensor;
}
