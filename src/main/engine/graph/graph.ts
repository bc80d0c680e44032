/**
 * @file The graph under construction: values with static shapes, and the operations that make them, in an order in which they can run.
 * It knows no operation's meaning: shapes come from the `infer` it is given (ops/table.ts), ONNX from onnx/lower.ts.
 */
import type { DataType, FloatType, TensorData } from './data-type';
import { elementCount, describeShape, type Shape } from './shape';

/** One tensor of one graph. Compare by identity. */
export interface Value {
  readonly id: number;
  readonly graph: Graph;
  readonly dataType: DataType;
  readonly shape: Shape;
}

export interface ValueType {
  readonly dataType: DataType;
  readonly shape: Shape;
}

/** Where a value comes from that no operation makes. */
export type Leaf =
  /** Given at every run. */
  | { readonly kind: 'input'; readonly name: string }
  /** Written into the model. */
  | { readonly kind: 'constant'; readonly data: TensorData }
  /** Frozen: read from a file in place, never copied into the model. */
  | { readonly kind: 'weight'; readonly name: string; readonly location: WeightLocation };

/** Bytes of one tensor inside a file; `file` is relative to the folder that the session is given. */
export interface WeightLocation {
  readonly storedAs: 'f32' | 'f16' | 'bf16' | 'u8';
  readonly file: string;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export interface Operation {
  readonly kind: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: object;
  /** Where in the model it stands (`layers.0/attention`), for messages and printed graphs. */
  readonly scope: string;
  /** The recomputed segment that it belongs to (autodiff/checkpoint.ts). */
  readonly segment: Segment | undefined;
}

/** A stretch of the forward pass whose inner values are thrown away and computed again for the gradient. */
export interface Segment {
  readonly operations: Operation[];
}

export type Infer = (kind: string, inputs: readonly Value[], attributes: object) => readonly ValueType[];

export interface Graph {
  /** The type of every float constant and parameter. */
  readonly floatType: FloatType;
  readonly operations: readonly Operation[];
  readonly leaves: ReadonlyMap<Value, Leaf>;
  readonly outputs: ReadonlyMap<string, Value>;
  /** Adds an operation; the one door through which values are made. Throws GraphError where shapes or types do not fit. */
  append(kind: string, inputs: readonly Value[], attributes: object): readonly Value[];
  input(name: string, dataType: DataType, shape: Shape): Value;
  constant(data: TensorData, dataType: DataType, shape: Shape): Value;
  weight(name: string, type: ValueType, location: WeightLocation): Value;
  output(name: string, value: Value): void;
  /** Runs `build` with `name` appended to the scope. */
  within<T>(name: string, build: () => T): T;
  /** Runs `build`; the operations it adds belong to `segment`. */
  inSegment<T>(segment: Segment, build: () => T): T;
}

/** A graph that cannot be: shapes, types, names. The message names the operation and the shapes. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
}

export function buildGraph(infer: Infer, floatType: FloatType): Graph {
  const operations: Operation[] = [];
  const leaves = new Map<Value, Leaf>();
  const outputs = new Map<string, Value>();
  const constants = new Map<string, Value>();
  const names = new Set<string>();
  let valueCount = 0;
  let scope = '';
  let segment: Segment | undefined;

  const makeValue = ({ dataType, shape }: ValueType): Value => ({ id: valueCount++, graph, dataType, shape });
  const makeLeaf = (leaf: Leaf, type: ValueType): Value => {
    const value = makeValue(type);
    leaves.set(value, leaf);
    return value;
  };
  const takeName = (name: string): string => {
    if (names.has(name)) throw new GraphError(`The graph has two inputs or weights named "${name}".`);
    names.add(name);
    return name;
  };

  const graph: Graph = {
    floatType,
    operations,
    leaves,
    outputs,
    append(kind, inputs, attributes) {
      if (inputs.some((input) => input.graph !== graph)) throw new GraphError(`${kind}: an input belongs to another graph.`);
      const types = locateError(scope, () => infer(kind, inputs, attributes));
      const operation: Operation = { kind, inputs, outputs: types.map(makeValue), attributes, scope, segment };
      operations.push(operation);
      segment?.operations.push(operation);
      return operation.outputs;
    },
    input: (name, dataType, shape) => makeLeaf({ kind: 'input', name: takeName(name) }, { dataType, shape }),
    constant(data, dataType, shape) {
      if (data.length !== elementCount(shape)) throw new GraphError(`A constant of shape ${describeShape(shape)} cannot hold ${data.length} values.`);
      if (data.length > 16) return makeLeaf({ kind: 'constant', data }, { dataType, shape });
      const key = `${dataType} ${shape.join()} ${data.join()}`;
      const known = constants.get(key) ?? makeLeaf({ kind: 'constant', data }, { dataType, shape });
      constants.set(key, known);
      return known;
    },
    weight: (name, type, location) => makeLeaf({ kind: 'weight', name: takeName(name), location }, type),
    output(name, value) {
      if (outputs.has(name)) throw new GraphError(`The graph has two outputs named "${name}".`);
      outputs.set(name, value);
    },
    within(name, build) {
      const outer = scope;
      scope = outer === '' ? name : `${outer}/${name}`;
      try {
        return build();
      } finally {
        scope = outer;
      }
    },
    inSegment(inner, build) {
      if (segment !== undefined) throw new GraphError('A checkpointed segment cannot contain another.');
      segment = inner;
      try {
        return build();
      } finally {
        segment = undefined;
      }
    },
  };
  return graph;
}

function locateError<T>(scope: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof GraphError && scope !== '') throw new GraphError(`${error.message} (in ${scope})`, { cause: error });
    throw error;
  }
}
