/** @file Packed scoring equals one run a continuation, for every variant of attention; and how rows are laid out. */
import { expect, test } from 'vitest';
import { tensor, type Tensor } from '#main/engine/graph/data-type';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { packContinuations, packedMask, packedScores } from '#main/engine/models/packed-scores';
import { tokenLogProbabilities } from '#main/engine/models/token-scores';
import { trainableWeights } from '#main/engine/nn/weights';
import { createGraph } from '#main/engine/ops/table';
import { Feeds, sequenceInputs } from '../../../../support/engine/batches';
import { runGraph } from '../../../../support/engine/run-graph';
import { decoderVariants, randomTensors } from '../../../../support/engine/small-decoder';

const prefix = [3, 1, 4, 1, 5];
const continuations = [[9, 2], [6], [5, 3, 5, 8], [9, 7, 9]];

test.each(decoderVariants)('equals separate runs: %s', async (_, config) => {
  const tensors = randomTensors(config);
  const expected = await Promise.all(continuations.map((continuation) => separately(config, tensors, continuation)));
  const own = await packed(config, tensors);
  expect(own).toEqual(expected.flat().map((value) => expect.closeTo(value, 4) as number));
});

test('a row: the prefix, each continuation but its last token, filler', () => {
  const row = packContinuations([7, 8], [[1, 2, 3], [4]], 6);
  expect(row).toEqual({
    tokenIds: [7, 8, 1, 2, 0, 0],
    positionIds: [0, 1, 2, 3, 0, 0],
    branches: [-1, -1, 0, 0, -2, -2],
    scored: [{ continuation: 0, id: 1, row: 1 }, { continuation: 0, id: 2, row: 2 }, { continuation: 0, id: 3, row: 3 }, { continuation: 1, id: 4, row: 1 }],
  });
});

test('what does not fit is refused', () => {
  expect(() => packContinuations([7, 8], [[1, 2, 3]], 3)).toThrow('Prefix and continuations take 4 places; the row has 3.');
  expect(() => packContinuations([], [[1]], 3)).toThrow('The prefix must have a token');
});

async function packed(config: DecoderConfig, tensors: ReadonlyMap<string, Tensor>): Promise<readonly number[]> {
  const graph = createGraph();
  const length = 16;
  const row = packContinuations(prefix, continuations, length);
  const feeds = new Feeds(graph);
  const masks = Array.from({ length: config.layers }, (_, layer) => {
    const name = `mask/${layer}`;
    feeds.tensors.set(name, tensor('f32', [1, 1, length, length], packedMask(row, config.windowOfLayer(layer))));
    return graph.input(name, 'f32', [1, 1, length, length]);
  });
  const inputs = { tokenIds: feeds.input('token_ids', 'i64', [row.tokenIds]), positionIds: feeds.input('position_ids', 'i64', [row.positionIds]), maskOf: (layer: number) => masks[layer] ?? graph.input('none', 'f32', []) };
  const scored = { rows: feeds.input('rows', 'i64', row.scored.map(({ row: at }) => at)), ids: feeds.input('ids', 'i64', row.scored.map(({ id }) => id)) };
  graph.output('scores', packedScores({ config, weights: trainableWeights(graph) }, inputs, scored).logProbs);
  return (await runGraph(graph, new Map([...feeds.tensors, ...tensors]))).get('scores') ?? [];
}

async function separately(config: DecoderConfig, tensors: ReadonlyMap<string, Tensor>, continuation: readonly number[]): Promise<readonly number[]> {
  const graph = createGraph();
  const feeds = new Feeds(graph);
  const whole = [...prefix, ...continuation];
  const inputs = sequenceInputs(feeds, { input_ids: [whole], attention_mask: [whole.map(() => 1)] });
  const scored = { rows: feeds.input('rows', 'i64', continuation.map((_, index) => prefix.length - 1 + index)), ids: feeds.input('ids', 'i64', continuation) };
  graph.output('scores', tokenLogProbabilities({ config, weights: trainableWeights(graph) }, inputs, scored));
  return (await runGraph(graph, new Map([...feeds.tensors, ...tensors]))).get('scores') ?? [];
}
