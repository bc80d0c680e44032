/** @file Steps and evaluations: that batches, buckets and sessions change nothing in the result, and what stops a training. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { floatTensor, writeSafetensors } from '#main/engine/checkpoint/safetensors-write';
import { readSafetensorsHeader } from '#main/engine/checkpoint/safetensors-read';
import { tensor } from '#main/engine/graph/data-type';
import { frozenWeights } from '#main/engine/nn/weights';
import { withLora } from '#main/engine/nn/lora';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';
import { exp, expand, sum } from '#main/engine/ops/build';
import { Trainer, type TrainerSetup } from '#main/engine/training/trainer';
import type { Model } from '#main/engine/training/types';
import { classifier, firstMarkerTask, smallEncoder, smallPlan, type LabelledTokens } from '../../../../support/engine/training';

const examples = firstMarkerTask(24, 1);
const short = examples.filter(({ ids }) => ids.length <= 6);
const long = examples.filter(({ ids }) => ids.length > 6);

type Setup = TrainerSetup<LabelledTokens>;

function setupWith(options: Partial<Setup['options']> = {}, { dropout = 0, ...others }: Partial<Setup> & { dropout?: number } = {}): Setup {
  return { ...smallPlan({ checkpointFolder: '', options, dropout }), ...others };
}

async function withTrainer<T>(setup: Setup, work: (trainer: Trainer<LabelledTokens>) => Promise<T>): Promise<T> {
  const trainer = await Trainer.create(setup);
  try {
    return await work(trainer);
  } finally {
    await trainer.dispose();
  }
}

/** After one step, copied. */
async function afterOneStep(setup: Setup, batches: readonly (readonly LabelledTokens[])[]): Promise<{ figures: number[]; parameters: number[] }> {
  return await withTrainer(setup, async (trainer) => {
    const { metrics, gradientNorm } = await trainer.step(batches, 0.01);
    return { figures: [metrics['loss'] ?? NaN, metrics['confidence'] ?? NaN, gradientNorm], parameters: [...(await trainer.state()).parameters.values()].flatMap(({ data }) => [...data]) };
  });
}

describe('a step', () => {
  test('from parts in different buckets is that of one batch, whatever the padding', async () => {
    const [first, second] = [short.slice(0, 4), long.slice(0, 3)];
    const whole = await afterOneStep(setupWith({ batchSize: 7, bucketLengths: [12] }), [[...first, ...second]]);
    const parts = await afterOneStep(setupWith({ accumulationSteps: 2 }), [first, second]);
    const padded = await afterOneStep(setupWith({ batchSize: 11, bucketLengths: [16] }), [[...second, ...first]]);
    for (const other of [parts, padded]) {
      expect(other.figures).toEqual(whole.figures.map((figure) => expect.closeTo(figure, 5) as number));
      // A gradient of zero but for rounding (a key's bias) moves by up to the rate in any direction.
      const differing = other.parameters.filter((value, index) => Math.abs(value - (whole.parameters[index] ?? NaN)) > 1e-4);
      expect(differing.length).toBeLessThanOrEqual(smallEncoder.layers * smallEncoder.hiddenSize);
    }
  });

  test('drops by seed and step, and evaluation drops nothing', async () => {
    const lossesOf = (seed: number): Promise<number[]> =>
      withTrainer(setupWith({ seed }, { dropout: 0.5 }), async (trainer) => {
        const losses: number[] = [];
        for (let step = 0; step < 3; step++) losses.push((await trainer.step([short.slice(0, 4)], 1e-9)).metrics['loss'] ?? NaN);
        return [...losses, (await trainer.evaluate(short)).metrics['loss'] ?? NaN];
      });
    const [one, again, other] = [await lossesOf(1), await lossesOf(1), await lossesOf(2)];
    expect(again).toEqual(one);
    expect(new Set([...one.slice(0, 3), ...other.slice(0, 3)]).size).toBe(6);
    expect(other[3]).toBeCloseTo(one[3] ?? NaN, 6);
  });

  test('takes no more than it was prepared for', async () => {
    await withTrainer(setupWith(), async (trainer) => {
      await expect(trainer.step([short.slice(0, 2), short.slice(2, 4)], 0.01)).rejects.toThrow('A step takes 1 to 1 batches; 2 were given.');
      await expect(trainer.step([short.slice(0, 5)], 0.01)).rejects.toThrow('A batch holds up to 4 examples; 5 were given.');
    });
  });
});

describe('evaluation', () => {
  test('gives every example its own prediction, in the order of the examples, and the mean loss', async () => {
    await withTrainer(setupWith(), async (trainer) => {
      const { metrics, predictions } = await trainer.evaluate(examples);
      expect(predictions.map(({ example }) => example)).toEqual(examples);
      const losses = predictions.map(({ example, outputs }) => {
        const logits = [...(outputs['logits'] ?? [])];
        return Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0)) - (logits[example.label] ?? NaN);
      });
      expect(metrics['loss']).toBeCloseTo(losses.reduce((total, loss) => total + loss, 0) / examples.length, 5);
      for (const at of [0, 7, 23]) {
        const alone = (await trainer.evaluate([examples[at] as LabelledTokens])).predictions[0];
        expect([...(alone?.outputs['logits'] ?? [])]).toEqual([...(predictions[at]?.outputs['logits'] ?? [])].map((value) => expect.closeTo(value, 5) as number));
      }
    });
  });
});

test('sessions above the limit are given up, the one used longest ago first, and nothing else changes', async () => {
  const batches = [short.slice(0, 4), long.slice(0, 4), short.slice(0, 4), long.slice(0, 4)];
  const run = (largestPreparedBytes: number): Promise<{ opened: number; disposed: number; losses: number[] }> => {
    const counting = countingRuntime();
    return withTrainer(setupWith({ largestPreparedBytes }, { device: { runtime: counting.runtime, provider: 'cpu', threads: 1 } }), async (trainer) => {
      const losses: number[] = [];
      for (const batch of batches) losses.push((await trainer.step([batch], 0.01)).metrics['loss'] ?? NaN);
      return { opened: counting.opened, disposed: counting.disposed, losses };
    });
  };
  const [free, tight] = [await run(1e9), await run(1)];
  expect(free).toMatchObject({ opened: 2, disposed: 0 });
  expect(tight).toEqual({ opened: 4, disposed: 3, losses: free.losses });
});

describe('stops with what to change', () => {
  const stepOf = (setup: Setup, learningRate = 0.01): Promise<unknown> => withTrainer(setup, (trainer) => trainer.step([short.slice(0, 4)], learningRate));

  test('where the loss is no number', async () => {
    const training = withTrainer(setupWith(), async (trainer) => {
      for (let step = 0; step < 3; step++) await trainer.step([short.slice(0, 4)], 1e30);
    });
    await expect(training).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/^The (loss|gradient) of step 2 .*learning rate was 1e\+30; lower it/) as string });
  });

  test('where the gradient is 0', async () => {
    const setup = setupWith();
    const { format } = setup;
    const unlabelled = { ...format, collate: (...[given, batch]: Parameters<typeof format.collate>) => format.collate(given, { ...batch, totalWeight: Infinity }) };
    await expect(stepOf({ ...setup, format: unlabelled })).rejects.toThrow('The gradient of step 1 is 0 (loss 0), so nothing is learnt. Look whether the examples have labels that count');
  });

  // Biases that begin as 0 move by anything.
  test('where the first step moves nothing to speak of', async () => {
    await expect(stepOf(setupWith(), 1e-13)).rejects.toThrow('The first step moved no parameter: its learning rate of 1e-13 is too small');
    await expect(stepOf(setupWith(), 1e-6)).resolves.toBeDefined();
  });

  test('where the loss sees nothing that is trained', async () => {
    const model: Model = { ...setupWith().model, build: ({ graph, weights, bucket }) => (weights.tensor('unused', [2]), { loss: sum(graph.input('x', 'f32', [bucket.rows])) }) };
    await expect(stepOf(setupWith({}, { model }))).rejects.toThrow('The loss of the model depends on none of its trained parameters');
  });

  test('where memory runs out', async () => {
    const model: Model = { ...setupWith().model, build: ({ graph, weights, bucket }) => (graph.input('unused', 'f32', [bucket.rows]), { loss: sum(exp(expand(weights.tensor('w', [1, 1]), [2 ** 22, 2 ** 22]))) }) };
    const format = { ...setupWith().format, collate: () => new Map([['unused', tensor('f32', [4], [0, 0, 0, 0])]]) };
    for (const runtime of [onnxRuntime, createCApiRuntime()]) {
      await expect(stepOf(setupWith({}, { model, format, device: { runtime, provider: 'cpu' } }))).rejects.toMatchObject({
        code: 'LIMIT',
        message: expect.stringMatching(/^Memory ran out at a batch of 4 examples with 6 positions\. Take a smaller batch/) as string,
        cause: expect.objectContaining({ message: expect.stringContaining('Failed to allocate memory') as string }) as Error,
      });
    }
  });
});

describe('an adapter on frozen weights', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'solace-adapter-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('begins as the base, and only it is trained', async () => {
    const base = setupWith().model;
    const baseState = await withTrainer(setupWith(), async (trainer) => ({ parameters: (await trainer.state()).parameters, loss: (await trainer.evaluate(examples)).metrics['loss'] ?? NaN }));
    const path = join(folder, 'model.safetensors');
    await writeSafetensors(path, [...baseState.parameters].map(([name, { shape, data }]) => floatTensor(name, data, { shape, dtype: 'f32' })));
    const { tensors } = await readSafetensorsHeader(path, path);
    const model: Model = {
      ...base,
      weightsFolder: folder,
      build: (context) => {
        const frozen = frozenWeights(context.graph, (name) => ({ storedAs: 'f32', file: 'model.safetensors', offsetBytes: tensors.get(name)?.offsetBytes ?? 0, lengthBytes: tensors.get(name)?.lengthBytes ?? 0 }));
        return base.build({ ...context, weights: withLora(frozen, context.weights, (layer) => (layer.includes('attention.self') ? { rank: 2, scaling: 2 } : undefined)) });
      },
    };
    await withTrainer(setupWith({}, { model }), async (trainer) => {
      expect((await trainer.evaluate(examples)).metrics['loss']).toBeCloseTo(baseState.loss, 6);
      expect([...trainer.parameterShapes.keys()].every((name) => /lora_[AB]/.test(name))).toBe(true);
      const learnt = short.slice(0, 4);
      const before = (await trainer.evaluate(learnt)).metrics['loss'] ?? NaN;
      for (let step = 0; step < 20; step++) await trainer.step([learnt], 0.05);
      expect((await trainer.evaluate(learnt)).metrics['loss']).toBeLessThan(before - 1e-3);
    });
  });
});

test('the classifier learns the task', async () => {
  await withTrainer(setupWith({ batchSize: 24, bucketLengths: [12] }, { model: classifier({ ...smallEncoder, hiddenSize: 16 }, { classes: 3, dropout: 0, seed: 1 }) }), async (trainer) => {
    for (let step = 0; step < 60; step++) await trainer.step([examples], 0.02);
    expect((await trainer.evaluate(firstMarkerTask(50, 9))).metrics['loss']).toBeLessThan(0.1);
  });
});

function countingRuntime(): { runtime: Runtime; opened: number; disposed: number } {
  const counts = { opened: 0, disposed: 0 };
  const runtime: Runtime = {
    createSession: async (model, options) => {
      const session = await onnxRuntime.createSession(model, options);
      counts.opened++;
      return { run: (request) => session.run(request), dispose: () => (counts.disposed++, session.dispose()) };
    },
  };
  return Object.assign(counts, { runtime });
}
