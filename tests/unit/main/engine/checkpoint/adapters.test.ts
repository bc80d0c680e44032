/** @file PEFT's adapters: read as PEFT wrote them, written as PEFT reads them, merged as LoRA is defined. */
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/domain/random';
import { openAdapterFolder } from '#main/engine/checkpoint/adapter-folder';
import { loraScaling, mergeLora, writeLoraAdapter, type LoraAdapter, type LoraToWrite } from '#main/engine/checkpoint/lora-adapter';
import { openModelFolder } from '#main/engine/checkpoint/model-folder';
import { writePromptAdapter } from '#main/engine/checkpoint/prompt-adapter';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { randomSafetensors, temporaryFolder, writeFiles } from '../../../../support/engine/checkpoint-files';
import { describeFixture, fixtureTensors, readFixture } from '../../../../support/engine/fixtures';

const random = createRandom(11);
const layer = 'model.layers.0.self_attn.q_proj';
const adapter: LoraToWrite = {
  baseModel: '../base',
  rank: 2,
  alpha: 8,
  isRankStabilised: false,
  dropout: 0.1,
  taskType: 'CAUSAL_LM',
  dtype: 'f32',
  targets: [
    { layer: 'model.layers.0.mlp.down_proj', inputs: 3, outputs: 4, a: numbers(6), b: numbers(8) },
    { layer, inputs: 5, outputs: 3, a: numbers(10), b: numbers(6) },
  ],
};

for (const [name, base] of [['llama-lora', 'llama'], ['qwen2-lora', 'qwen2']] as const) {
  describeFixture(name, () => {
    it('names its layers by the base model, with the values of the file', async () => {
      const lora = await openLora(resolve('../shared/data/fixtures', name));
      const { weights } = await openModelFolder(resolve('../shared/data/fixtures', base));
      const { trainable } = readFixture(name) as { trainable: string[] };
      expect(lora).toMatchObject({ kind: 'lora', baseModel: `../${base}`, rank: 4, alpha: 8, scaling: 2, isRankStabilised: false });
      expect(lora.targets.flatMap(({ a, b }) => [a.name, b.name]).sort()).toEqual([...trainable].sort());
      const values = fixtureTensors(name);
      for (const { layer, a, b } of lora.targets) {
        const { shape } = weights.tensorLocation(`${layer}.weight`);
        expect([b.shape[0], a.shape[1]]).toEqual(shape);
        expect(await readTensor(a)).toEqual(values.get(a.name)?.data);
      }
    });
  });
}

describe('LoRA', () => {
  it('is written and read back', async () => {
    const folder = await temporaryFolder();
    await writeLoraAdapter(folder, adapter);
    const lora = await openLora(folder);
    expect(lora).toMatchObject({ baseModel: '../base', rank: 2, alpha: 8, scaling: 4 });
    expect(lora.targets.map((target) => target.layer)).toEqual(adapter.targets.map((target) => target.layer));
    for (const [index, { a, b }] of lora.targets.entries()) expect([await readTensor(a), await readTensor(b)]).toEqual([adapter.targets[index]?.a, adapter.targets[index]?.b]);
  });

  it('is merged into a weight as W + scaling B A', async () => {
    const folder = await temporaryFolder();
    await writeLoraAdapter(folder, { ...adapter, isRankStabilised: true });
    const { targets: [, target], scaling } = await openLora(folder);
    if (target === undefined) throw new Error('The second target is missing.');
    expect(scaling).toBe(8 / Math.SQRT2);
    const weight = numbers(15);
    const before = weight.slice();
    const merged = await mergeLora(weight, target, scaling);
    const { a, b } = adapter.targets[1] ?? { a: [], b: [] };
    const expected = Array.from(weight, (value, index) => {
      const [output, input] = [Math.floor(index / 5), index % 5];
      return value + scaling * [0, 1].reduce((sum, k) => sum + (b[2 * output + k] ?? NaN) * (a[5 * k + input] ?? NaN), 0);
    });
    for (const [index, value] of merged.entries()) expect(value).toBeCloseTo(expected[index] ?? NaN, 5);
    expect(weight).toEqual(before);
    await expect(mergeLora(numbers(16), target, 1)).rejects.toThrow('is for a weight of [3, 5]; the base model\'s has 16 values');
  });

  it('scales by the rank, or by its root', () => {
    expect(loraScaling({ rank: 16, alpha: 32, isRankStabilised: false })).toBe(2);
    expect(loraScaling({ rank: 16, alpha: 32, isRankStabilised: true })).toBe(8);
  });

  const config = { peft_type: 'LORA', r: 2, lora_alpha: 4, target_modules: ['q_proj'] };
  const shapes = { [`base_model.model.${layer}.lora_A.weight`]: [2, 5], [`base_model.model.${layer}.lora_B.weight`]: [3, 2] };
  it.each<[string, object, Record<string, number[]>, string]>([
    ['DoRA', { ...config, use_dora: true }, shapes, '"use_dora" is true; only false is supported'],
    ['modules saved whole', { ...config, modules_to_save: ['lm_head'] }, shapes, '"modules_to_save" is a list of 1; it is not supported and must be empty'],
    ['ranks by layer', { ...config, rank_pattern: { q_proj: 8 } }, shapes, '"rank_pattern" is an object'],
    ['trained biases', { ...config, bias: 'all' }, shapes, 'only "none" is supported'],
    ['another kind of adapter', { ...config, peft_type: 'IA3' }, shapes, 'supported are "LORA" and "PROMPT_TUNING"'],
    ['half a pair', config, { [`base_model.model.${layer}.lora_A.weight`]: [2, 5] }, 'lora_B is missing'],
    ['another rank', { ...config, r: 3 }, shapes, '[3, in] and [out, 3] are needed'],
    ['embeddings', config, { ...shapes, 'base_model.model.model.embed_tokens.lora_embedding_A': [2, 5] }, 'is no LoRA matrix of a linear layer'],
    ['no rank', { ...config, r: 0 }, shapes, '"r" is 0; a positive whole number is needed'],
  ])('refuses %s', async (_, json, tensors, message) => {
    const folder = await writeFiles(await temporaryFolder(), { 'adapter_config.json': JSON.stringify(json), 'adapter_model.safetensors': randomSafetensors(tensors) });
    await expect(openAdapterFolder(folder)).rejects.toThrow(message);
  });
});

describe('prompt tuning', () => {
  it('is written and read back', async () => {
    const folder = await temporaryFolder();
    const embeddings = numbers(12);
    await writePromptAdapter(folder, { baseModel: null, virtualTokens: 4, hiddenSize: 3, embeddings, layers: 2, heads: 1 });
    const prompt = await openAdapterFolder(folder);
    if (prompt.kind !== 'prompt-tuning') throw new Error('A prompt is expected.');
    expect(prompt).toMatchObject({ baseModel: null, virtualTokens: 4, hiddenSize: 3 });
    expect(await readTensor(prompt.embeddings)).toEqual(embeddings);
  });

  it('is refused where config and rows disagree', async () => {
    const config = { peft_type: 'PROMPT_TUNING', num_virtual_tokens: 4, token_dim: 3 };
    const folder = await writeFiles(await temporaryFolder(), { 'adapter_config.json': JSON.stringify(config), 'adapter_model.safetensors': randomSafetensors({ prompt_embeddings: [3, 4] }) });
    await expect(openAdapterFolder(folder)).rejects.toThrow('"prompt_embeddings" has shape [3, 4], adapter_config.json asks for [4, 3]');
  });
});

it('a folder without adapter, or with a pickled one, is refused', async () => {
  const folder = await temporaryFolder();
  await expect(openAdapterFolder(folder)).rejects.toThrow('there is no adapter_config.json');
  await writeFiles(folder, { 'adapter_config.json': JSON.stringify({ peft_type: 'LORA' }), 'adapter_model.bin': 'x' });
  await expect(openAdapterFolder(join(folder, '.'))).rejects.toThrow('adapter_model.safetensors is missing; an adapter_model.bin must be saved again');
});

function numbers(count: number): Float32Array {
  return Float32Array.from({ length: count }, () => random.next() - 0.5);
}

async function openLora(folder: string): Promise<LoraAdapter> {
  const adapter = await openAdapterFolder(folder);
  if (adapter.kind !== 'lora') throw new Error('A LoRA adapter is expected.');
  return adapter;
}
