/**
 * @file A whole training step in one graph: gradients of a loss, clipping by the global norm, AdamW. Parameters and moments are inputs and
 * outputs; the runtime may put both in one buffer, because nothing that overwrites them can run before every gradient is there:
 * the factors of the old state wait for the gradient norm and for all outputs declared before.
 */
import type { Graph, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { gradients } from '../autodiff/gradients';
import { add, divide, firstOccurrences, minimum, reshape, scalar, scale, scatterAddRows, shift, slice, sqrt, sumOfSquares } from '../ops/build';
import { adamw, adamwRates, stepScalarInputs, type AdamwSettings, type AdamwState, type RowGradient } from './adamw';

export interface StepOptions {
  readonly settings: AdamwSettings;
  /** Gradients whose common norm is larger are scaled down to it; undefined leaves them as they are. */
  readonly clipNorm: number | undefined;
  /** Which parameters decay, by name. */
  readonly decays: (name: string) => boolean;
}

/** A parameter that is trained: the names under which its state enters and leaves the graph. */
export interface TrainedParameter {
  readonly name: string;
  readonly shape: Shape;
  readonly slots: readonly StateNames[];
}

export interface StateNames {
  readonly role: keyof AdamwState;
  readonly input: string;
  readonly output: string;
}

export interface ParameterGradient {
  readonly name: string;
  readonly parameter: Value;
  readonly gradient: Value;
}

/**
 * Completes the graph of `loss` to a training step. Outputs added: `loss`, `grad_norm` (before clipping) and the new state.
 * A parameter that the loss does not depend on is left out, as PyTorch leaves one whose gradient is None: it does not decay either.
 */
export function addTrainingStep(loss: Value, parameters: ReadonlyMap<string, Value>, options: StepOptions): readonly TrainedParameter[] {
  loss.graph.output('loss', loss);
  return addUpdate(loss.graph, withGradients(loss, parameters), options);
}

export function withGradients(loss: Value, parameters: ReadonlyMap<string, Value>): readonly ParameterGradient[] {
  const found = gradients(loss, [...parameters.values()]);
  return [...parameters].flatMap(([name, parameter], index) => {
    const gradient = found[index];
    return gradient === undefined ? [] : [{ name, parameter, gradient }];
  });
}

/** The second half of a step: from gradients to the new state. */
export function addUpdate(graph: Graph, trained: readonly ParameterGradient[], { settings, clipNorm, decays }: StepOptions): readonly TrainedParameter[] {
  const earlierOutputs = [...graph.outputs.values()];
  return graph.within('optimizer', () => {
    const found = trained.map(({ gradient }) => rowGradient(gradient) ?? gradient);
    const norm = globalNorm(graph, found.map((gradient) => ('rows' in gradient ? gradient.rows : gradient)));
    graph.output('grad_norm', norm);
    const dependency = earlierOutputs.reduce((all, output) => add(all, anyElementTimesZero(output)), norm);
    const gradientScale = clipNorm === undefined ? scalar(graph, 1) : clipScale(norm, clipNorm);
    const rates = adamwRates(stepScalarInputs(graph), settings, { gradientScale, dependency });
    return trained.map(({ name, parameter, gradient }, index) => {
      const slots: readonly StateNames[] = [
        { role: 'parameter', input: name, output: `next/${name}` },
        { role: 'firstMoment', input: `first_moment/${name}`, output: `next/first_moment/${name}` },
        { role: 'secondMoment', input: `second_moment/${name}`, output: `next/second_moment/${name}` },
      ];
      const moment = (kind: 'first' | 'second'): Value => graph.input(`${kind}_moment/${name}`, graph.floatType, parameter.shape);
      const next = adamw({ parameter, firstMoment: moment('first'), secondMoment: moment('second') }, found[index] ?? gradient, { rates, decays: decays(name) });
      for (const { role, output } of slots) graph.output(output, next[role]);
      return { name, shape: parameter.shape, slots };
    });
  });
}

/**
 * The rows of a gradient that is nothing but rows added into a table, as that of an embedding is: the table is then never made. Undefined for all
 * others, and where comparing all ids with each other would take more than it saves.
 */
function rowGradient(gradient: Value): RowGradient | undefined {
  const { graph } = gradient;
  const [ids, updates] = graph.operations.find(({ kind, outputs }) => kind === 'scatterAddRows' && outputs[0] === gradient)?.inputs ?? [];
  if (ids === undefined || updates === undefined) return undefined;
  const count = elementCount(ids.shape);
  if (count ** 2 > elementCount(gradient.shape)) return undefined;
  return { ids, rows: scatterAddRows(firstOccurrences(ids), updates, count) };
}

/**
 * sqrt of the sum of all squares, from the last gradient to the first. ONNX Runtime computes in the order in which a walk up from the outputs
 * meets the nodes: asking for the gradients in the order in which the backward pass makes them lets it free each layer's activations on the way.
 */
function globalNorm(graph: Graph, values: readonly Value[]): Value {
  return sqrt(values.toReversed().map(sumOfSquares).reduce((total, squares) => add(total, squares), scalar(graph, 0)));
}

/** min(1, limit / (norm + 1e-6)), as torch.nn.utils.clip_grad_norm_ */
function clipScale(norm: Value, limit: number): Value {
  const { graph } = norm;
  return minimum(scalar(graph, 1), divide(scalar(graph, limit), shift(norm, 1e-6)));
}

/** A zero that cannot be had before `value`. */
function anyElementTimesZero(value: Value): Value {
  const first = slice(reshape(value, [elementCount(value.shape)]), 0, [0, 1]);
  return scale(reshape(first, []), 0);
}
