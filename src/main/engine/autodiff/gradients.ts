/**
 * @file Reverse-mode differentiation of a graph: walks its operations backwards, only along paths from the targets to the loss, and adds the
 * operations of the gradient to the same graph. Each operation's own rule stands in ops/; broadcasting is undone here, for all of them.
 */
import { broadcastAxes } from '../graph/shape';
import { GraphError, type Operation, type Segment, type Value } from '../graph/graph';
import { add, reshape, scalar, sumKeeping } from '../ops/build';
import { cotangentsOf, resultAgain } from '../ops/table';
import { recompute } from './checkpoint';

/** d loss / d target for each target; undefined where the loss does not depend on it. */
export function gradients(loss: Value, targets: readonly Value[]): readonly (Value | undefined)[] {
  if (loss.shape.length > 0) throw new GraphError(`gradients: the loss must be a scalar; its shape is [${loss.shape.join(', ')}].`);
  const { graph } = loss;
  const forward = [...graph.operations];
  const dependents = dependentsOf(targets, forward);
  const recomputed = new Map<Segment, ReadonlyMap<Value, Value>>();
  const producers = new Map(forward.flatMap((operation) => (operation.segment === undefined ? operation.outputs.slice(0, 1).map((result) => [result, operation] as const) : [])));
  const again = new Map<Value, Value>();
  const cotangents = new Map<Value, Value>([[loss, scalar(graph, 1)]]);

  const accumulate = (input: Value, contribution: Value): void => {
    const unrepeated = unbroadcast(contribution, input);
    const earlier = cotangents.get(input);
    cotangents.set(input, earlier === undefined ? unrepeated : add(earlier, unrepeated));
  };
  const againOf = (value: Value): Value => {
    const producer = producers.get(value);
    const known = again.get(value) ?? (producer === undefined ? value : resultAgain(producer, value));
    again.set(value, known);
    return known;
  };
  const seenFromBehind = (operation: Operation, dy: Value): Operation => {
    if (operation.segment === undefined) return { ...operation, inputs: operation.inputs.map(againOf) };
    const copies = recomputed.get(operation.segment) ?? recompute(operation.segment, dy);
    recomputed.set(operation.segment, copies);
    const copy = (value: Value): Value => copies.get(value) ?? value;
    return { ...operation, inputs: operation.inputs.map(copy), outputs: operation.outputs.map(copy) };
  };

  for (const operation of forward.toReversed()) {
    const [result] = operation.outputs;
    const dy = result && dependents.has(result) ? cotangents.get(result) : undefined;
    if (result === undefined || dy === undefined) continue;
    graph.within(`gradient/${operation.scope}`, () => {
      const rules = cotangentsOf(seenFromBehind(operation, dy), dy) ?? [];
      for (const [index, input] of operation.inputs.entries()) {
        const rule = dependents.has(input) ? rules[index] : undefined;
        if (rule !== undefined) accumulate(input, rule());
      }
    });
  }
  return targets.map((target) => cotangents.get(target));
}

/** The targets, and every value computed from one. */
function dependentsOf(targets: readonly Value[], forward: readonly Operation[]): ReadonlySet<Value> {
  const dependents = new Set(targets);
  for (const { inputs, outputs } of forward) {
    if (inputs.some((input) => dependents.has(input))) for (const output of outputs) dependents.add(output);
  }
  return dependents;
}

/** The cotangent of a value that was repeated is the sum over its repeats. */
function unbroadcast(cotangent: Value, input: Value): Value {
  const axes = broadcastAxes(input.shape, cotangent.shape);
  return reshape(axes.length === 0 ? cotangent : sumKeeping(cotangent, axes), input.shape);
}
