/** @file The reference fixtures opened as they are: shapes, values, token ids and rendered chats of transformers and PEFT. */
import { expect, it } from 'vitest';
import { openModelFolder } from '#main/engine/checkpoint/model-folder';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import type { Tokenizer } from '#main/engine/checkpoint/tokenizer';
import { describeFixture, fixtureFolder, fixtureTensors, readFixture, type Summary } from '../../../../support/engine/fixtures';

interface Expected {
  readonly cases?: { readonly right_padded: Trained };
  readonly contrastive?: Trained;
  readonly tokenization: readonly { readonly text: string; readonly ids: readonly number[]; readonly ids_no_special: readonly number[]; readonly decoded: string }[];
  readonly greedy?: { readonly runs: readonly { readonly prompt: string; readonly prompt_ids: readonly number[]; readonly new_ids: readonly number[]; readonly text: string }[] };
}

interface Trained {
  readonly adamw: { readonly after_1: Readonly<Record<string, { readonly value: Summary; readonly delta: Summary }>> };
}

interface ExpectedChat {
  readonly messages: readonly { role: string; content: string }[];
  readonly rendered_with_generation_prompt: string;
  readonly rendered_without: string;
  readonly ids_with_generation_prompt: readonly number[];
  readonly ids_if_encoded_with_special_tokens_added_again: readonly number[];
}

const described: readonly [string, object][] = [
  ['roberta', { dtype: 'f32', contextLength: 64, embedding: null, config: { kind: 'encoder', head: 'masked-lm' } }],
  ['bert-embedding', { dtype: 'f32', contextLength: 64, embedding: { pooling: 'mean', isNormalised: true }, config: { kind: 'encoder', head: 'none' } }],
  ['llama', { dtype: 'f32', contextLength: 64, config: { shape: { groups: 2, isTied: false, rotaryTheta: 10_000 } } }],
  ['llama3', { dtype: 'f16', contextLength: 128, config: { shape: { isTied: true, rotaryScaling: { factor: 8, originalPositions: 16 } } } }],
  ['qwen2', { dtype: 'bf16', contextLength: 64, config: { shape: { groups: 1, hasQueryKeyValueBias: true, rotaryTheta: 1e6 } } }],
  ['mistral', { dtype: 'f32', tokenizer: null, config: { shape: { headSize: 8, groups: 2, isTied: false, activation: 'silu' } } }],
  ['gemma2', { dtype: 'f32', tokenizer: null, config: { shape: { headSize: 8, isTied: true, attentionScale: 12 ** -0.5, attentionSoftCap: 2, logitSoftCap: 1 } } }],
  ['preference/policy', { dtype: 'f32', tokenizer: null }],
];

for (const [name, description] of described) {
  describeFixture(name, () => {
    it('opens', async () => {
      expect(await openModelFolder(fixtureFolder(name))).toMatchObject(description);
    });

    it('has the values that an independent reader sees', async () => {
      const { weights, parameterCount } = await openModelFolder(fixtureFolder(name));
      let count = 0;
      for (const [tensor, { data, shape }] of fixtureTensors(name)) {
        const location = weights.tensorLocation(tensor);
        expect(location.shape).toEqual(shape);
        expect(await readTensor(location)).toEqual(data);
        count += data.length;
      }
      expect(parameterCount).toBe(count);
    });

    if (name === 'preference/policy') return;
    it('has the values that training started from', () => expectStart(name));
    if (name === 'mistral' || name === 'gemma2') return;
    it('tokenizes as the reference', () => expectTokenization(name));
    if (name !== 'roberta' && name !== 'bert-embedding') it('renders chats as the reference', () => expectChat(name));
  });
}

/** The start is the value after one step less the delta of that step; both are given to nine digits. */
async function expectStart(name: string): Promise<void> {
  const { cases, contrastive } = readFixture(name) as Expected;
  const { after_1: trained } = (cases?.right_padded ?? contrastive)?.adamw ?? { after_1: {} };
  expect(Object.keys(trained).length).toBeGreaterThan(10);
  const { weights } = await openModelFolder(fixtureFolder(name));
  for (const [tensor, { value, delta }] of Object.entries(trained)) {
    const values = await readTensor(weights.tensorLocation(tensor));
    expect(values.length).toBe(value.n);
    expect(Math.abs(values.reduce((sum, one) => sum + one, 0) - (value.sum - delta.sum))).toBeLessThan(1e-3);
    for (const [index, one] of value.first5.entries()) expect(Math.abs((values[index] ?? NaN) - (one - (delta.first5[index] ?? NaN)))).toBeLessThan(1e-6);
  }
}

async function expectTokenization(name: string): Promise<void> {
  const tokenizer = await tokenizerOf(name);
  const { tokenization, greedy } = readFixture(name) as Expected;
  for (const { text, ids, ids_no_special: plainIds, decoded } of tokenization) {
    expect(tokenizer.encode(text).ids).toEqual(ids);
    expect(tokenizer.encode(text, { addsSpecialTokens: false }).ids).toEqual(plainIds);
    expect(tokenizer.decode(ids)).toBe(decoded);
  }
  for (const { prompt, prompt_ids: promptIds, new_ids: newIds, text } of greedy?.runs ?? []) {
    expect(tokenizer.encode(prompt).ids).toEqual(promptIds);
    expect(tokenizer.decode(newIds, { keepsSpecialTokens: true })).toBe(text);
  }
}

async function expectChat(name: string): Promise<void> {
  const tokenizer = await tokenizerOf(name);
  const { chat } = readFixture(name) as Expected & { readonly chat: ExpectedChat };
  const render = (addsGenerationPrompt: boolean): string => tokenizer.renderChat(chat.messages, { addsGenerationPrompt, now: new Date(0) });
  expect(render(true)).toBe(chat.rendered_with_generation_prompt);
  expect(render(false)).toBe(chat.rendered_without);
  expect(tokenizer.encode(render(true), { addsSpecialTokens: false }).ids).toEqual(chat.ids_with_generation_prompt);
  expect(tokenizer.encode(render(true)).ids).toEqual(chat.ids_if_encoded_with_special_tokens_added_again);
}

async function tokenizerOf(name: string): Promise<Tokenizer> {
  const { tokenizer } = await openModelFolder(fixtureFolder(name));
  if (tokenizer === null) throw new Error('The fixture has no tokenizer.');
  return tokenizer;
}
