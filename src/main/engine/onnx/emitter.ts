/** @file What an operation sees of the ONNX model while it is lowered: add a node, name a constant. */
import type { DataType } from '../graph/data-type';
import type { WeightLocation } from '../graph/graph';
import type { Shape } from '../graph/shape';
import type { Capabilities } from './capabilities';

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string }
  /** A tensor of shape [1] that holds 0. */
  | { readonly zero: DataType };

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  readonly domain?: string;
}

export interface Emitter {
  readonly capabilities: Capabilities;
  /** Adds a node of one output and returns its name. */
  emit(operator: string, inputs: readonly string[], options?: NodeOptions): string;
  /** Adds a node of several outputs. */
  emitMany(operator: string, inputs: readonly string[], options: NodeOptions & { readonly outputs: number }): readonly string[];
  /** A one-dimensional i64 constant: axes, shapes. */
  integers(values: readonly number[]): string;
  scalar(dataType: DataType, value: number): string;
  zeros(dataType: DataType, shape: Shape): string;
}

export const int = (value: number): OnnxAttribute => ({ int: value });
export const float = (value: number): OnnxAttribute => ({ float: value });
export const ints = (values: readonly number[]): OnnxAttribute => ({ ints: values });
export const text = (value: string): OnnxAttribute => ({ text: value });

/** What a model's tensors may be stored as, beside what they are computed in. */
export type ElementType = DataType | WeightLocation['storedAs'];

/** onnx.TensorProto.DataType */
export const elementTypes: { readonly [T in ElementType]: number } = { f32: 1, u8: 2, i32: 6, i64: 7, bool: 9, f16: 10, f64: 11, bf16: 16 };
