/** @file Where a model's tensors come from: it asks by the names of the checkpoint; who answers decides what is trained, frozen or adapted. */
import type { Graph, Value, WeightLocation } from '../graph/graph';
import type { Shape } from '../graph/shape';
import { add, affine, gemm } from '../ops/build';

export interface Weights {
  readonly tensor: (name: string, shape: Shape) => Value;
  /** The embeddings of ids, some of which the table has not; `embedTokens` gives those of the ones that it has. */
  readonly embed?: (ids: Value, embedTokens: (ids: Value) => Value) => Value;
  /** x times the weight of a linear layer that is kept otherwise than as a tensor (quantised), without its bias; undefined where it is a tensor. */
  readonly linear?: (layer: string, x: Value, outputs: number) => Value | undefined;
  /** The result of a linear layer with its adapter, if it has one. `layer` is the name without `.weight`. */
  readonly adapt?: (layer: string, x: Value, y: Value) => Value;
}

export interface LinearShape {
  readonly outputs: number;
  readonly hasBias: boolean;
}

/** A linear layer: x [rows, inputs] to [rows, outputs]. */
export function linear(weights: Weights, layer: string, { x, outputs, hasBias }: LinearShape & { readonly x: Value }): Value {
  const y = product(weights, layer, { x, outputs, hasBias });
  return weights.adapt?.(layer, x, y) ?? y;
}

function product(weights: Weights, layer: string, { x, outputs, hasBias }: LinearShape & { readonly x: Value }): Value {
  const [, inputs = 0] = x.shape;
  const bias = (): Value => weights.tensor(`${layer}.bias`, [outputs]);
  const own = weights.linear?.(layer, x, outputs);
  if (own !== undefined) return hasBias ? add(own, bias()) : own;
  const weight = weights.tensor(`${layer}.weight`, [outputs, inputs]);
  return hasBias ? affine(x, weight, bias()) : gemm(x, weight, { transposesB: true });
}

/** Weights that are trained: each is an input of the graph under its own name, made when it is first asked for. */
export function trainableWeights(graph: Graph): Weights & { readonly parameters: ReadonlyMap<string, Value> } {
  const parameters = new Map<string, Value>();
  return { parameters, tensor: remembering(parameters, (name, shape) => graph.input(name, graph.floatType, shape)) };
}

/** Weights that stay as they are, read in place from the files of a checkpoint. */
export function frozenWeights(graph: Graph, locate: (name: string, shape: Shape) => WeightLocation): Weights {
  const tensor = remembering(new Map(), (name, shape) => graph.weight(name, { dataType: graph.floatType, shape }, locate(name, shape)));
  return { tensor };
}

function remembering(known: Map<string, Value>, make: (name: string, shape: Shape) => Value): Weights['tensor'] {
  return (name, shape) => {
    const value = known.get(name) ?? make(name, shape);
    known.set(name, value);
    return value;
  };
}
