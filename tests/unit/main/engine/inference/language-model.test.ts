/** @file The facade over the trained stories260K: published text, batches, sampling, scores, log-probabilities, stored types, cancellation. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logProbabilities } from '#main/engine/generation/sampling';
import { openLanguageModel } from '#main/engine/inference/language-model';
import type { GeneratedEnd, GenerationEvent, GenerationRequest, LanguageModel } from '#main/engine/inference/types';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime } from '#main/engine/runtime/runtime';
import { storiesBosTokenId, stories260kFolder, writeStories260k } from '../../../../support/engine/stories260k';

const isPresent = existsSync(stories260kFolder);
if (!isPresent) console.warn(`SKIPPED: ${stories260kFolder} is absent; text is not generated with a trained model.`);

interface Published {
  readonly ids: readonly number[];
  readonly prompt_ids?: readonly number[];
  readonly text: string;
}

const beginnings = ['Once upon a time', 'The cat', 'Lily and Tom went to the', 'One day, a big dog saw', 'A'];

describe.skipIf(!isPresent)('stories260K', () => {
  const folder = mkdtempSync(join(tmpdir(), 'solace-stories-'));
  let model: LanguageModel;
  let published: Record<'empty_prompt_256' | 'once_upon_a_time_64', Published>;
  beforeAll(async () => {
    await writeStories260k(folder);
    model = await openLanguageModel({ folder });
    published = JSON.parse(readFileSync(join(stories260kFolder, 'expected.json'), 'utf8')) as typeof published;
  });
  afterAll(async () => {
    await model.dispose();
    rmSync(folder, { recursive: true });
  });

  it.each([undefined, onnxRuntime])('writes the published text, token for token (runtime %#)', async (runtime) => {
    const own = runtime === undefined ? model : await openLanguageModel({ folder, runtime });
    const [fromNothing] = await generate(own, { prompts: [''], maxTokens: 256 });
    expect([storiesBosTokenId, ...(fromNothing?.tokenIds ?? [])]).toEqual(published.empty_prompt_256.ids);
    expect(fromNothing?.text).toBe(published.empty_prompt_256.text);
    const [fromPrompt] = await generate(own, { prompts: ['Once upon a time'], maxTokens: 60 });
    expect(`Once upon a time${fromPrompt?.text}`).toBe(published.once_upon_a_time_64.text);
    if (own !== model) await own.dispose();
  });

  it('writes for a batch what it writes for each prompt alone, though each ends elsewhere', async () => {
    const request = { maxTokens: 40, stop: ['.', ' big'], sampling: { repetitionPenalty: 1.2 } };
    const together = await generate(model, { ...request, prompts: beginnings });
    for (const [index, prompt] of beginnings.entries()) {
      const [alone] = await generate(model, { ...request, prompts: [prompt] });
      expect(together[index]).toEqual({ ...alone, sequence: index, logProbs: alone?.logProbs.map((logProb) => expect.closeTo(logProb, 4) as number) });
    }
    expect(new Set(together.map(({ tokenIds }) => tokenIds.length)).size).toBeGreaterThan(2);
  });

  it('lets prompts in as others end, when there are more than run at a time', async () => {
    const prompts = Array.from({ length: 21 }, (_, index) => beginnings[index % beginnings.length] ?? '');
    const ends = await generate(model, { prompts, maxTokens: 12, stop: ['.'] });
    expect(ends.map(({ sequence }) => sequence)).toEqual([...prompts.keys()]);
    for (const [index, { text }] of ends.entries()) expect(text).toBe(ends[index % beginnings.length]?.text);
  });

  it('tells the tokens as they come: their texts joined are the text, and end as it does', async () => {
    const events = await eventsOf(model, { prompts: beginnings, maxTokens: 30, stop: [' was', ' the'], alternatives: 2 });
    for (const [sequence] of beginnings.entries()) {
      const own = events.filter((event) => event.sequence === sequence);
      const end = own.at(-1);
      const tokens = own.filter((event) => event.kind === 'token');
      if (end?.kind !== 'end') throw new Error('A sequence has no end.');
      expect(tokens.map(({ text }) => text).join('')).toBe(end.text);
      expect(tokens.map(({ tokenId }) => tokenId)).toEqual(end.tokenIds);
      for (const { tokenId, logProb, alternatives } of tokens) {
        expect(alternatives[0]).toEqual({ tokenId, logProb });
        expect(alternatives[1]?.logProb).toBeLessThanOrEqual(logProb);
      }
    }
  });

  it('gives out no part of a stop string', async () => {
    const stop = 'outside in the park';
    const events = await eventsOf(model, { prompts: [''], maxTokens: 60, stop: [stop] });
    const shown = events.flatMap((event) => (event.kind === 'token' ? [event.text] : [])).join('');
    expect(shown).toBe(published.empty_prompt_256.text.split(stop)[0]);
    expect(events.at(-1)).toMatchObject({ reason: 'stop', text: shown });
  });

  it('ends at a token that ends the text, and at the end of the context', async () => {
    const [, comma = 0] = model.tokenizer?.encode('a,', { addsSpecialTokens: false }).ids.slice(-2) ?? [];
    const [ended] = await generate(model, { prompts: [''], maxTokens: 60, endTokenIds: [comma] });
    expect(ended).toMatchObject({ reason: 'end', text: 'Once upon a time' });
    expect(ended?.tokenIds.at(-1)).toBe(comma);
    const [full] = await generate(model, { prompts: [Array.from({ length: 508 }, (_, index) => 3 + (index % 400))], maxTokens: 60, endTokenIds: [] });
    expect(full).toMatchObject({ reason: 'length', promptTokens: 508 });
    expect(full?.tokenIds.length).toBe(4);
  });

  it('draws the same text from the same seed, another from another, and several from one prompt', async () => {
    const request = { prompts: ['One day', 'One day', 'One day'], maxTokens: 24, sampling: { temperature: 1.2, topK: 40, topP: 0.95 }, seed: 5 };
    const [first, again, other] = [await textsOf(request), await textsOf(request), await textsOf({ ...request, seed: 6 })];
    expect(again).toEqual(first);
    expect(new Set([...first, ...other]).size).toBe(6);
  });

  it('reads a beginning that it knows only once, without changing a bit', async () => {
    const story = published.empty_prompt_256.ids;
    const prompts = [story.slice(0, 200), [...story.slice(0, 140), 300, 301, ...story.slice(140, 180)]];
    const { runtime, blocks } = countingRuntime();
    const [sharing, fresh] = [await openLanguageModel({ folder, runtime }), await openLanguageModel({ folder, runtime: onnxRuntime })];
    const request = { maxTokens: 8, endTokenIds: [] };
    const [one, two] = [await generate(sharing, { ...request, prompts: prompts.slice(0, 1) }), await generate(sharing, { ...request, prompts: prompts.slice(1) })];
    // A whole block and the rest; then the rest alone.
    expect(blocks).toEqual([128, 128, 64]);
    expect(two).toEqual(await generate(fresh, { ...request, prompts: prompts.slice(1) }));
    const together = await generate(fresh, { ...request, prompts });
    expect(together.map(({ tokenIds }) => tokenIds)).toEqual([one[0]?.tokenIds, two[0]?.tokenIds]);
    await sharing.dispose();
    await fresh.dispose();
  });

  it('has the log-probabilities of its forward pass', async () => {
    const prompt = published.once_upon_a_time_64.prompt_ids ?? [];
    const [end] = await generate(model, { prompts: [prompt], maxTokens: 20, sampling: { temperature: 1 }, seed: 3 });
    const { count, size, values } = await model.forward([...prompt, ...(end?.tokenIds ?? [])]);
    expect([count, size]).toEqual([25, 512]);
    for (const [index, tokenId] of end?.tokenIds.entries() ?? []) {
      const [expected] = logProbabilities(values.subarray((prompt.length - 1 + index) * size, (prompt.length + index) * size), [tokenId]);
      expect(end?.logProbs[index]).toBeCloseTo(expected?.logProb ?? NaN, 4);
    }
    const last = await model.forward(prompt, { positions: [4, 0] });
    expect(last.count).toBe(2);
    expect(furthest(last.values.subarray(0, size), values.subarray(4 * size, 5 * size))).toBeLessThan(1e-4);
    expect(furthest(last.values.subarray(size), values.subarray(0, size))).toBeLessThan(1e-4);
  });

  it('scores continuations as its forward pass does, each by its own tokens', async () => {
    const continuations = [' there was a little girl', ' the', ' a dog ran. It was happy, and', published.empty_prompt_256.ids.slice(20, 50)];
    const scores = await model.score('Once upon a time,', continuations);
    const prompt = model.tokenizer?.encode('Once upon a time,').ids ?? [];
    for (const [index, { tokenIds, logProbs, logits, sumLogProb, averageLogProb }] of scores.entries()) {
      if (typeof continuations[index] === 'string') expect(model.tokenizer?.decode([...prompt, ...tokenIds])).toBe(`Once upon a time,${continuations[index]}`);
      const { size, values } = await model.forward([...prompt, ...tokenIds]);
      for (const [at, tokenId] of tokenIds.entries()) {
        const row = values.subarray((prompt.length - 1 + at) * size, (prompt.length + at) * size);
        expect(logProbs[at]).toBeCloseTo(logProbabilities(row, [tokenId])[0]?.logProb ?? NaN, 4);
        expect(logits[at]).toBeCloseTo(row[tokenId] ?? NaN, 4);
      }
      expect(sumLogProb).toBeCloseTo(logProbs.reduce((sum, logProb) => sum + logProb, 0), 6);
      expect(averageLogProb).toBeCloseTo(sumLogProb / tokenIds.length, 6);
    }
  });

  it('stops when it is told to, and can be used again', async () => {
    const controller = new AbortController();
    const events = model.generate({ prompts: beginnings, maxTokens: 400, endTokenIds: [] }, controller.signal);
    let told = 0;
    const read = async (): Promise<void> => {
      for await (const _ of events) if (++told === 12) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(told).toBeLessThan(20);
    expect((await generate(model, { prompts: ['Once upon a time'], maxTokens: 2 }))[0]?.text).toBe(', there');
  });

  it.each(['f16', 'bf16'] as const)('gives nearly the same scores from %s', async (dtype) => {
    const halves = mkdtempSync(join(tmpdir(), 'solace-stories-'));
    await writeStories260k(halves, dtype);
    const half = await openLanguageModel({ folder: halves });
    const tokenIds = published.empty_prompt_256.ids.slice(0, 40);
    const [own, expected] = [await half.forward(tokenIds), await model.forward(tokenIds)];
    await half.dispose();
    rmSync(halves, { recursive: true });
    expect(furthest(own.values, expected.values)).toBeLessThan(dtype === 'f16' ? 0.02 : 0.2);
  });

  it.each<[string, GenerationRequest, RegExp]>([
    ['no prompt', { prompts: [], maxTokens: 1 }, /no prompt/],
    ['a prompt without tokens', { prompts: [[]], maxTokens: 1 }, /Prompt 1 is empty/],
    ['a token that is none', { prompts: ['a', [3, 512]], maxTokens: 1 }, /Prompt 2: 512 is no token id/],
    ['a prompt as long as the context', { prompts: [Array.from({ length: 512 }, () => 3)], maxTokens: 1 }, /has 513 tokens; this model takes 512/],
    ['no tokens', { prompts: ['a'], maxTokens: 0 }, /maxTokens is 0/],
    ['an empty stop string', { prompts: ['a'], maxTokens: 1, stop: [''] }, /stop string is empty/],
    ['a wrong temperature', { prompts: ['a'], maxTokens: 1, sampling: { temperature: NaN } }, /temperature is NaN/],
  ])('refuses %s', async (_, request, message) => {
    await expect(generate(model, request)).rejects.toThrow(message);
  });

  it('refuses what cannot be scored or computed, and everything once it is closed', async () => {
    await expect(model.score('a', ['b', ''])).rejects.toThrow('Continuation 2 is empty');
    await expect(model.forward([1, 2], { positions: [2] })).rejects.toThrow('no position 2');
    const closed = await openLanguageModel({ folder });
    await closed.dispose();
    await expect(closed.forward([1])).rejects.toThrow('closed');
  });

  async function textsOf(request: GenerationRequest): Promise<string[]> {
    return (await generate(model, request)).map(({ text }) => text);
  }
});

/** How many positions each run of a prompt had. */
function countingRuntime(): { readonly runtime: Runtime; readonly blocks: number[] } {
  const blocks: number[] = [];
  const runtime: Runtime = {
    createSession: async (model, options) => {
      const session = await onnxRuntime.createSession(model, options);
      return {
        ...session,
        run: (request) => {
          const [, positions = 0] = request.inputs.get('token_ids')?.shape ?? [];
          if (positions > 1) blocks.push(positions);
          return session.run(request);
        },
      };
    },
  };
  return { runtime, blocks };
}

function furthest(own: Float32Array, expected: Float32Array): number {
  return own.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? NaN))), 0);
}

async function generate(model: LanguageModel, request: GenerationRequest): Promise<GeneratedEnd[]> {
  return (await eventsOf(model, request)).filter((event) => event.kind === 'end').sort((a, b) => a.sequence - b.sequence);
}

async function eventsOf(model: LanguageModel, request: GenerationRequest): Promise<GenerationEvent[]> {
  return await Array.fromAsync(model.generate(request));
}
