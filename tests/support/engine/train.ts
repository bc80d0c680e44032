/** @file Takes AdamW steps of a graph the way the trainer will: parameters and moments as state that is overwritten in place. */
import { expect } from 'vitest';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { Value } from '#main/engine/graph/graph';
import { adamwDefaults, scalarNames, stepScalars } from '#main/engine/optim/adamw';
import { addTrainingStep } from '#main/engine/optim/training-step';
import type { Runtime } from '#main/engine/runtime/runtime';
import { deltaDifferences } from './compare';
import type { ExpectedTraining } from './fixtures';
import { prepareGraph } from './run-graph';

export interface TrainingRun {
  readonly losses: readonly number[];
  readonly norms: readonly number[];
  /** How far each trained parameter has moved, after each step. */
  readonly deltas: readonly ReadonlyMap<string, number[]>[];
}

export interface TrainingSetup {
  readonly parameters: ReadonlyMap<string, Value>;
  readonly initial: ReadonlyMap<string, Tensor>;
  readonly inputs: ReadonlyMap<string, Tensor>;
  readonly learningRate: number;
  readonly steps: number;
  readonly weightsFolder?: string;
  readonly runtime?: Runtime;
}

export async function trainSteps(loss: Value, { parameters, initial, inputs, learningRate, steps, weightsFolder, runtime }: TrainingSetup): Promise<TrainingRun> {
  const trained = addTrainingStep(loss, parameters, { settings: adamwDefaults, clipNorm: 1, decays: () => true });
  const prepared = await prepareGraph(loss.graph, { weightsFolder, runtime });
  const start = (name: string): Float32Array => Float32Array.from(initial.get(name)?.data ?? [], Number);
  const state = trained.flatMap(({ name, shape, slots }) =>
    slots.map(({ role, input, output }) => ({ input, output, tensor: role === 'parameter' ? tensor('f32', shape, start(name)) : tensor('f32', shape, new Float32Array(start(name).length)) })),
  );
  const isTrained = new Set(trained.map(({ name }) => name));
  const untouched = [...parameters.keys()].filter((name) => !isTrained.has(name)).map((name) => [name, tensor('f32', initial.get(name)?.shape ?? [], start(name))] as const);
  const losses: number[] = [];
  const norms: number[] = [];
  const deltas: Map<string, number[]>[] = [];
  for (let step = 1; step <= steps; step++) {
    const scalars = Object.entries(stepScalars(learningRate, step, adamwDefaults)).map(([name, value]) => [scalarNames[name as keyof typeof scalarNames], tensor('f32', [], [value])] as const);
    const results = await prepared.run(new Map([...inputs, ...untouched, ...scalars]), state);
    losses.push(results.get('loss')?.[0] ?? NaN);
    norms.push(results.get('grad_norm')?.[0] ?? NaN);
    deltas.push(
      new Map(
        trained.map(({ name }) => {
          const now = state.find(({ input }) => input === name)?.tensor.data ?? [];
          return [name, Array.from(start(name), (before, index) => Number(now[index]) - before)];
        }),
      ),
    );
  }
  await prepared.dispose();
  return { losses, norms, deltas };
}

interface ExpectedSetup extends Omit<TrainingSetup, 'steps' | 'learningRate'> {
  readonly loss: Value;
  /** Parameters that only must not move further than steps can take them. */
  readonly noise?: ReadonlySet<string>;
}

/** Losses, gradient norms and how far the parameters moved, step by step as PyTorch's AdamW. */
export async function expectTraining(expected: ExpectedTraining | undefined, { loss, noise = new Set(), ...training }: ExpectedSetup): Promise<void> {
  if (expected === undefined) throw new Error('the fixture has no training steps');
  const learningRate = expected.hyper.lr;
  const before = expected.losses_before_each_step;
  const run = await trainSteps(loss, { ...training, learningRate, steps: before.length });
  for (const [step, lossBefore] of before.entries()) {
    expect(run.losses[step]).toBeCloseTo(lossBefore, 4);
    expect(run.norms[step]).toBeCloseTo(expected.grad_norm_before_clip[step] ?? NaN, 4);
  }
  expect(deltaDifferences(run.deltas[0] ?? new Map(), expected.after_1, { furthest: learningRate, noise })).toEqual([]);
  if (expected.after_3 !== undefined) expect(deltaDifferences(run.deltas[2] ?? new Map(), expected.after_3, { furthest: 3 * learningRate, noise })).toEqual([]);
}
