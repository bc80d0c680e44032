/** @file Folders as people have them: whole, sharded, in the Hugging Face cache; and what is refused about them. */
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { openModelFolder } from '#main/engine/checkpoint/model-folder';
import { readTensor } from '#main/engine/checkpoint/safetensors-read';
import { copiedTensor } from '#main/engine/checkpoint/safetensors-write';
import { writeModelFolder } from '#main/engine/checkpoint/write-model-folder';
import { randomSafetensors, temporaryFolder, tinyLlamaConfig, tinyLlamaFiles, tinyLlamaShapes, tinyShardFiles, writeFiles } from '../../../../support/engine/checkpoint-files';

const indexName = 'model.safetensors.index.json';

describe('a folder', () => {
  it('is described', async () => {
    const path = await writeFiles(await temporaryFolder(), tinyLlamaFiles());
    const model = await openModelFolder(path);
    expect(model).toMatchObject({ dtype: 'f32', parameterCount: 2080 + 8 * 3 + 96 * 3 + 64 * 2 + 32 * 2, contextLength: 32, problems: [], embedding: null, generation: { doesSample: true, temperature: 0.6, topP: 0.9, topK: null, eosTokenIds: [1, 2] } });
    expect(model.weights.realFolder).toBe(model.folder.path);
    expect(model.weights.tensorLocation('model.norm.weight')).toMatchObject({ shape: [8], dtype: 'f32' });
  });

  it('gives the same tensors from shards', async () => {
    const path = await writeFiles(await temporaryFolder(), tinyShardFiles());
    const { weights } = await openModelFolder(path);
    expect([...weights.tensors.keys()].sort()).toEqual(Object.keys(tinyLlamaShapes).sort());
    expect(weights.files.map(({ name }) => name)).toEqual(['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors']);
  });

  it('is found through the links of the Hugging Face cache, with the real folder of the weights', async () => {
    const cache = join(await temporaryFolder(), 'models--a--b');
    const snapshot = join(cache, 'snapshots', 'abc');
    await mkdir(snapshot, { recursive: true });
    const files = Object.entries(tinyShardFiles());
    await writeFiles(join(cache, 'blobs'), Object.fromEntries(files.map(([, content], index) => [`blob${index}`, content])));
    for (const [index, [name]] of files.entries()) await symlink(join('..', '..', 'blobs', `blob${index}`), join(snapshot, name));
    const { weights } = await openModelFolder(snapshot);
    expect(basename(weights.realFolder ?? '')).toBe('blobs');
    const { file } = weights.tensorLocation('model.norm.weight');
    expect(dirname(file)).toBe(weights.realFolder);
    expect(basename(file)).toMatch(/^blob\d$/);
  });

  it('finds tensors by names with or without the prefix, and by old LayerNorm names', async () => {
    const names = ['embed_tokens.weight', ...Object.keys(tinyLlamaShapes).slice(1).map((name) => name.replace('model.', '')), 'encoder.LayerNorm.gamma'];
    const shapes = Object.fromEntries(names.map((name, index) => [name, Object.values(tinyLlamaShapes)[index] ?? [3]]));
    const path = await writeFiles(await temporaryFolder(), { ...tinyLlamaFiles(), 'model.safetensors': randomSafetensors(shapes) });
    const { weights, problems } = await openModelFolder(path);
    expect(weights.tensorLocation('model.embed_tokens.weight').name).toBe('embed_tokens.weight');
    expect(weights.find('bert.encoder.LayerNorm.weight')?.name).toBe('encoder.LayerNorm.gamma');
    expect(problems).toEqual(['1 tensors are not used by this architecture, such as encoder.LayerNorm.gamma.']);
  });

  it('has problems that do not keep it from running', async () => {
    const { 'tokenizer.json': _, 'tokenizer_config.json': __, ...files } = tinyLlamaFiles();
    const { problems, tokenizer } = await openModelFolder(await writeFiles(await temporaryFolder(), files));
    expect(tokenizer).toBeNull();
    expect(problems).toEqual(['There is no tokenizer.json and no tokenizer.model: the model takes token ids only.']);
  });

  it('has a content hash that readmes do not change and configs and shapes do', async () => {
    const hash = async (files: Record<string, string | Uint8Array>): Promise<string> => (await openModelFolder(await writeFiles(await temporaryFolder(), { ...tinyLlamaFiles(), ...files }))).contentHash;
    const plain = await hash({});
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash({ 'README.md': 'x' })).toBe(plain);
    const changed: readonly Record<string, string | Uint8Array>[] = [{ 'config.json': JSON.stringify({ ...tinyLlamaConfig, rope_theta: 2 }) }, { 'model.safetensors': randomSafetensors({ ...tinyLlamaShapes, extra: [1] }) }, { 'generation_config.json': '{}' }];
    for (const files of changed) expect(await hash(files)).not.toBe(plain);
  });

  it('is saved as a folder that opens again, with its tokenizer and the type to load in', async () => {
    const source = await openModelFolder(await writeFiles(await temporaryFolder(), tinyShardFiles()));
    const parent = await temporaryFolder();
    await writeModelFolder(join(parent, 'saved'), { source: source.folder, tensors: [...source.weights.tensors.values()].map((location) => copiedTensor(location)), dtype: 'f32' });
    const saved = await openModelFolder(join(parent, 'saved'));
    expect(saved.tokenizer?.encode('hi').ids).toEqual(source.tokenizer?.encode('hi').ids);
    for (const name of Object.keys(tinyLlamaShapes)) expect(await readTensor(saved.weights.tensorLocation(name))).toEqual(await readTensor(source.weights.tensorLocation(name)));
    await expect(writeModelFolder(join(parent, 'saved'), { source: source.folder, tensors: [], dtype: 'f32' })).rejects.toThrow('exists already');
    expect(await readdir(parent)).toEqual(['saved']);
  });

  it('is saved with every number of its config spelled as it was: transformers refuses a cap of 30 where it wants 30.0', async () => {
    const config = '{"rms_norm_eps": 1e-05, "caps": [30.0, 50.00, 7], "torch_dtype": "bfloat16", "text": "1.0", "none": null}';
    const { folder } = await openModelFolder(await writeFiles(await temporaryFolder(), tinyLlamaFiles()));
    await writeFile(join(folder.path, 'config.json'), config);
    const parent = await temporaryFolder();
    await writeModelFolder(join(parent, 'saved'), { source: folder, tensors: [], dtype: 'f16' });
    const saved = (await readFile(join(parent, 'saved', 'config.json'), 'utf8')).replaceAll(/\s+/g, ' ').trim();
    expect(saved).toBe('{ "rms_norm_eps": 1e-05, "caps": [ 30.0, 50.00, 7 ], "torch_dtype": "float16", "text": "1.0", "none": null, "dtype": "float16" }');
  });
});

describe('refused is', () => {
  it.each<[string, Record<string, string | Uint8Array | null>, string]>([
    ['a folder without config.json', { 'config.json': null }, 'there is no config.json'],
    ['a folder without weights', { 'model-00001-of-00002.safetensors': null, 'model-00002-of-00002.safetensors': null, [indexName]: null }, 'there is neither model.safetensors nor model.safetensors.index.json'],
    ['GGUF', { [indexName]: null, 'model.Q4_K_M.gguf': 'GGUF' }, 'the weights are in model.Q4_K_M.gguf, a quantised format of llama.cpp'],
    ['a pickle', { [indexName]: null, 'pytorch_model-00001-of-00002.bin': 'x' }, 'save the model with safe_serialization=True'],
    ['a missing shard', { 'model-00002-of-00002.safetensors': null }, 'the shard "model-00002-of-00002.safetensors" named by model.safetensors.index.json is missing'],
    ['a tensor that its shard has not', { [indexName]: index({ x: 'model-00001-of-00002.safetensors' }) }, 'puts the tensor "x" here, but it is not'],
    ['an index without tensors', { [indexName]: index({}) }, 'it names no tensor'],
    ['an index that leads up', { [indexName]: index({ x: '../secret.safetensors' }) }, '"../secret.safetensors" leads out of the folder'],
    ['an absolute path', { [indexName]: index({ x: '/etc/passwd' }) }, '"/etc/passwd" leads out of the folder'],
    ['a path of Windows', { [indexName]: index({ x: 'C:\\secret' }) }, 'leads out of the folder'],
    ['a tensor in two shards', { 'model-00002-of-00002.safetensors': randomSafetensors(tinyLlamaShapes) }, 'is in another shard as well'],
    ['an incomplete model', { 'model.safetensors': randomSafetensors({ 'model.embed_tokens.weight': [260, 8] }) }, 'the tensor "model.norm.weight" is not in its weights'],
    ['another shape', { 'model.safetensors': randomSafetensors({ ...tinyLlamaShapes, 'model.norm.weight': [9] }) }, 'has shape [9], config.json asks for [8]'],
    ['quantised tensors', { 'model.safetensors': randomSafetensors({ 'model.layers.0.mlp.down_proj.qweight': [2] }) }, 'belongs to quantised weights'],
  ])('%s', async (_, changes, message) => {
    const folder = await writeFiles(await temporaryFolder(), tinyShardFiles());
    for (const [name, content] of Object.entries(changes)) await (content === null ? rm(join(folder, name)) : writeFile(join(folder, name), content));
    await expect(openModelFolder(folder)).rejects.toThrow(message);
    await expect(openModelFolder(folder)).rejects.toBeInstanceOf(AppError);
  });

  it('a link that leads out of the folder, whichever file it stands for', async () => {
    const outside = await writeFiles(await temporaryFolder(), { secret: JSON.stringify({ secret: 1 }) });
    for (const name of ['config.json', 'tokenizer.json', 'generation_config.json', 'model-00001-of-00002.safetensors']) {
      const folder = await writeFiles(await temporaryFolder(), tinyShardFiles());
      await rm(join(folder, name));
      await symlink(join(outside, 'secret'), join(folder, name));
      await expect(openModelFolder(folder)).rejects.toThrow('a link to a file outside the folder, which is not followed');
    }
  });

  it('a path that is no folder, or none at all', async () => {
    const folder = await writeFiles(await temporaryFolder(), { file: 'x' });
    await expect(openModelFolder(join(folder, 'file'))).rejects.toThrow('give the folder that holds config.json');
    await expect(openModelFolder(join(folder, 'none'))).rejects.toThrow('there is no such file or folder');
  });
});

function index(weightMap: Record<string, string>): string {
  return JSON.stringify({ weight_map: weightMap });
}
