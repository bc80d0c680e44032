/** @file Prefill and decode against transformers' greedy text, and against the same model without a cache, for every variant of attention. */
import { expect, test } from 'vitest';
import { tensor, type DataType, type Tensor } from '#main/engine/graph/data-type';
import { decodeNext, type CacheSlot } from '#main/engine/models/decoder-cache';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { decoderHidden, decoderLogits } from '#main/engine/models/decoder';
import { trainableWeights } from '#main/engine/nn/weights';
import { createGraph } from '#main/engine/ops/table';
import { Feeds, sequenceInputs } from '../../../../support/engine/batches';
import { decoderConfigOf, describeFixture, fixtureTensors, readFixture } from '../../../../support/engine/fixtures';
import { prepareGraph, runGraph, type PreparedGraph } from '../../../../support/engine/run-graph';
import { decoderVariants, randomTensors } from '../../../../support/engine/small-decoder';

const capacity = 48;

for (const name of ['llama', 'llama3', 'qwen2', 'mistral', 'gemma2']) {
  describeFixture(name, () => {
    const { greedy: { runs } } = readFixture(name) as { greedy: { runs: { prompt_ids: number[]; new_ids: number[] }[] } };

    test('greedy text of prompts of different lengths in one batch', async () => {
      const generated = await generate({ config: decoderConfigOf(name), tensors: fixtureTensors(name), prompts: runs.map(({ prompt_ids: ids }) => ids), count: runs[0]?.new_ids.length ?? 0 });
      expect(generated.tokens).toEqual(runs.map(({ new_ids: ids }) => ids));
    });
  });
}

test.each(decoderVariants)('with and without a cache: %s', async (_, config) => {
  const prompt = [1, 5, 2, 9, 4];
  const tensors = randomTensors(config);
  const { tokens, logits } = await generate({ config, tensors, prompts: [prompt], count: 6 });
  const whole = [...prompt, ...(tokens[0] ?? [])];

  const graph = createGraph();
  const feeds = new Feeds(graph);
  const decoder = { config, weights: trainableWeights(graph) };
  graph.output('logits', decoderLogits(decoder, decoderHidden(decoder, sequenceInputs(feeds, { input_ids: [whole], attention_mask: [whole.map(() => 1)] }))));
  const expected = (await runGraph(graph, new Map([...feeds.tensors, ...tensors]))).get('logits') ?? [];
  for (const [index, own] of logits.entries()) {
    const row = (prompt.length - 1 + index) * config.vocabularySize;
    expect(own).toEqual(expected.slice(row, row + config.vocabularySize).map((value) => expect.closeTo(value, 4) as number));
  }
});

interface Generation {
  readonly config: DecoderConfig;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly prompts: readonly (readonly number[])[];
  readonly count: number;
}

/** The likeliest token, again and again; and the logits of each step. */
async function generate({ config, tensors, prompts, count }: Generation): Promise<{ tokens: number[][]; logits: number[][] }> {
  const longest = Math.max(...prompts.map(({ length }) => length));
  const [prefill, decode] = [await prepare(config, prompts.length, longest), await prepare(config, prompts.length, 1)];
  const cache = new Map(prefill.cache.map(({ input, shape }) => [input, tensor('f32', shape, new Float32Array(shape.reduce((product, size) => product * size, 1)))]));
  const step = async ({ prepared, cache: slots }: typeof prefill, rows: readonly (readonly number[])[], seen: readonly number[]): Promise<number[][]> => {
    const width = Math.max(...rows.map(({ length }) => length));
    const fill = (row: readonly number[]): number[] => [...row, ...Array.from({ length: width - row.length }, () => 0)];
    const feed = (type: DataType, shape: readonly number[], numbers: readonly number[]): Tensor => tensor(type, shape, numbers);
    const last = rows.map((row, index) => (seen[index] ?? 0) + row.length - 1);
    const inputs = new Map<string, Tensor>([
      ...tensors,
      ['token_ids', feed('i64', [rows.length, width], rows.flatMap(fill))],
      ['position_ids', feed('i64', [rows.length, width], rows.flatMap((_, index) => Array.from({ length: width }, (__, at) => (seen[index] ?? 0) + at)))],
      ['last_rows', feed('i64', [rows.length], rows.map((row, index) => index * width + row.length - 1))],
      ['last_positions', feed('i32', [rows.length], last)],
      ['most_tokens', feed('i32', [1], [Math.max(...last) + 1])],
    ]);
    const results = await prepared.run(inputs, slots.map(({ input, output }) => ({ input, output, tensor: cache.get(input) as Tensor })));
    const logits = results.get('logits') ?? [];
    return rows.map((_, index) => logits.slice(index * config.vocabularySize, (index + 1) * config.vocabularySize));
  };
  const tokens: number[][] = prompts.map(() => []);
  const first: number[][] = [];
  let logits = await step(prefill, prompts, prompts.map(() => 0));
  for (let made = 0; made < count; made++) {
    first.push(logits[0] ?? []);
    const next = logits.map((row) => row.indexOf(Math.max(...row)));
    const seen = prompts.map(({ length }) => length + made);
    for (const [index, token] of next.entries()) tokens[index]?.push(token);
    if (made + 1 < count) logits = await step(decode, next.map((token) => [token]), seen);
  }
  await prefill.prepared.dispose();
  await decode.prepared.dispose();
  return { tokens, logits: first };
}

async function prepare(config: DecoderConfig, batch: number, positions: number): Promise<{ prepared: PreparedGraph; cache: readonly CacheSlot[] }> {
  const graph = createGraph();
  const inputs = {
    tokenIds: graph.input('token_ids', 'i64', [batch, positions]),
    positionIds: graph.input('position_ids', 'i64', [batch, positions]),
    lastRows: graph.input('last_rows', 'i64', [batch]),
    lastPositions: graph.input('last_positions', 'i32', [batch]),
    mostTokens: graph.input('most_tokens', 'i32', [1]),
  };
  const { logits, cache } = decodeNext({ config, weights: trainableWeights(graph) }, inputs, capacity);
  graph.output('logits', logits);
  return { prepared: await prepareGraph(graph), cache };
}
