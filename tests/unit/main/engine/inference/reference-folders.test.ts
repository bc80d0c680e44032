/** @file The facades over the reference folders as they are: every family's greedy text, adapters, sentence embeddings, masked-token scores. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeAdapter } from '#main/engine/checkpoint/merge-adapter';
import { writePromptAdapter } from '#main/engine/checkpoint/prompt-adapter';
import { openLanguageModel } from '#main/engine/inference/language-model';
import { openTextEncoder } from '#main/engine/inference/text-encoder';
import type { LanguageModelOptions } from '#main/engine/inference/types';
import { temporaryFolder } from '../../../../support/engine/checkpoint-files';
import { expectLogits } from '../../../../support/engine/compare';
import { describeFixture, fixtureFolder, readFixture, type FixtureBatch, type FixtureCase } from '../../../../support/engine/fixtures';

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

for (const [name, base] of [['llama-lora', 'llama'], ['qwen2-lora', 'qwen2']] as const) {
  describeFixture(name, () => {
    const expected = readFixture(name) as FixtureCase;
    const logitsOf = async (options: LanguageModelOptions): Promise<number[]> => {
      const model = await openLanguageModel(options);
      const rows = await Promise.all(expected.input_ids.map((ids) => model.forward(ids)));
      await model.dispose();
      return rows.flatMap(({ values }) => [...values]);
    };

    it('scores with its adapter as PEFT does', async () => {
      expectLogits(await logitsOf({ folder: fixtureFolder(base), adapterFolder: fixtureFolder(name) }), expected, 600);
    });

    it('scores the same once the adapter is merged, as near as the type of its weights allows', async () => {
      const path = join(await temporaryFolder(), 'merged');
      expect(await mergeAdapter({ modelFolder: fixtureFolder(base), adapterFolder: fixtureFolder(name), path })).toBe(14);
      const [merged, beside] = [await logitsOf({ folder: path }), await logitsOf({ folder: fixtureFolder(base), adapterFolder: fixtureFolder(name) })];
      const furthest = merged.reduce((most, value, index) => Math.max(most, Math.abs(value - (beside[index] ?? NaN))), 0);
      expect(furthest).toBeLessThan(base === 'qwen2' ? 0.05 : 1e-5);
      await expect(mergeAdapter({ modelFolder: fixtureFolder(base), adapterFolder: fixtureFolder(name), path })).rejects.toThrow('exists already');
    });
  });
}

describeFixture('prompt-tuning', () => {
  const expected = readFixture('prompt-tuning') as FixtureBatch & { soft_prompt: number[][]; logits_real_positions_first48: (number[] | null)[][] };

  it('scores, writes and generates behind its soft prompt as PEFT does', async () => {
    const adapterFolder = await writeSoftPrompt(expected.soft_prompt);
    await expect(mergeAdapter({ modelFolder: fixtureFolder('llama'), adapterFolder, path: join(adapterFolder, 'merged') })).rejects.toThrow('a soft prompt changes no weight');
    const model = await openLanguageModel({ folder: fixtureFolder('llama'), adapterFolder });
    for (const [index, row] of expected.logits_real_positions_first48.entries()) {
      const ids = expected.input_ids[index]?.slice(0, row.filter((one) => one !== null).length) ?? [];
      const { values, size, count } = await model.forward(ids);
      expect(count).toBe(ids.length);
      const own = ids.flatMap((_, position) => [...values.subarray(position * size, position * size + 48)]);
      expect(furthest(Float32Array.from(own), row.flatMap((one) => one ?? []))).toBeLessThan(2e-5);

      const end = (await Array.fromAsync(model.generate({ prompts: [ids], maxTokens: 3, endTokenIds: [] }))).find((event) => event.kind === 'end');
      const last = values.subarray((ids.length - 1) * size);
      expect(end?.tokenIds[0]).toBe(last.indexOf(Math.max(...last)));
      const [score] = await model.score(ids, [end?.tokenIds ?? []]);
      expect(score?.logProbs).toEqual(end?.logProbs.map((logProb) => expect.closeTo(logProb, 3) as number));
    }
    await expect(model.forward(Array.from({ length: 61 }, () => 5))).rejects.toThrow('has 61 tokens; this model takes 60');
    await model.dispose();
  });

  it('leaves quantised weights as they are', async () => {
    const [adapterFolder, cacheFolder] = [await writeSoftPrompt(expected.soft_prompt), await temporaryFolder()];
    const [plain, behind] = await Promise.all([undefined, adapterFolder].map((folder) => openLanguageModel({ folder: fixtureFolder('llama'), weights: 'int8', cacheFolder, ...(folder !== undefined && { adapterFolder: folder }) })));
    const [first, second] = [await plain?.forward([15, 571]), await behind?.forward([15, 571])];
    expect(second?.values.length).toBe(first?.values.length);
    expect(second?.values).not.toEqual(first?.values);
    await plain?.dispose();
    await behind?.dispose();
  });

  it('is refused beside a model of another size', async () => {
    await expect(openLanguageModel({ folder: fixtureFolder('llama'), adapterFolder: await writeSoftPrompt([[1, 2, 3]]) })).rejects.toThrow('has rows of 3 numbers, this model\'s embeddings have 32; it was trained on another model');
  });
});

describeFixture('llama-lora', () => {
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

async function writeSoftPrompt(rows: readonly (readonly number[])[]): Promise<string> {
  const folder = await temporaryFolder();
  await writePromptAdapter(folder, { baseModel: 'llama', virtualTokens: rows.length, hiddenSize: rows[0]?.length ?? 0, embeddings: Float32Array.from(rows.flat()), layers: 2, heads: 4 });
  return folder;
}

function furthest(own: Float32Array, expected: readonly number[]): number {
  return expected.reduce((most, value, index) => Math.max(most, Math.abs(value - (own[index] ?? NaN))), 0);
}
