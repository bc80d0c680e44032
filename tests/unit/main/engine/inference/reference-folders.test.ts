/** @file The facades over the reference folders as they are: every family's greedy text, an adapter, sentence embeddings, masked-token scores. */
import { expect, it } from 'vitest';
import { openLanguageModel } from '#main/engine/inference/language-model';
import { openTextEncoder } from '#main/engine/inference/text-encoder';
import { expectLogits } from '../../../../support/engine/compare';
import { describeFixture, fixtureFolder, readFixture, type FixtureCase } from '../../../../support/engine/fixtures';

interface GreedyRun {
  readonly prompt_ids: readonly number[];
  readonly new_ids: readonly number[];
}

for (const name of ['llama', 'llama3', 'qwen2', 'mistral', 'gemma2']) {
  describeFixture(name, () => {
    const { greedy: { runs } } = readFixture(name) as { greedy: { runs: readonly GreedyRun[] } };

    it('writes the greedy text of transformers for all prompts in one batch, and scores it as its forward pass does', async () => {
      const model = await openLanguageModel({ folder: fixtureFolder(name) });
      const prompts = runs.map(({ prompt_ids: ids }) => ids);
      const events = await Array.fromAsync(model.generate({ prompts, maxTokens: runs[0]?.new_ids.length ?? 0, endTokenIds: [] }));
      const ends = events.filter((event) => event.kind === 'end').sort((a, b) => a.sequence - b.sequence);
      expect(ends.map(({ tokenIds }) => tokenIds)).toEqual(runs.map(({ new_ids: ids }) => ids));
      for (const [index, prompt] of prompts.entries()) {
        const [score] = await model.score(prompt, [ends[index]?.tokenIds ?? []]);
        expect(score?.logProbs).toEqual(ends[index]?.logProbs.map((logProb) => expect.closeTo(logProb, 3) as number));
      }
      await model.dispose();
    });
  });
}

describeFixture('llama-lora', () => {
  it('scores with its adapter as PEFT does', async () => {
    const expected = readFixture('llama-lora') as FixtureCase;
    const model = await openLanguageModel({ folder: fixtureFolder('llama'), adapterFolder: fixtureFolder('llama-lora') });
    const rows = await Promise.all(expected.input_ids.map((ids) => model.forward(ids)));
    await model.dispose();
    expectLogits(rows.flatMap(({ values }) => [...values]), expected, model.config.shape.vocabularySize);
  });

  it('is refused beside another model', async () => {
    await expect(openLanguageModel({ folder: fixtureFolder('qwen2'), adapterFolder: fixtureFolder('llama-lora') })).rejects.toThrow('it was trained on another model');
  });
});

describeFixture('bert-embedding', () => {
  const { sentences, embeddings, input_ids: ids } = readFixture('bert-embedding') as { sentences: readonly string[]; embeddings: readonly (readonly number[])[]; input_ids: readonly (readonly number[])[] };

  it('embeds texts as sentence-transformers does, in any company', async () => {
    const encoder = await openTextEncoder({ folder: fixtureFolder('bert-embedding') });
    const together = await encoder.embed(sentences);
    expect([together.count, together.size]).toEqual([sentences.length, embeddings[0]?.length]);
    expect(furthest(together.values, embeddings.flat())).toBeLessThan(1e-5);
    const [first = ''] = sentences;
    expect(furthest((await encoder.embed([first])).values, embeddings[0] ?? [])).toBeLessThan(1e-5);
    expect((await encoder.embed([])).count).toBe(0);
    const hidden = await encoder.forward(ids[0]?.filter((id) => id !== 0) ?? []);
    expect(hidden.size).toBe(together.size);
    await expect(encoder.forward([1], { output: 'logits' })).rejects.toThrow('no masked-token head');
    await encoder.dispose();
  });

  it('is no language model', async () => {
    await expect(openLanguageModel({ folder: fixtureFolder('bert-embedding') })).rejects.toThrow('does not generate text');
  });
});

describeFixture('roberta', () => {
  it('has the masked-token scores of transformers', async () => {
    const { cases: { right_padded: expected } } = readFixture('roberta') as { cases: { right_padded: FixtureCase } };
    const encoder = await openTextEncoder({ folder: fixtureFolder('roberta') });
    const lengths = expected.attention_mask.map((row) => row.reduce((sum, real) => sum + real, 0));
    const longest = Math.max(...lengths);
    const vocabulary = encoder.config.shape.vocabularySize;
    const logits: number[] = [];
    for (const [row, ids] of expected.input_ids.entries()) {
      const own = await encoder.forward(ids.slice(0, lengths[row]), { output: 'logits' });
      logits.push(...own.values, ...Array.from({ length: (expected.input_ids[0]?.length ?? longest) * vocabulary - own.values.length }, () => 0));
    }
    expectLogits(logits, expected, vocabulary);
    await encoder.dispose();
  });
});

function furthest(own: Float32Array, expected: readonly number[]): number {
  return expected.reduce((most, value, index) => Math.max(most, Math.abs(value - (own[index] ?? NaN))), 0);
}
