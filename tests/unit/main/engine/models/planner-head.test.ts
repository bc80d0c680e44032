/** @file The planner's head: the numbers of spec anchors G6 and G10, what every option changes in the graph, and its gradient. */
import { describe, expect, test } from 'vitest';
import type { Tensor } from '#main/engine/graph/data-type';
import { tensor } from '#main/engine/graph/data-type';
import type { Value } from '#main/engine/graph/graph';
import { elementCount } from '#main/engine/graph/shape';
import { contextAttention, plannerDecision, type PlannerDecision, type PlannerHead } from '#main/engine/models/planner-head';
import { trainableWeights, type Weights } from '#main/engine/nn/weights';
import { floats, integers } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { createRandom } from '#shared/domain/random';
import { expectGradientsOfDifferences } from '../../../../support/engine/finite-differences';
import { runGraph } from '../../../../support/engine/run-graph';

const aspects = [{ name: 'emotion', levels: 5 }, { name: 'trust', levels: 5 }, { name: 'stage', levels: 5 }, { name: 'behaviour', levels: 9 }];
const published: PlannerHead = { hiddenSize: 1024, classes: 8, aspects, context: 'cls', mlp: 'shared', isScaled: false, activation: 'none' };
const small: PlannerHead = { ...published, hiddenSize: 4 };

test('the head of RoBERTa-large has 7,378,952 parameters (G6)', () => {
  expect(parameterCount(published)).toBe(7_378_952);
});

test.each<[string, Partial<PlannerHead>, number]>([
  ['an MLP for each aspect has three times two layers more', { mlp: 'perAspect' }, 7_378_952 + 3 * 2 * (1024 * 1024 + 1024)],
  ['the pooler is a layer of the encoder', { context: 'pooler' }, 7_378_952 + 1024 * 1024 + 1024],
  ['the mean has no parameters', { context: 'mean' }, 7_378_952],
  ['the ablation is one layer', { aspects: [] }, 8 * 1024 + 8],
  ['an activation has no parameters', { activation: 'tanh' }, 7_378_952],
])('%s', (_, change, expected) => {
  expect(parameterCount({ ...published, ...change })).toBe(expected);
});

describe('attention over the aspects (G10)', () => {
  test.each([
    ['unscaled, as the paper', false, [0.251782, 0.177428, 0.292529, 0.278262], [0.143392, 0.232427]],
    ['scaled, as the code', true, [0.252148, 0.196867, 0.280362, 0.270623], [0.131551, 0.237325]],
  ] as const)('%s', async (_, isScaled, alpha, mixture) => {
    const graph = createGraph();
    const identity = (name: string): number[] => (name.endsWith('.weight') ? [1, 0, 0, 1] : [0, 0]);
    const weights: Weights = { tensor: (name, shape) => floats(graph, shape, identity(name)) };
    const inputs = { context: floats(graph, [1, 2], [1, 0.5]), aspects: floats(graph, [4, 2], [0.2, 0.1, -0.3, 0.4, 0.5, -0.2, 0, 0.7]) };
    const { mixed, attention } = contextAttention({ hiddenSize: 2, isScaled }, weights, inputs);
    graph.output('mixed', mixed);
    graph.output('attention', attention);
    const results = await runGraph(graph);
    for (const [index, value] of alpha.entries()) expect(results.get('attention')?.[index]).toBeCloseTo(value, 6);
    for (const [index, value] of mixture.entries()) expect(results.get('mixed')?.[index]).toBeCloseTo(value, 6);
  });
});

describe('options', () => {
  test('each changes the decision, none the attention’s sum', async () => {
    const variants: Partial<PlannerHead>[] = [{}, { context: 'pooler' }, { context: 'mean' }, { mlp: 'perAspect' }, { isScaled: true }, { activation: 'relu' }, { activation: 'tanh' }, { aspects: [] }];
    const logits: string[] = [];
    for (const variant of variants) {
      const results = await decide({ ...small, ...variant });
      logits.push(results.get('logits')?.map((value) => value.toFixed(6)).join() ?? '');
      const attention = results.get('attention');
      expect(attention === undefined).toBe(variant.aspects !== undefined);
      for (const row of [0, 4]) if (attention !== undefined) expect(attention.slice(row, row + 4).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
    }
    expect(new Set(logits).size).toBe(variants.length);
  });

  test('padding is not looked at by the mean', async () => {
    const head: PlannerHead = { ...small, context: 'mean' };
    expect(await contextOf(head, [1, 1, 0])).toEqual(await contextOf(head, [1, 1, 0], 99));
    expect(await contextOf(head, [1, 1, 1])).not.toEqual(await contextOf(head, [1, 1, 1], 99));
  });

  test('the levels of an example choose its rows of the tables', async () => {
    const [first, second] = [await decide(small, [0, 1, 2, 3]), await decide(small, [0, 1, 2, 8])];
    expect(first.get('logits')?.slice(0, 8)).not.toEqual(second.get('logits')?.slice(0, 8));
    expect(first.get('logits')?.slice(8)).toEqual(second.get('logits')?.slice(8));
  });

  test('too few levels are refused', () => {
    const graph = createGraph();
    const build = (): PlannerDecision => plannerDecision(small, { weights: trainableWeights(graph), prefix: 'roberta.' }, { ...encoded(floats(graph, [2, 4], Array.from({ length: 8 }, () => 1)), 1), levels: [integers(graph, [2], [0, 0])] });
    expect(build).toThrow('the levels of 1 aspects; aspect 2 is missing');
  });
});

test.each<[string, Partial<PlannerHead>]>([
  ['as published', {}],
  ['with an MLP for each aspect, scaled, tanh, mean', { mlp: 'perAspect', isScaled: true, activation: 'tanh', context: 'mean' }],
])('the gradient agrees with central differences: %s', async (_, change) => {
  const head: PlannerHead = { ...small, hiddenSize: 2, aspects: [{ name: 'emotion', levels: 2 }, { name: 'trust', levels: 3 }], ...change };
  const shapes = parameterShapes(head);
  await expectGradientsOfDifferences(
    {
      variables: [{ shape: [6, 2] }, ...[...shapes.values()].map((shape) => ({ shape }))],
      build: (hidden, ...values) => {
        const { graph } = hidden;
        const named = new Map([...shapes.keys()].map((name, index) => [name, values[index]]));
        const weights: Weights = { tensor: (name) => named.get(name) ?? hidden };
        const levels = [integers(graph, [2], [0, 1]), integers(graph, [2], [2, 1])];
        return plannerDecision(head, { weights, prefix: 'roberta.' }, { ...encoded(hidden, 3), levels }).logits;
      },
    },
    7,
  );
});

function parameterShapes(head: PlannerHead): Map<string, readonly number[]> {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const levels = head.aspects.map(() => integers(graph, [2], [0, 0]));
  plannerDecision(head, { weights, prefix: 'roberta.' }, { ...encoded(graph.input('hidden', 'f32', [2, head.hiddenSize]), 1), levels });
  return new Map([...weights.parameters].map(([name, { shape }]) => [name, shape]));
}

function parameterCount(head: PlannerHead): number {
  return parameterShapes(head).values().reduce((total, shape) => total + elementCount(shape), 0);
}

/** Two sequences, all tokens real. */
function encoded(hidden: Value, positions: number): { hidden: Value; attentionMask: Value } {
  return { hidden, attentionMask: floats(hidden.graph, [2, positions], Array.from({ length: 2 * positions }, () => 1)) };
}

/** Two examples of three positions with made-up weights; `levels` are those of the first. */
async function decide(head: PlannerHead, levels: readonly number[] = [1, 1, 1, 1]): Promise<ReadonlyMap<string, number[]>> {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const hidden = floats(graph, [6, head.hiddenSize], Array.from({ length: 6 * head.hiddenSize }, (_, at) => Math.sin(at)));
  const ids = head.aspects.map((_, index) => integers(graph, [2], [levels[index] ?? 0, 0]));
  const decision = plannerDecision(head, { weights, prefix: 'roberta.' }, { ...encoded(hidden, 3), levels: ids });
  for (const [name, value] of Object.entries(decision)) graph.output(name, value as Value);
  return runGraph(graph, madeUp(weights.parameters));
}

async function contextOf(head: PlannerHead, mask: readonly number[], lastToken = 1): Promise<number[] | undefined> {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const values = [1, 2, 3, 4, 5, 6, 7, 8, lastToken, lastToken, lastToken, lastToken];
  const levels = head.aspects.map(() => integers(graph, [1], [0]));
  const { context } = plannerDecision(head, { weights, prefix: '' }, { hidden: floats(graph, [3, 4], values), attentionMask: floats(graph, [1, 3], mask), levels });
  graph.output('context', context);
  return (await runGraph(graph, madeUp(weights.parameters))).get('context');
}

function madeUp(parameters: ReadonlyMap<string, Value>): Map<string, Tensor> {
  const random = createRandom(3);
  return new Map([...parameters].map(([name, { shape }]) => [name, tensor('f32', shape, Array.from({ length: elementCount(shape) }, () => random.next() - 0.5))]));
}
