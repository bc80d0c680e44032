/** @file Prompts that are read in several blocks, with and without sliding windows: what follows has the log-probabilities of one plain forward pass. */
import { expect, it } from 'vitest';
import { expectedTensors } from '#main/engine/checkpoint/expected-tensors';
import type { JsonObject } from '#main/engine/checkpoint/json-text';
import { readModelConfig } from '#main/engine/checkpoint/model-config';
import { logProbabilities } from '#main/engine/generation/sampling';
import { openLanguageModel } from '#main/engine/inference/language-model';
import { randomSafetensors, temporaryFolder, writeFiles } from '../../../../support/engine/checkpoint-files';

const common: JsonObject = {
  vocab_size: 60, hidden_size: 16, intermediate_size: 24, num_hidden_layers: 2, num_attention_heads: 2, num_key_value_heads: 1, head_dim: 8, max_position_embeddings: 512, rms_norm_eps: 1e-5,
};

it.each<[string, JsonObject]>([
  ['llama', { model_type: 'llama', architectures: ['LlamaForCausalLM'] }],
  ['mistral, whose window is shorter than the prompt', { model_type: 'mistral', architectures: ['MistralForCausalLM'], sliding_window: 40 }],
  ['mistral, whose window is longer than a block', { model_type: 'mistral', architectures: ['MistralForCausalLM'], sliding_window: 150 }],
  ['gemma 2', { model_type: 'gemma2', architectures: ['Gemma2ForCausalLM'], sliding_window: 40, query_pre_attn_scalar: 8, hidden_activation: 'gelu_pytorch_tanh' }],
])('%s', async (_, config) => {
  const json = { ...common, ...config };
  const shapes = Object.fromEntries(expectedTensors(readModelConfig(json, 'config.json')).map(({ name, shape }) => [name, shape]));
  const folder = await writeFiles(await temporaryFolder(), { 'config.json': JSON.stringify(json), 'model.safetensors': randomSafetensors(shapes) });
  const model = await openLanguageModel({ folder });
  const prompts = [300, 130, 5].map((length) => Array.from({ length }, (_token, index) => (7 * index + length) % 60));
  const events = await Array.fromAsync(model.generate({ prompts, maxTokens: 6, endTokenIds: [] }));
  for (const end of events.filter((event) => event.kind === 'end')) {
    const prompt = prompts[end.sequence] ?? [];
    const positions = end.tokenIds.map((_token, index) => prompt.length - 1 + index);
    const { size, values } = await model.forward([...prompt, ...end.tokenIds], { positions });
    const expected = end.tokenIds.map((tokenId, index) => logProbabilities(values.subarray(index * size, (index + 1) * size), [tokenId])[0]?.logProb ?? NaN);
    expect(end.logProbs).toEqual(expected.map((logProb) => expect.closeTo(logProb, 4) as number));
    const [score] = await model.score(prompt, [end.tokenIds]);
    expect(score?.logProbs).toEqual(expected.map((logProb) => expect.closeTo(logProb, 4) as number));
  }
  await model.dispose();
});
