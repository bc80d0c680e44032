/** @file Tokenizers of every kind: ids as by the reference libraries, nothing cut or padded unasked, and refusals instead of wrong ids. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '#main/engine/checkpoint/folder-files';
import { refuseSlowPattern } from '#main/engine/checkpoint/pattern-cost';
import { readSentencePiece, tokenizerJsonOfPieces } from '#main/engine/checkpoint/sentencepiece';
import { readTokenizer, type Tokenizer } from '#main/engine/checkpoint/tokenizer';
import { byteLevelTokenizer, temporaryFolder, writeFiles } from '../../../../support/engine/checkpoint-files';

const realFolder = resolve('../shared/data/tokenizers');
const isPresent = existsSync(realFolder);
if (!isPresent) console.warn(`SKIPPED: ${realFolder} is absent; the real tokenizers of RoBERTa, MiniLM and Llama 2 are not compared.`);

/** By tokenizers 0.23.2 and sentencepiece 0.2.2. */
describe.skipIf(!isPresent)('real tokenizers', () => {
  it('RoBERTa, whose file does not say that it is BPE, and whose pairs are of one type', async () => {
    const roberta = await real('roberta');
    expect(roberta.encode('naïve café — 東京 🙂')).toMatchObject({ ids: [0, 2133, 48350, 26059, 93, 47416, 46, 15389, 46499, 11582, 45868, 2] });
    expect(roberta.encode("I can't sleep", { pair: 'Why?' })).toMatchObject({ ids: [0, 100, 64, 75, 3581, 2, 2, 7608, 116, 2], typeIds: Array.from({ length: 10 }, () => 0) });
  });

  it('MiniLM, whose file would pad and cut to 128', async () => {
    const miniLm = await real('bert-wordpiece-minilm');
    expect(miniLm.encode("I can't sleep", { pair: 'Why?' })).toMatchObject({ ids: [101, 1045, 2064, 1005, 1056, 3637, 102, 2339, 1029, 102], typeIds: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1] });
    expect(miniLm.encode('word '.repeat(300)).ids).toHaveLength(302);
    expect(miniLm.decode(miniLm.encode("Don't worry, it's fine.").ids)).toBe("don ' t worry, it ' s fine.");
  });

  it('Llama 2, from the SentencePiece model', async () => {
    const llama = await real('llama2-spm');
    expect(llama.encode('  two spaces 東 🙂\n').ids).toEqual([1, 259, 1023, 8162, 29871, 30591, 29871, 243, 162, 156, 133, 13]);
    expect(llama.decode([1, 259, 1023, 8162, 29871, 30591, 29871, 243, 162, 156, 133, 13])).toBe('  two spaces 東 🙂\n');
  });
});

describe('encoding', () => {
  it('adds special tokens unless told not to, and never cuts or pads by the file', async () => {
    const tokenizer = await own();
    expect(tokenizer.encode('hi you')).toEqual({ ids: [0, 259, 35, 124, 114, 120], tokens: ['<s>', 'hi', 'Ġ', 'y', 'o', 'u'], typeIds: [0, 0, 0, 0, 0, 0] });
    expect(tokenizer.encode('hi', { addsSpecialTokens: false }).tokens).toEqual(['hi']);
    expect(tokenizer.encode('a</s>b').tokens).toEqual(['<s>', 'a', '</s>', 'b']);
    expect(tokenizer.encode('a', { pair: '' }).typeIds).toEqual([0]);
  });

  it('cuts where asked: one text at its end, of two the longer', async () => {
    const tokenizer = await own();
    const cut = (text: string, maxTokens: number, pair?: string): string => tokenizer.encode(text, { maxTokens, ...(pair === undefined ? {} : { pair }) }).tokens.join('');
    expect(cut('abcdef', 4)).toBe('<s>abc');
    expect(cut('abcdef', 7)).toBe('<s>abcdef');
    expect(cut('abcdef', 5, 'xy')).toBe('abcxy');
    expect(cut('ab', 5, 'uvwxyz')).toBe('abuvw');
    expect(cut('abcd', 5, 'uvwxyz')).toBe('abuvw');
    expect(cut('abcdef', 5, 'uvwx')).toBe('abcuv');
    expect(() => cut('abc', 0)).toThrow('leaves no room for the 1 special tokens');
  });

  it('gives any text back', async () => {
    const tokenizer = await own();
    for (const text of ['', ' hi  there ', 'naïve 東京 🙂\r\n\t', '\u0000\ufeff', 'toString __proto__ constructor']) expect(tokenizer.decode(tokenizer.encode(text).ids)).toBe(text);
    expect(tokenizer.decode([0, 259, 1], { keepsSpecialTokens: true })).toBe('<s>hi</s>');
    expect(() => tokenizer.decode([0, 260])).toThrow('260 is no token id; this tokenizer has ids from 0 to 259');
    expect(() => tokenizer.decode([-1])).toThrow('-1 is no token id');
  });

  it('knows the tokens of tokenizer_config.json too', async () => {
    const tokenizer = await own({}, { added_tokens_decoder: { 260: { content: '<new>', special: true } }, bos_token: '<s>', model_max_length: 512 });
    expect(tokenizer.encode('a<new>b', { addsSpecialTokens: false }).ids[1]).toBe(260);
    expect(tokenizer).toMatchObject({ vocabularySize: 261, specialTokens: { bos_token: '<s>' }, maxTokens: 512, hasChatTemplate: false });
    expect(() => tokenizer.renderChat([], { addsGenerationPrompt: false, now: new Date(0) })).toThrow('this model has no chat template');
  });
});

describe('a tokenizer that would give wrong ids is refused:', () => {
  const { model } = byteLevelTokenizer() as { model: Record<string, unknown> };
  it.each<[string, object, string]>([
    ['no model', { model: null }, 'the field "model" is missing'],
    ['an unknown kind', { model: { ...model, type: 'WordLevel' } }, '"type" is "WordLevel"; supported are BPE, WordPiece, Unigram'],
    ['two tokens of one id', { model: { ...model, vocab: { a: 1, b: 1 } } }, 'the token "b" has the id 1'],
    ['an id that is no number', { model: { ...model, vocab: { a: '1' } } }, 'the token "a" has the id "1"'],
    ['a huge id', { model: { ...model, vocab: { a: 2 ** 31 } } }, 'the token "a" has the id 2147483648'],
    ['an empty vocabulary', { model: { ...model, vocab: {} } }, 'a vocabulary that is not empty is needed'],
    ['a broken merge', { model: { ...model, merges: ['h i', 'x'] } }, 'merge 1 is "x"; a pair of tokens is needed'],
    ['dropout', { model: { ...model, dropout: 0.1 } }, '"dropout" is 0.1; only null is supported'],
    ['an unknown pre-tokenizer', { pre_tokenizer: { type: 'Magic' } }, 'the tokenizer cannot be used (Unknown PreTokenizer type: Magic)'],
    ['a way to split that the library lacks', { pre_tokenizer: { type: 'Split', pattern: { String: 'x' }, behavior: 'MergedWithNext' } }, 'splitting by "behavior" "MergedWithNext" is not supported'],
    ['pieces of no length, which would never end', { pre_tokenizer: { type: 'FixedLength', length: 0 } }, 'the field "length" is 0; a positive whole number is needed'],
    ['a pattern that would never end', { pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex: '(a+)+$' }, behavior: 'Isolated' }] } }, 'whose matching could take for ever'],
    ['a word of a million characters', { model: { type: 'WordPiece', vocab: { a: 0 }, unk_token: 'a', continuing_subword_prefix: '#', max_input_chars_per_word: 1e6 } }, 'at most 1000 is supported'],
    ['a text without a token for the unknown', { pre_tokenizer: null, model: { type: 'WordPiece', vocab: { a: 0 }, unk_token: '?', continuing_subword_prefix: '#' } }, 'the field "unk_token" is "?"; a token of the vocabulary is needed'],
    ['whole words only', { added_tokens: [{ id: 0, content: 'x', single_word: true }] }, '"single_word" is true; only false is supported'],
    ['an empty token', { added_tokens: [{ id: 0, content: '' }] }, 'the added token 0 is empty'],
  ])('%s', async (_, changes, message) => {
    await expect(own(changes)).rejects.toThrow(message);
  });
});

describe('SentencePiece models', () => {
  const piece = (text: string, score: number, kind = 1): Uint8Array => message(1, [...message(1, new TextEncoder().encode(text)), 0x15, ...new Uint8Array(Float32Array.of(score).buffer), 0x18, kind]);
  const base = [piece('<unk>', 0, 2), piece('<s>', 0, 3), piece('</s>', 0, 3), piece('▁', -1), piece('a', -2), piece('b', -3), piece('ab', -4), piece('▁ab', -5)];
  const bpe = message(2, [0x18, 2]);
  const plain = message(3, [0x18, 1, 0x20, 0]);

  it('are read, and merge the best piece first', async () => {
    const tokenizer = await spm([...base, bpe, plain]);
    expect(tokenizer.encode('ab aab').tokens).toEqual(['<s>', '▁ab', '▁', 'a', 'ab']);
    expect(tokenizer.encode('c').tokens).toEqual(['<s>', '▁', '<unk>']);
    expect(tokenizer.decode(tokenizer.encode('ab aab').ids)).toBe('ab aab');
  });

  it('put the space after special tokens only where they are legacy', async () => {
    expect((await spm([...base, bpe, plain])).encode('a</s>b').tokens).toEqual(['<s>', '▁', 'a', '</s>', '▁', 'b']);
    expect((await spm([...base, bpe, plain], { legacy: false, add_eos_token: true })).encode('a</s>b').tokens).toEqual(['<s>', '▁', 'a', '</s>', 'b', '</s>']);
  });

  it.each<[string, Uint8Array[], string]>([
    ['other types', [...base, message(2, [0x18, 1]), plain], 'only SentencePiece models of type BPE are read'],
    ['normalisation', [...base, bpe, message(3, [0x20, 1])], 'normalises texts in a way that is not read'],
    ['files without pieces', [bpe], 'it holds no pieces'],
    ['cut files', [...base, bpe.subarray(0, 3)], 'this is no valid protobuf file'],
    ['endless numbers', [Uint8Array.from({ length: 20 }, () => 0xff)], 'this is no valid protobuf file'],
  ])('%s are refused', (_, parts, text) => {
    expect(() => readSentencePiece(Uint8Array.from(Buffer.concat(parts)), 'tokenizer.model')).toThrow(text);
  });

  it('have merges sorted as transformers sorts them', () => {
    const pieces = ['a', 'b', 'ab', 'aba', 'ba'].map((text) => ({ text, score: text === 'ba' ? 1 : 0, kind: 'normal' as const }));
    const { model } = tokenizerJsonOfPieces(pieces, { addsPrefixSpace: false, isLegacy: true, bosToken: null, eosToken: null }) as { model: { merges: unknown } };
    expect(model.merges).toEqual([['b', 'a'], ['ab', 'a'], ['a', 'ba'], ['a', 'b']]);
  });
});

it('published patterns pass, and those of exponential cost do not', () => {
  const published = [
    String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    String.raw`\d{1,3}(?=(?:\d{3})*\b)| ?[^(\s|[.,!?…。，、।۔،])]+`,
  ];
  for (const pattern of published) expect(() => refuseSlowPattern(pattern, 'x')).not.toThrow();
  const slow = ['(a+)+', '(?:a|a)*', '((a*)b?)*', '(?:[a-z]+\\s?){2,}x', '(a{1,9}){1,9}', 'a*a*a*a*a*a*a*b', String.raw`(\p{L}+)*`];
  for (const pattern of slow) expect(() => refuseSlowPattern(pattern, 'x'), pattern).toThrow('could take for ever');
});

async function real(name: string): Promise<Tokenizer> {
  return present(await readTokenizer(await openFolder(resolve(realFolder, name))));
}

async function own(changes: object = {}, config: object = {}): Promise<Tokenizer> {
  const folder = await writeFiles(await temporaryFolder(), { 'tokenizer.json': JSON.stringify({ ...byteLevelTokenizer(), ...changes }), 'tokenizer_config.json': JSON.stringify(config) });
  return present(await readTokenizer(await openFolder(folder)));
}

async function spm(parts: readonly Uint8Array[], config: object = {}): Promise<Tokenizer> {
  const folder = await writeFiles(await temporaryFolder(), { 'tokenizer.model': Buffer.concat(parts), 'tokenizer_config.json': JSON.stringify(config) });
  return present(await readTokenizer(await openFolder(folder)));
}

/** A protobuf field that holds bytes: at most 127 of them. */
function message(number: number, bytes: ArrayLike<number>): Uint8Array {
  return Uint8Array.from([8 * number + 2, bytes.length, ...Array.from(bytes)]);
}

function present(tokenizer: Tokenizer | undefined): Tokenizer {
  if (tokenizer === undefined) throw new Error('There is no tokenizer.');
  return tokenizer;
}
