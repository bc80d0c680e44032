/** @file Encoders against transformers and sentence-transformers: masked-token logits, embeddings, gradients and AdamW steps of the fixtures. */
import { expect, test } from 'vitest';
import type { Value } from '#main/engine/graph/graph';
import { contrastive } from '#main/engine/losses/contrastive';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { encoderHidden, type Encoder } from '#main/engine/models/encoder';
import { classificationLogits, maskedTokenLogits, meanPooled, unitRows } from '#main/engine/models/encoder-heads';
import { trainableWeights } from '#main/engine/nn/weights';
import { floats, gatherRows, gemm, integers } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { withGradients } from '#main/engine/optim/training-step';
import { Feeds, labelInputs, sequenceInputs } from '../../../../support/engine/batches';
import { expectLogits, gradientDifferences, gradientsIn } from '../../../../support/engine/compare';
import { describeFixture, encoderConfigOf, fixtureTensors, readFixture, type ExpectedGradient, type ExpectedTraining, type FixtureCase } from '../../../../support/engine/fixtures';
import { runGraph } from '../../../../support/engine/run-graph';
import { expectTraining } from '../../../../support/engine/train';

describeFixture('roberta', () => {
  const { cases: { right_padded: expected } } = readFixture('roberta') as { cases: { right_padded: FixtureCase } };
  const config = encoderConfigOf('roberta');

  test('logits, loss and gradients of masked tokens', async () => {
    const { encoder, loss, hidden, feeds } = buildLoss();
    loss.graph.output('logits', maskedTokenLogits(encoder, 'roberta', hidden));
    loss.graph.output('loss', loss);
    for (const { name, gradient } of withGradients(loss, encoder.weights.parameters)) loss.graph.output(`gradient/${name}`, gradient);
    const results = await runGraph(loss.graph, new Map([...feeds.tensors, ...fixtureTensors('roberta')]));
    expectLogits(results.get('logits') ?? [], expected, config.vocabularySize);
    expect(results.get('loss')?.[0]).toBeCloseTo(expected.loss, 5);
    expect(gradientDifferences(gradientsIn(results), expected.gradients.parameters ?? {}, expected.gradients.total_l2)).toEqual([]);
  });

  test.each([false, true])('three AdamW steps, layers recomputed: %s', async (recomputesLayers) => {
    const { encoder, loss, feeds } = buildLoss(recomputesLayers);
    await expectTraining(expected.adamw, { loss, parameters: encoder.weights.parameters, initial: fixtureTensors('roberta'), inputs: feeds.tensors, noise: noiseOf(expected.gradients.parameters) });
  });

  function buildLoss(recomputesLayers = false): { encoder: Encoder & { weights: ReturnType<typeof trainableWeights> }; loss: Value; hidden: Value; feeds: Feeds } {
    const graph = createGraph();
    const weights = trainableWeights(graph);
    const encoder = { config, weights, prefix: 'roberta.', recomputesLayers };
    const feeds = new Feeds(graph);
    const hidden = encoderHidden(encoder, sequenceInputs(feeds, expected, { firstPosition: 2 }));
    const { rows, labels, weights: rowWeights } = labelInputs(feeds, expected, { shift: 0 });
    return { encoder, loss: crossEntropy(maskedTokenLogits(encoder, 'roberta', gatherRows(hidden, rows)), labels, rowWeights), hidden, feeds };
  }
});

describeFixture('bert-embedding', () => {
  const expected = readFixture('bert-embedding') as {
    input_ids: number[][];
    attention_mask: number[][];
    embeddings: number[][];
    cosine: number[][];
    contrastive: { loss: number; gradients: { total_l2: number; parameters: Record<string, ExpectedGradient | null> }; adamw: ExpectedTraining };
  };
  const config = encoderConfigOf('bert-embedding');

  function embed(): { weights: ReturnType<typeof trainableWeights>; embeddings: Value; feeds: Feeds } {
    const graph = createGraph();
    const weights = trainableWeights(graph);
    const feeds = new Feeds(graph);
    const inputs = sequenceInputs(feeds, expected);
    return { weights, embeddings: unitRows(meanPooled(encoderHidden({ config, weights, prefix: '' }, inputs), inputs.attentionMask)), feeds };
  }

  function buildLoss(): { weights: ReturnType<typeof trainableWeights>; loss: Value; feeds: Feeds } {
    const { embeddings, ...rest } = embed();
    const { graph } = embeddings;
    const every = (start: number): Value => gatherRows(embeddings, integers(graph, [3], [start, start + 2, start + 4]));
    return { ...rest, loss: contrastive({ anchors: every(0), candidates: every(1), weights: floats(graph, [3], [1 / 3, 1 / 3, 1 / 3]) }, { scale: 20 }) };
  }

  test('embeddings and their cosines', async () => {
    const { embeddings, feeds } = embed();
    embeddings.graph.output('embeddings', embeddings);
    embeddings.graph.output('cosine', gemm(embeddings, embeddings, { transposesB: true }));
    const results = await runGraph(embeddings.graph, new Map([...feeds.tensors, ...usedTensors()]));
    expect(furthest(results.get('embeddings'), expected.embeddings)).toBeLessThan(1e-5);
    expect(furthest(results.get('cosine'), expected.cosine)).toBeLessThan(1e-5);
  });

  test('contrastive loss and its gradients; the pooler has none', async () => {
    const { weights, loss, feeds } = buildLoss();
    loss.graph.output('loss', loss);
    for (const { name, gradient } of withGradients(loss, weights.parameters)) loss.graph.output(`gradient/${name}`, gradient);
    const results = await runGraph(loss.graph, new Map([...feeds.tensors, ...usedTensors()]));
    expect(results.get('loss')?.[0]).toBeCloseTo(expected.contrastive.loss, 5);
    const { parameters, total_l2: total } = expected.contrastive.gradients;
    expect(gradientDifferences(gradientsIn(results), parameters, total)).toEqual([]);
  });

  test('three AdamW steps', async () => {
    const { weights, loss, feeds } = buildLoss();
    await expectTraining(expected.contrastive.adamw, { loss, parameters: weights.parameters, initial: fixtureTensors('bert-embedding'), inputs: feeds.tensors, noise: noiseOf(expected.contrastive.gradients.parameters) });
  });

  /** Without the pooler, which mean pooling does not use. */
  function usedTensors(): ReturnType<typeof fixtureTensors> {
    return new Map([...fixtureTensors('bert-embedding')].filter(([name]) => !name.startsWith('pooler')));
  }
});

test.each([
  ['bert', 'bert.pooler.dense', 'classifier'],
  ['roberta', 'classifier.dense', 'classifier.out_proj'],
] as const)('the classification head of %s reads the first token of each sequence', async (family, dense, out) => {
  const graph = createGraph('f64');
  const config = { vocabularySize: 4, hiddenSize: 2, layers: 0, heads: 1, intermediateSize: 2, normEpsilon: 1e-5, positions: 4, tokenTypes: 1 };
  const tensors = new Map<string, number[]>([[`${dense}.weight`, [1, 0, 0, 1]], [`${dense}.bias`, [0, 0]], [`${out}.weight`, [1, 1, 1, -1]], [`${out}.bias`, [0, 1]]]);
  const weights = { tensor: (name: string, shape: readonly number[]) => floats(graph, shape, tensors.get(name) ?? []) };
  const hidden = floats(graph, [4, 2], [0.1, 0.2, 9, 9, -0.3, 0.4, 9, 9]);
  graph.output('logits', classificationLogits({ config, weights, prefix: `${family}.` }, family, { hidden, batch: 2, classes: 2 }));
  const expected = [0.1, -0.3].flatMap((first, sequence) => [Math.tanh(first) + Math.tanh(0.2 + 0.2 * sequence), Math.tanh(first) - Math.tanh(0.2 + 0.2 * sequence) + 1]);
  expect(furthest((await runGraph(graph)).get('logits'), [expected])).toBeLessThan(1e-12);
});

/** Parameters whose exact gradient is zero: Adam turns its rounding errors into steps of any direction. */
function noiseOf(gradients: Readonly<Record<string, ExpectedGradient | null>> = {}): ReadonlySet<string> {
  return new Set(Object.entries(gradients).flatMap(([name, gradient]) => (gradient?.noise === true ? [name] : [])));
}

function furthest(own: readonly number[] | undefined, expected: readonly (readonly number[])[]): number {
  return Math.max(...expected.flat().map((value, index) => Math.abs(value - (own?.[index] ?? NaN))));
}
