/** @file That the workloads are what their titles say, fit their models, and are the same for equal seeds. */
import { expect, test } from 'vitest';
import { expectedTensors } from '#main/engine/checkpoint/expected-tensors';
import { readModelConfig } from '#main/engine/checkpoint/model-config';
import { workloads } from '#main/hosts/cli/bench/engine/workloads';

const all = workloads(13);

test('equal seeds give equal inputs, others do not', () => {
  expect(workloads(13)).toEqual(all);
  expect(workloads(14).map(({ inputs }) => inputs)).not.toEqual(all.map(({ inputs }) => inputs));
});

test.each(all)('$name: a model that the engine reads, ids that it has', ({ config, inputs }) => {
  const read = readModelConfig(config, 'config.json');
  const sequences = inputs.kind === 'decode' ? [inputs.prompt] : inputs.kind === 'score' ? [inputs.prefix, ...inputs.continuations] : inputs.sequences;
  const ids = sequences.flat();
  // RoBERTa's id 1 is padding, whose row PyTorch does not train.
  expect(Math.min(...ids)).toBeGreaterThan(2);
  expect(Math.max(...ids)).toBeLessThan(read.shape.vocabularySize);
  expect(Math.max(...sequences.map(({ length }) => length))).toBeLessThan(read.contextLength);
});

test('sizes are those of the titles', () => {
  const millions = all.map(({ config }) => expectedTensors(readModelConfig(config, 'config.json')).reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0) / 1e6);
  expect(millions).toEqual([124.7, 27.8, 100.1, 100.1].map((count) => expect.closeTo(count, 0) as number));
  expect(all.map(({ inputs }) => ('sequences' in inputs ? [inputs.sequences.length, inputs.sequences[0]?.length] : []))).toEqual([[8, 128], [4, 256], [], []]);
});
