/** @file Compares the gradient that autodiff builds with central differences of the same graph, run in float64 where kernels exist. */
import { expect } from 'vitest';
import { createRandom, type Random } from '#shared/domain/random';
import { gradients } from '#main/engine/autodiff/gradients';
import { tensor, type FloatType, type Tensor } from '#main/engine/graph/data-type';
import type { Graph, Value } from '#main/engine/graph/graph';
import { elementCount, type Shape } from '#main/engine/graph/shape';
import { floats, multiply, sum } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { prepareGraph } from './run-graph';

/** An input to differentiate by: a shape, and its values or how to draw one. */
export interface Variable {
  readonly shape: Shape;
  readonly values?: readonly number[] | ((random: Random) => number);
}

export interface GradientCase {
  readonly variables: readonly Variable[];
  readonly build: (...variables: Value[]) => Value;
  /** f32 where ONNX Runtime has no double kernel; differences are then coarse. */
  readonly floatType?: FloatType;
}

export async function expectGradientsOfDifferences({ variables, build, floatType = 'f64' }: GradientCase, seed: number): Promise<void> {
  const random = createRandom(seed);
  const graph = createGraph(floatType);
  const inputs = variables.map(({ shape }, index) => graph.input(`x${index}`, floatType, shape));
  const loss = weighted(graph, build(...inputs), random);
  graph.output('loss', loss);
  for (const [index, gradient] of gradients(loss, inputs).entries()) if (gradient !== undefined) graph.output(`gradient${index}`, gradient);

  const points = variables.map((variable) => pointOf(variable, random));
  const feed = (): Map<string, Tensor> => new Map(points.map((values, index) => [`x${index}`, tensor(floatType, variables[index]?.shape ?? [], values)]));
  const prepared = await prepareGraph(graph);
  const analytic = await prepared.run(feed());
  const step = floatType === 'f64' ? 1e-5 : 1e-2;
  const tolerance = floatType === 'f64' ? 1e-7 : 3e-3;
  const differences: string[] = [];
  for (const [index, values] of points.entries()) {
    // No gradient at all says that the loss does not depend on this variable.
    const gradient = analytic.get(`gradient${index}`) ?? values.map(() => 0);
    for (const [element, value] of values.entries()) {
      const lossAt = async (moved: number): Promise<number> => {
        values[element] = moved;
        return (await prepared.run(feed())).get('loss')?.[0] ?? NaN;
      };
      const slope = ((await lossAt(value + step)) - (await lossAt(value - step))) / (2 * step);
      values[element] = value;
      const own = gradient[element] ?? NaN;
      if (!(Math.abs(own - slope) <= tolerance * Math.max(1, Math.abs(slope)))) differences.push(`x${index}[${element}] = ${value}: gradient ${own}, difference ${slope}`);
    }
  }
  await prepared.dispose();
  expect(differences).toEqual([]);
}

/** A scalar to which every element of the result contributes differently. */
function weighted(graph: Graph, result: Value, random: Random): Value {
  const weights = Array.from({ length: elementCount(result.shape) }, () => 0.5 + random.next());
  return sum(multiply(result, floats(graph, result.shape, weights)));
}

function pointOf({ shape, values = between(-2, 2) }: Variable, random: Random): number[] {
  return typeof values === 'function' ? Array.from({ length: elementCount(shape) }, () => values(random)) : [...values];
}

export function between(low: number, high: number): (random: Random) => number {
  return (random) => low + (high - low) * random.next();
}
