/**
 * @file Activation checkpointing (Chen et al. 2016): the inner values of a segment are not kept for the gradient but computed again when it
 * arrives there, for about a third more time and far less memory. Everything random in a segment must be a function of its inputs.
 */
import { GraphError, type Graph, type Segment, type Value } from '../graph/graph';
import { after } from '../ops/build';

/** Builds a stretch of the forward pass, such as one layer, whose inner values gradients() computes again. */
export function checkpoint<T>(graph: Graph, build: () => T): T {
  return graph.inSegment({ operations: [] }, build);
}

/**
 * The operations of a segment once more, as a map from each value to its copy. The copies of the segment's activations wait for `cotangent`:
 * without that ONNX Runtime would see common subexpressions and merge both passes, or run the second one at once.
 */
export function recompute(segment: Segment, cotangent: Value): ReadonlyMap<Value, Value> {
  const { graph } = cotangent;
  const made = new Set(segment.operations.flatMap(({ outputs }) => outputs));
  const copies = new Map<Value, Value>();
  const copyOf = (value: Value): Value => {
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (made.has(value)) throw new GraphError('A checkpointed segment uses a value before it is made.');
    if (graph.leaves.has(value)) return value;
    const delayed = after(value, cotangent);
    copies.set(value, delayed);
    return delayed;
  };
  for (const { kind, inputs, attributes, outputs } of segment.operations) {
    const again = graph.append(kind, inputs.map(copyOf), attributes);
    outputs.forEach((output, index) => copies.set(output, again[index] ?? output));
  }
  return copies;
}
