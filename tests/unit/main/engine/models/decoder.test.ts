/** @file Decoders against transformers and PEFT: logits, loss, gradients and AdamW steps of the fixtures. */
import { expect, test } from 'vitest';
import type { Value } from '#main/engine/graph/graph';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { decoderHidden, decoderLogits, type Decoder } from '#main/engine/models/decoder';
import { withLora } from '#main/engine/nn/lora';
import { frozenWeights, trainableWeights } from '#main/engine/nn/weights';
import { gatherRows } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { withGradients } from '#main/engine/optim/training-step';
import { createCApiRuntime } from '#main/engine/runtime/c-api';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';
import { Feeds, labelInputs, sequenceInputs } from '../../../../support/engine/batches';
import { expectLogits, gradientDifferences, gradientsIn } from '../../../../support/engine/compare';
import { decoderConfigOf, describeFixture, fixtureLocations, fixtureTensors, readFixture, type ExpectedTraining, type FixtureBatch, type FixtureCase } from '../../../../support/engine/fixtures';
import { runGraph } from '../../../../support/engine/run-graph';
import { expectTraining, trainSteps } from '../../../../support/engine/train';

for (const name of ['llama', 'llama3', 'qwen2', 'mistral', 'gemma2']) {
  describeFixture(name, () => {
    const { cases } = readFixture(name) as { cases: Record<'right_padded' | 'left_padded', FixtureCase> };
    const config = decoderConfigOf(name);

    for (const [padding, expected] of Object.entries(cases)) {
      test(`${padding}: logits, loss and gradients`, async () => {
        const weights = trainableWeights(createGraph());
        const { loss, logits, feeds } = buildLoss({ config, weights }, expected);
        loss.graph.output('logits', logits);
        loss.graph.output('loss', loss);
        for (const { name: key, gradient } of withGradients(loss, weights.parameters)) loss.graph.output(`gradient/${key}`, gradient);
        const results = await runGraph(loss.graph, new Map([...feeds.tensors, ...fixtureTensors(name)]));
        expectLogits(results.get('logits') ?? [], expected, config.vocabularySize);
        expect(results.get('loss')?.[0]).toBeCloseTo(expected.loss, 5);
        const own = gradientsIn(results);
        expect(gradientDifferences(own, expected.gradients.parameters ?? {}, expected.gradients.total_l2)).toEqual([]);
        expect(Math.hypot(...[...own.values()].flat())).toBeCloseTo(expected.gradients.total_l2, 4);
      });
    }

    test.each([false, true])('three AdamW steps, layers recomputed: %s', async (recomputesLayers) => {
      const weights = trainableWeights(createGraph());
      const { loss, feeds } = buildLoss({ config, weights, recomputesLayers }, cases.right_padded);
      await expectTraining(cases.right_padded.adamw, { loss, parameters: weights.parameters, initial: fixtureTensors(name), inputs: feeds.tensors });
    });
  });
}

for (const [name, base] of [['llama-lora', 'llama'], ['qwen2-lora', 'qwen2']] as const) {
  describeFixture(name, () => {
    const expected = readFixture(name) as FixtureCase & { r: number; scaling: number };
    const { target_modules: targets } = readFixture(name, 'adapter_config.json') as { target_modules: readonly string[] };

    test('adapters on frozen weights that stay in their files', async () => {
      const { folder, locate } = fixtureLocations(base);
      const graph = createGraph();
      const adapters = trainableWeights(graph);
      const weights = withLora(frozenWeights(graph, locate), adapters, (layer) => (targets.includes(layer) ? { rank: expected.r, scaling: expected.scaling } : undefined));
      const { loss, logits, feeds } = buildLoss({ config: decoderConfigOf(base), weights }, expected);
      graph.output('logits', logits);
      for (const { name: key, gradient } of withGradients(loss, adapters.parameters)) graph.output(`gradient/${key}`, gradient);
      const results = await runGraph(graph, new Map([...feeds.tensors, ...fixtureTensors(name)]), { weightsFolder: folder });
      expectLogits(results.get('logits') ?? [], expected, decoderConfigOf(base).vocabularySize);
      expect(gradientDifferences(gradientsIn(results), expected.gradients.parameters ?? {}, expected.gradients.total_l2)).toEqual([]);
    });

    test('an AdamW step of the adapters', async () => {
      const { folder: weightsFolder, locate } = fixtureLocations(base);
      const graph = createGraph();
      const adapters = trainableWeights(graph);
      const weights = withLora(frozenWeights(graph, locate), adapters, (layer) => (targets.includes(layer) ? { rank: expected.r, scaling: expected.scaling } : undefined));
      const { loss, feeds } = buildLoss({ config: decoderConfigOf(base), weights }, expected);
      await expectTraining(expected.adamw, { loss, parameters: adapters.parameters, initial: fixtureTensors(name), inputs: feeds.tensors, weightsFolder });
    });
  });
}

describeFixture('llama', () => {
  test('parameters overwritten in place by the C API end bit for bit where copies of them do', async () => {
    const train = async (runtime: Runtime): Promise<Awaited<ReturnType<typeof trainSteps>>> => {
      const weights = trainableWeights(createGraph());
      const { cases } = readFixture('llama') as { cases: Record<string, FixtureCase> };
      const { loss, feeds } = buildLoss({ config: decoderConfigOf('llama'), weights }, cases['right_padded'] as FixtureCase);
      return trainSteps(loss, { parameters: weights.parameters, initial: fixtureTensors('llama'), inputs: feeds.tensors, learningRate: 1e-3, steps: 4, runtime });
    };
    expect(await train(createCApiRuntime())).toEqual(await train(onnxRuntime));
  });
});

describeFixture('prompt-tuning', () => {
  const expected = readFixture('prompt-tuning') as FixtureBatch & { soft_prompt: number[][]; loss: number; gradient: number[][]; adamw: ExpectedTraining };
  const virtualTokens = expected.soft_prompt.length;

  test('a soft prompt before the tokens of a frozen model', async () => {
    const { folder: weightsFolder, locate } = fixtureLocations('llama');
    const graph = createGraph();
    const config = decoderConfigOf('llama');
    const prompt = trainableWeights(graph);
    const softPrompt = prompt.tensor('soft_prompt', [virtualTokens, config.hiddenSize]);
    const { loss, feeds } = buildLoss({ config, weights: frozenWeights(graph, locate) }, expected, softPrompt);
    const initial = new Map([['soft_prompt', { dataType: 'f32' as const, shape: softPrompt.shape, data: Float32Array.from(expected.soft_prompt.flat()) }]]);
    await expectTraining(expected.adamw, { loss, parameters: prompt.parameters, initial, inputs: feeds.tensors, weightsFolder });
  });

  test('its gradient', async () => {
    const { folder: weightsFolder, locate } = fixtureLocations('llama');
    const graph = createGraph();
    const config = decoderConfigOf('llama');
    const feeds = new Feeds(graph);
    const softPrompt = feeds.input('soft_prompt', 'f32', expected.soft_prompt);
    const { loss } = buildLoss({ config, weights: frozenWeights(graph, locate) }, expected, softPrompt, feeds);
    for (const { gradient } of withGradients(loss, new Map([['soft_prompt', softPrompt]]))) graph.output('gradient', gradient);
    const own = (await runGraph(graph, feeds.tensors, { weightsFolder })).get('gradient') ?? [];
    expect(Math.max(...expected.gradient.flat().map((value, index) => Math.abs(value - (own[index] ?? NaN))))).toBeLessThan(1e-5);
  });
});

function buildLoss(decoder: Decoder, batch: FixtureBatch, softPrompt?: Value, given?: Feeds): { readonly loss: Value; readonly logits: Value; readonly feeds: Feeds } {
  const virtualTokens = softPrompt?.shape[0] ?? 0;
  const graph = softPrompt?.graph ?? graphOf(decoder);
  const feeds = given ?? new Feeds(graph);
  const hidden = decoderHidden(decoder, { ...sequenceInputs(feeds, batch, { virtualTokens }), ...(softPrompt && { softPrompt }) });
  const { rows, labels, weights } = labelInputs(feeds, batch, { shift: 1, virtualTokens });
  const loss = crossEntropy(decoderLogits(decoder, gatherRows(hidden, rows)), labels, weights);
  return { loss, logits: decoderLogits(decoder, hidden), feeds };
}

function graphOf({ config, weights }: Decoder): Value['graph'] {
  return weights.tensor('model.norm.weight', [config.hiddenSize]).graph;
}
