/** @file Every operation with its shapes, its ONNX and its gradient. A kind without an entry, or an entry without a gradient, does not compile. */
import type { FloatType } from '../graph/data-type';
import { buildGraph, type Graph, type Operation, type Value, type ValueType } from '../graph/graph';
import type { Emitter } from '../onnx/emitter';
import { activation } from './activation';
import { cache } from './cache';
import { choice } from './choice';
import type { Definitions } from './definition';
import { distribution } from './distribution';
import { elementwise } from './elementwise';
import { flow } from './flow';
import { normalise } from './normalise';
import { product } from './product';
import { quantised } from './quantised';
import { rotary } from './rotary';
import { rows } from './rows';
import { shape } from './shape';
import type { OperationKind } from './signatures';

export const operations: Definitions<OperationKind> = {
  ...elementwise,
  ...activation,
  ...choice,
  ...product,
  ...quantised,
  ...shape,
  ...normalise,
  ...distribution,
  ...rows,
  ...rotary,
  ...cache,
  ...flow,
};

export function createGraph(floatType: FloatType = 'f32'): Graph {
  return buildGraph((kind, inputs, attributes) => {
    const types = definitionOf(kind).infer(inputs, attributes);
    return 'dataType' in types ? [types] : types;
  }, floatType);
}

/** Names of the ONNX values of an operation's outputs. */
export function lowerOperation(emitter: Emitter, operation: Operation, inputs: readonly string[]): readonly string[] {
  const names = definitionOf(operation.kind).lower(emitter, operation, inputs);
  return typeof names === 'string' ? [names] : names;
}

/** How to compute the cotangent of each input, or undefined where it has none; undefined altogether where the operation stops gradients. */
export function cotangentsOf(operation: Operation, dy: Value): readonly ((() => Value) | undefined)[] | undefined {
  const { gradient } = definitionOf(operation.kind);
  if (gradient === 'zero') return undefined;
  if (gradient === 'unsupported') throw new TypeError(`${operation.kind} has no gradient: it is part of one itself.`);
  return gradient(operation, dy);
}

/** The result computed once more, where that is cheaper than to keep it; else the result itself. */
export function resultAgain(operation: Operation, result: Value): Value {
  return definitionOf(operation.kind).again?.(operation) ?? result;
}

/** A definition with its signature forgotten: safe because operations are made by ops/build.ts alone, whose functions are typed by kind. */
interface AnyDefinition {
  infer(inputs: readonly Value[], attributes: object): ValueType | readonly ValueType[];
  lower(emitter: Emitter, operation: Operation, inputs: readonly string[]): string | readonly string[];
  readonly gradient: 'zero' | 'unsupported' | ((operation: Operation, dy: Value) => readonly ((() => Value) | undefined)[]);
  readonly again?: (operation: Operation) => Value;
}

function definitionOf(kind: string): AnyDefinition {
  return operations[kind as OperationKind] as unknown as AnyDefinition;
}
