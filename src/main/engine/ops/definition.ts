/** @file What every operation must say of itself, and the helpers that the families share. */
import type { Emitter } from '../onnx/emitter';
import { isFloat, type DataType } from '../graph/data-type';
import { describeShape } from '../graph/shape';
import { GraphError, type Value, type ValueType } from '../graph/graph';
import type { AttributesOf, InputsOf, OperationKind, TypedOperation } from './signatures';

export interface OperationDefinition<K extends OperationKind> {
  /**
   * Types of the outputs; throws GraphError where the inputs do not fit. Only the first output is a result; further ones are
   * intermediate values kept for the gradient.
   */
  infer(inputs: InputsOf<K>, attributes: AttributesOf<K>): ValueType | readonly ValueType[];
  /** Emits ONNX nodes for what the execution provider can do, and returns the names of the outputs. `inputs` are names. */
  lower(emitter: Emitter, operation: TypedOperation<K>, inputs: readonly string[]): string | readonly string[];
  readonly gradient: Gradient<K>;
  /** The result once more, from what is kept in any case, for gradients that need it: cheaper than keeping it from the forward pass. */
  readonly again?: (operation: TypedOperation<K>) => Value;
}

/** One family of operations: what the table is put together from. */
export type Definitions<K extends OperationKind> = { readonly [Kind in K]: OperationDefinition<Kind> };

export type Gradient<K extends OperationKind> =
  /** Given the cotangent dy of the result: for each input how to compute its own, or undefined where it has none. */
  | ((operation: TypedOperation<K>, dy: Value) => Cotangents<InputsOf<K>>)
  /** Constant almost everywhere, or cut on purpose. */
  | 'zero'
  /** Asking for it is a mistake. */
  | 'unsupported';

/** Only those that are asked for are built. They may have the broadcast shape; autodiff sums them back. */
export type Cotangents<Inputs extends readonly Value[]> = { readonly [Index in keyof Inputs]: (() => Value) | undefined };

export function sameType(kind: string, inputs: readonly Value[]): DataType {
  const [first, ...rest] = inputs;
  if (first === undefined) throw new GraphError(`${kind}: needs at least one input.`);
  if (rest.some((input) => input.dataType !== first.dataType)) {
    throw new GraphError(`${kind}: the inputs have different types: ${inputs.map((input) => input.dataType).join(', ')}.`);
  }
  return first.dataType;
}

export function requireFloat(kind: string, ...inputs: readonly Value[]): DataType {
  const dataType = sameType(kind, inputs);
  if (!isFloat(dataType)) throw new GraphError(`${kind}: works on floating point values, not on ${dataType}.`);
  return dataType;
}

export function requireInteger(kind: string, ids: Value): void {
  if (ids.dataType !== 'i64' && ids.dataType !== 'i32') throw new GraphError(`${kind}: the ids must be i64 or i32, not ${ids.dataType}.`);
}

/** The error of inputs that do not fit each other; it names the operation and every shape. */
export function mismatch(kind: string, inputs: readonly Value[], reason: string): GraphError {
  return new GraphError(`${kind}: ${inputs.map((input) => describeShape(input.shape)).join(' and ')} do not fit: ${reason}`);
}
