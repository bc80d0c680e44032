/**
 * @file Weights stored in 16 bits under a graph of 32: each is widened where it is used, just before. A plain Cast of an initializer would be done
 * at load, for all weights, into memory twice their size. So the weight first passes through a Reshape to its own shape, which is computed from the
 * activation that it meets: ONNX Runtime can neither fold that nor do it sooner.
 */
import type { DataType } from '../graph/data-type';
import type { Graph, Operation, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { lowerOperation } from '../ops/table';
import { elementTypes, int, type Emitter } from './emitter';

export interface NarrowWeights {
  /** The name under which the operations see a weight that is stored as `name`. */
  add(value: Value, name: string): string;
  /** Lowers an operation whose operands may be narrow. */
  lower(operation: Operation, operands: readonly string[]): readonly string[];
}

/** Norms and biases are widened at load: they are small, and there are many. */
const mostWidenedAtLoad = 65_536;

export function createNarrowWeights(emitter: Emitter, graph: Graph): NarrowWeights {
  const stored = new Set<Value>();
  const outputs = new Set(graph.outputs.values());
  const zeros = new Map<string, string>();
  const shapes = new Map<string, string>();
  /** [1] of i64, 0 whatever the activation holds. */
  const zeroAfter = (activation: string): string => remember(zeros, activation, () => {
    const flat = emitter.emit('Reshape', [activation, emitter.integers([-1])]);
    const first = emitter.emit('Slice', [flat, emitter.integers([0]), emitter.integers([1])]);
    return emitter.emit('Mul', [emitter.emit('Cast', [first], { attributes: { to: int(elementTypes.i64) } }), emitter.integers([0])]);
  });
  const shapeAfter = (activation: string, shape: Shape): string =>
    remember(shapes, `${activation} ${shape.join()}`, () => emitter.emit('Add', [emitter.integers(shape), zeroAfter(activation)]));

  return {
    add: (value, name) => {
      const isSmall = elementCount(value.shape) <= mostWidenedAtLoad;
      if (!emitter.capabilities.widensInOrder || isSmall || outputs.has(value)) return widen(emitter, name, value.dataType);
      stored.add(value);
      return name;
    },
    lower: (operation, operands) => {
      const { inputs, kind } = operation;
      const [first] = inputs;
      // Rows are picked as they are stored; what was picked is widened.
      if (kind === 'gatherRows' && first !== undefined && stored.has(first)) {
        return lowerOperation(emitter, operation, operands).map((name) => widen(emitter, name, first.dataType));
      }
      const activation = operands[inputs.findIndex((input) => isComputed(graph, input))];
      const widened = operands.map((name, index) => {
        const value = inputs[index];
        if (value === undefined || !stored.has(value)) return name;
        const ready = activation === undefined ? name : emitter.emit('Reshape', [name, shapeAfter(activation, value.shape)]);
        return widen(emitter, ready, value.dataType);
      });
      return lowerOperation(emitter, operation, widened);
    },
  };
}

function isComputed(graph: Graph, value: Value): boolean {
  const leaf = graph.leaves.get(value);
  return leaf === undefined || leaf.kind === 'input';
}

function widen(emitter: Emitter, name: string, to: DataType): string {
  return emitter.emit('Cast', [name], { attributes: { to: int(elementTypes[to]) } });
}

function remember(known: Map<string, string>, key: string, make: () => string): string {
  const name = known.get(key) ?? make();
  known.set(key, name);
  return name;
}
