/** @file An ONNX model as plain records: what lower.ts makes, encode.ts writes and print.ts shows. */
import type { DataType, TensorData } from '../graph/data-type';
import type { Shape } from '../graph/shape';
import type { WeightLocation } from '../graph/graph';
import type { ElementType, OnnxAttribute } from './emitter';

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  /** Unique; it begins with the scope that the operation stands in. */
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxValue {
  readonly name: string;
  readonly dataType: DataType;
  readonly shape: Shape;
}

export interface OnnxInitializer {
  readonly name: string;
  readonly elementType: ElementType;
  readonly shape: Shape;
  readonly content: { readonly data: TensorData } | { readonly location: WeightLocation };
}

/** Operators are those of ONNX 1.16, which every execution provider of ONNX Runtime 1.30 knows. */
export const opsetVersion = 21;
export const irVersion = 10;
