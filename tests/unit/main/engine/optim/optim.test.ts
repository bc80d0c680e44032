/** @file AdamW by hand, clipping, what is left out, and accumulation against the step of the whole batch. */
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { Value } from '#main/engine/graph/graph';
import { squaredError } from '#main/engine/losses/squared-error';
import { addAccumulation, buildUpdate } from '#main/engine/optim/accumulation';
import { adamwDefaults, scalarNames, stepScalars } from '#main/engine/optim/adamw';
import { rateFactor } from '#main/engine/optim/schedules';
import { addTrainingStep, type StepOptions, type TrainedParameter } from '#main/engine/optim/training-step';
import { add, concat, gatherRows, gemm, integers, multiply, scale, square, sum } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { prepareGraph } from '../../../../support/engine/run-graph';

const settings = { ...adamwDefaults, weightDecay: 0.1 };
const options: StepOptions = { settings, clipNorm: undefined, decays: () => true };

test('three steps on a line, by hand', async () => {
  const graph = createGraph('f64');
  const p = graph.input('p', 'f64', [1]);
  const loss = sum(multiply(p, graph.input('slope', 'f64', [1])));
  const trained = addTrainingStep(loss, new Map([['p', p]]), options);
  const state = stateOf(trained, new Map([['p', [2]]]));
  const prepared = await prepareGraph(graph);
  let [own, m, v] = [2, 0, 0];
  for (const [index, slope] of [3, -1, 0.5].entries()) {
    await prepared.run(new Map([['slope', tensor('f64', [1], [slope])], ...scalarsAt(index + 1)]), slotsOf(trained, state));
    [m, v] = [0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope * slope];
    const t = index + 1;
    own = own * (1 - 0.01 * 0.1) - (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    expect(state.get('p')?.data[0]).toBeCloseTo(own, 12);
  }
  await prepared.dispose();
});

test('nothing reads the old state for the new one before all gradients and outputs are there', () => {
  const graph = createGraph();
  const [p, q] = [graph.input('p', 'f32', [2]), graph.input('q', 'f32', [2])];
  const loss = sum(multiply(p, multiply(q, q)));
  graph.output('metric', sum(p));
  const trained = addTrainingStep(loss, new Map([['p', p], ['q', q]]), { ...options, decays: (name) => name === 'p' });
  const stateNames = new Set(trained.flatMap(({ slots }) => slots.map(({ input }) => input)));
  const state = new Set([...graph.leaves].flatMap(([value, leaf]) => (leaf.kind === 'input' && stateNames.has(leaf.name) ? [value] : [])));
  const awaited = ['grad_norm', 'loss', 'metric'].map((name) => graph.outputs.get(name) as Value);
  const ancestors = new Map<Value, ReadonlySet<Value>>();
  for (const { inputs, outputs } of graph.operations) {
    const known = new Set(inputs.flatMap((input) => [input, ...(ancestors.get(input) ?? [])]));
    for (const output of outputs) ancestors.set(output, known);
  }
  const readers = graph.operations.filter(({ scope, inputs }) => scope === 'optimizer' && inputs.some((input) => state.has(input)));
  expect(readers).toHaveLength(6);
  for (const { outputs } of readers) expect(awaited.every((value) => outputs.every((output) => ancestors.get(output)?.has(value)))).toBe(true);
});

describe('of two parameters', () => {
  test.each([
    [undefined, 1],
    [100, 1],
    [1, 0.2],
  ])('clip %s scales the gradients by %f', async (clipNorm, factor) => {
    const { trained, state } = await oneStep({ ...options, clipNorm });
    expect(trained.map(({ name }) => name)).toEqual(['a', 'b']);
    // The first moment is (1 - beta1) times the scaled gradient.
    expect(state.get('first_moment/a')?.data[0]).toBeCloseTo(0.1 * 3 * factor, 6);
    expect(state.get('first_moment/b')?.data[0]).toBeCloseTo(0.1 * 4 * factor, 6);
  });

  test('decay falls on those that decay', async () => {
    const [all, none] = [await oneStep(options), await oneStep({ ...options, decays: (name) => name !== 'a' })];
    expect(Number(none.state.get('a')?.data[0]) - Number(all.state.get('a')?.data[0])).toBeCloseTo(0.01 * 0.1 * 5, 12);
    expect(none.state.get('b')?.data[0]).toBe(all.state.get('b')?.data[0]);
  });

  test('one that the loss does not see has no state', async () => {
    const graph = createGraph('f64');
    const a = graph.input('a', 'f64', [1]);
    expect(addTrainingStep(sum(a), new Map([['a', a], ['unused', graph.input('unused', 'f64', [1])]]), options).map(({ name }) => name)).toEqual(['a']);
  });

  /** loss = 3 a + 4 b, from a = b = 5: a gradient of norm 5. */
  async function oneStep(stepOptions: StepOptions): Promise<{ trained: readonly TrainedParameter[]; state: Map<string, Tensor> }> {
    const graph = createGraph('f64');
    const [a, b] = [graph.input('a', 'f64', [1]), graph.input('b', 'f64', [1])];
    const slopes = graph.input('slopes', 'f64', [2]);
    const loss = sum(multiply(concat([a, b], 0), slopes));
    const trained = addTrainingStep(loss, new Map([['a', a], ['b', b]]), stepOptions);
    const state = stateOf(trained, new Map([['a', [5]], ['b', [5]]]));
    const prepared = await prepareGraph(graph);
    const results = await prepared.run(new Map([['slopes', tensor('f64', [2], [3, 4])], ...scalarsAt(1)]), slotsOf(trained, state));
    expect(results.get('grad_norm')?.[0]).toBeCloseTo(5, 12);
    await prepared.dispose();
    return { trained, state };
  }
});

test('a table of which few rows were taken moves as with its whole gradient, rows taken twice included', async () => {
  const shape = [5, 4];
  const initial = Array.from({ length: 20 }, (_, index) => Math.sin(index));
  const [few, whole] = [await twoSteps((table) => table), await twoSteps((table) => add(table, scale(sum(table), 0)))];
  expect(few.isRows).toBe(true);
  expect(whole.isRows).toBe(false);
  expect(few.norms).toEqual(whole.norms.map((norm) => expect.closeTo(norm, 12) as number));
  for (const [name, { data }] of whole.state) expect(Array.from<number | bigint, number>(few.state.get(name)?.data ?? [], Number), name).toEqual(Array.from<number | bigint, number>(data, (value) => expect.closeTo(Number(value), 12) as number));

  /** Seen through `see`, whose gradient decides whether that of the table is rows alone. */
  async function twoSteps(see: (table: Value) => Value): Promise<{ state: Map<string, Tensor>; norms: number[]; isRows: boolean }> {
    const graph = createGraph('f64');
    const table = graph.input('table', 'f64', shape);
    const taken = gatherRows(see(table), integers(graph, [4], [3, 1, 3, 0]));
    const trained = addTrainingStep(sum(multiply(square(taken), graph.input('slopes', 'f64', [4, 4]))), new Map([['table', table]]), { ...options, clipNorm: 1 });
    const state = stateOf(trained, new Map([['table', initial]]));
    const prepared = await prepareGraph(graph);
    const norms: number[] = [];
    for (const step of [1, 2]) {
      const slopes = tensor('f64', [4, 4], Array.from({ length: 16 }, (_, index) => Math.cos(index + step)));
      norms.push(...((await prepared.run(new Map([['slopes', slopes], ...scalarsAt(step)]), slotsOf(trained, state))).get('grad_norm') ?? []));
    }
    await prepared.dispose();
    return { state, norms, isRows: graph.operations.some(({ kind }) => kind === 'addRows') };
  }
});

test('parts of a batch accumulate to the step of the whole', async () => {
  const rows = [[1, 2, 0.5], [-1, 0.3, 2], [0.2, -2, -1], [3, 1, 0]] as const;
  const targets = [1, -1, 0.5, 2];
  const initial = new Map([['w', [0.1, -0.2, 0.3]]]);

  const whole = regression(4);
  const trained = addTrainingStep(whole.loss, whole.parameters, { ...options, clipNorm: 1 });
  const expected = stateOf(trained, initial);
  const step = await prepareGraph(whole.loss.graph);
  await step.run(new Map([...feed(rows, targets), ...scalarsAt(1)]), slotsOf(trained, expected));
  await step.dispose();

  const part = regression(2);
  const accumulators = addAccumulation(part.loss, part.parameters);
  const sums = new Map(accumulators.map(({ name, shape }) => [name, tensor('f64', shape, new Float64Array(3))]));
  const first = await prepareGraph(part.loss.graph);
  for (const start of [0, 2]) {
    const slots = accumulators.map(({ name, input, output }) => ({ input, output, tensor: sums.get(name) as Tensor }));
    await first.run(new Map([...feed(rows.slice(start, start + 2), targets.slice(start, start + 2)), ['w', tensor('f64', [1, 3], initial.get('w') ?? [])]]), slots);
  }
  await first.dispose();
  const update = buildUpdate(accumulators, { ...options, clipNorm: 1 }, 'f64');
  const own = stateOf(update.trained, initial);
  const second = await prepareGraph(update.graph);
  await second.run(new Map([...accumulators.map(({ name, input }) => [input, sums.get(name) as Tensor] as const), ...scalarsAt(1)]), slotsOf(update.trained, own));
  await second.dispose();

  for (const [name, { data }] of expected) for (const [index, value] of data.entries()) expect(own.get(name)?.data[index]).toBeCloseTo(Number(value), 12);

  function regression(count: number): { loss: Value; parameters: ReadonlyMap<string, Value> } {
    const graph = createGraph('f64');
    const w = graph.input('w', 'f64', [1, 3]);
    const predictions = gemm(graph.input('x', 'f64', [count, 3]), w, { transposesB: true });
    return { loss: squaredError(predictions, graph.input('y', 'f64', [count, 1]), graph.input('weights', 'f64', [count, 1])), parameters: new Map([['w', w]]) };
  }

  function feed(x: readonly (readonly number[])[], y: readonly number[]): [string, Tensor][] {
    return [['x', tensor('f64', [x.length, 3], x.flat())], ['y', tensor('f64', [y.length, 1], y)], ['weights', tensor('f64', [y.length, 1], y.map(() => 0.25))]];
  }
});

test.each([
  ['constant', [0.5, 1, 1, 1]],
  ['linear', [0.5, 1, 0.5, 0]],
  ['cosine', [0.5, 1, 0.5, 0]],
] as const)('%s schedule: half-way up, at the top, half-way down, at the end', (kind, factors) => {
  expect([2, 4, 7, 10].map((step) => rateFactor({ kind, warmupSteps: 4, totalSteps: 10 }, step))).toEqual(factors.map((factor) => expect.closeTo(factor, 12) as number));
});

test('a schedule without warm-up begins near the top, and after its end it stays at the end', () => {
  expect(rateFactor({ kind: 'linear', warmupSteps: 0, totalSteps: 10 }, 1)).toBeCloseTo(0.9, 12);
  expect(rateFactor({ kind: 'cosine', warmupSteps: 0, totalSteps: 10 }, 99)).toBe(0);
});

function stateOf(trained: readonly TrainedParameter[], initial: ReadonlyMap<string, readonly number[]>): Map<string, Tensor> {
  return new Map(trained.flatMap(({ name, shape, slots }) => slots.map(({ role, input }) => [input, tensor('f64', shape, role === 'parameter' ? (initial.get(name) ?? []) : (initial.get(name) ?? []).map(() => 0))] as const)));
}

function slotsOf(trained: readonly TrainedParameter[], state: ReadonlyMap<string, Tensor>): { input: string; output: string; tensor: Tensor }[] {
  return trained.flatMap(({ slots }) => slots.map(({ input, output }) => ({ input, output, tensor: state.get(input) as Tensor })));
}

function scalarsAt(step: number): [string, Tensor][] {
  const values = stepScalars(0.01, step, settings);
  return Object.entries(scalarNames).map(([key, name]) => [name, tensor('f64', [], [values[key as keyof typeof values]])]);
}
