/**
 * @file Gradient accumulation: a batch too large for memory is taken in parts by two graphs. The first adds the gradients of one part to
 * accumulators, which begin as zeros; the second takes the step from them. Losses are sums over weighted rows (losses/reduction.ts): with
 * weights that sum to 1 over ALL parts the result is that of the whole batch.
 */
import type { FloatType } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import type { Shape } from '../graph/shape';
import { add } from '../ops/build';
import { createGraph } from '../ops/table';
import { addUpdate, withGradients, type StepOptions, type TrainedParameter } from './training-step';

/** A parameter's gradient accumulator: read and overwritten by the first graph, read by the second. */
export interface Accumulator {
  readonly name: string;
  readonly shape: Shape;
  readonly input: string;
  readonly output: string;
}

/** Completes the graph of `loss` to the first of the two. Outputs added: `loss` and the accumulators. */
export function addAccumulation(loss: Value, parameters: ReadonlyMap<string, Value>): readonly Accumulator[] {
  const { graph } = loss;
  graph.output('loss', loss);
  return withGradients(loss, parameters).map(({ name, parameter: { shape }, gradient }) => {
    const accumulator = { name, shape, input: accumulatorName(name), output: `next/${accumulatorName(name)}` };
    graph.output(accumulator.output, add(graph.input(accumulator.input, graph.floatType, shape), gradient));
    return accumulator;
  });
}

export interface UpdateGraph {
  readonly graph: Graph;
  readonly trained: readonly TrainedParameter[];
}

/** The second graph: its inputs are the accumulators and the state, its outputs `grad_norm` and the new state. */
export function buildUpdate(accumulators: readonly Accumulator[], options: StepOptions, floatType: FloatType = 'f32'): UpdateGraph {
  const graph = createGraph(floatType);
  const input = (name: string, shape: Shape): Value => graph.input(name, floatType, shape);
  const gradients = accumulators.map(({ name, shape }) => ({ name, parameter: input(name, shape), gradient: input(accumulatorName(name), shape) }));
  return { graph, trained: addUpdate(graph, gradients, options) };
}

function accumulatorName(name: string): string {
  return `gradient/${name}`;
}
