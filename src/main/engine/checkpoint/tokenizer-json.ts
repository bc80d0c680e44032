/**
 * @file Checks a tokenizer.json before the library gets it, which trusts its input: types, ids and patterns, and what the library would silently
 * do otherwise than the original. Leaves out truncation and padding: MiniLM's file pads every text to 128. Tokenizes nothing.
 */
import { AppError } from '#shared/contracts/errors';
import { fieldsOf, type Fields } from './fields';
import { describeJson, isJsonObject, type JsonObject } from './json-text';
import { refuseSlowPattern } from './pattern-cost';
import type { AddedToken } from './tokenizer-config';

const largestTokenId = 2 ** 24;
const longestWord = 1000;
const modelKinds = ['BPE', 'WordPiece', 'Unigram'] as const;
type ModelKind = (typeof modelKinds)[number];

export interface CheckedTokenizer {
  readonly modelKind: ModelKind;
  readonly vocabularySize: number;
  /** What the library's constructor takes. */
  readonly json: JsonObject;
}

/** `addedTokens` are those of tokenizer_config.json; they join where the file lacks them, as in transformers. */
export function checkTokenizerJson(json: JsonObject, where: string, addedTokens: readonly AddedToken[]): CheckedTokenizer {
  const fields = fieldsOf(json, where);
  const model = fields.object('model');
  if (model === undefined) throw fields.wrong('model', 'an object');
  const modelKind = readModelKind(model);
  const ids = modelKind === 'Unigram' ? readUnigram(model) : readVocabulary(model);
  if (modelKind === 'BPE') checkBpe(model);
  if (modelKind === 'WordPiece') checkWordPiece(model, ids);
  const added = readAddedTokens(fields, addedTokens);
  const parts = Object.fromEntries(['normalizer', 'pre_tokenizer', 'decoder'].map((name) => [name, readPart(fields, name)]));
  const post_processor = asTemplate(readPart(fields, 'post_processor'), fields);
  let lastId = 0;
  for (const id of [...ids.values(), ...added.map(({ id }) => id)]) lastId = Math.max(lastId, id);
  return { modelKind, vocabularySize: lastId + 1, json: { ...parts, post_processor, model: { ...(json['model'] as JsonObject), type: modelKind }, added_tokens: added } };
}

/** Older files have no model.type: RoBERTa's is BPE, told by its merges. */
function readModelKind(model: Fields): ModelKind {
  const guessed = model.has('merges') ? 'BPE' : Array.isArray(model.raw('vocab')) ? 'Unigram' : 'WordPiece';
  const named = model.text('type', guessed);
  const kind = modelKinds.find((kind) => kind === named);
  if (kind === undefined) throw model.unsupported('type', `supported are ${modelKinds.join(', ')}`);
  return kind;
}

function readVocabulary(model: Fields): ReadonlyMap<string, number> {
  const vocabulary = model.raw('vocab');
  if (!isJsonObject(vocabulary)) throw model.wrong('vocab', 'an id for each token');
  const ids = new Map<string, number>();
  const seen = new Set<number>();
  for (const [token, id] of Object.entries(vocabulary)) {
    if (!isTokenId(id) || seen.has(id)) throw new AppError('INVALID_INPUT', `${model.where}: the token ${describeJson(token)} has the id ${describeJson(id)}; a whole number that no other token has is needed.`);
    seen.add(id);
    ids.set(token, id);
  }
  if (ids.size === 0) throw model.wrong('vocab', 'a vocabulary that is not empty');
  return ids;
}

/** A list of pairs: token and score. */
function readUnigram(model: Fields): ReadonlyMap<string, number> {
  const vocabulary = model.raw('vocab');
  if (!Array.isArray(vocabulary) || vocabulary.length === 0) throw model.wrong('vocab', 'a list of tokens with their scores');
  const pairs: readonly unknown[] = vocabulary;
  const ids = new Map<string, number>();
  for (const [id, pair] of pairs.entries()) {
    const [token, score]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    if (typeof token !== 'string' || typeof score !== 'number') throw new AppError('INVALID_INPUT', `${model.where}: token ${id} is ${describeJson(pair)}; a pair of token and score is needed.`);
    ids.set(token, id);
  }
  const unknown = model.raw('unk_id');
  if (!isTokenId(unknown) || unknown >= pairs.length) throw model.wrong('unk_id', 'the id of a token');
  return ids;
}

/** Matching a word takes the cube of its longest length. */
function checkWordPiece(model: Fields, ids: ReadonlyMap<string, number>): void {
  if (!ids.has(model.text('unk_token'))) throw model.wrong('unk_token', 'a token of the vocabulary');
  model.text('continuing_subword_prefix');
  if (model.size('max_input_chars_per_word', 100) > longestWord) throw model.unsupported('max_input_chars_per_word', `at most ${longestWord} is supported`);
}

function checkBpe(model: Fields): void {
  model.optionalText('unk_token');
  model.optionalText('end_of_word_suffix');
  const merges = model.raw('merges');
  if (!Array.isArray(merges)) throw model.wrong('merges', 'a list of pairs');
  const isText = merges.length === 0 || typeof merges[0] === 'string';
  const place = merges.findIndex((merge: unknown) => !(isText ? typeof merge === 'string' && merge.includes(' ') : isPair(merge)));
  if (place >= 0) throw new AppError('INVALID_INPUT', `${model.where}: merge ${place} is ${describeJson(merges[place])}; a pair of tokens is needed.`);
  for (const name of ['continuing_subword_prefix', 'dropout']) {
    if (model.has(name) && model.raw(name) !== '' && model.raw(name) !== 0) throw model.unsupported(name, 'only null is supported');
  }
}

function isPair(merge: unknown): boolean {
  return Array.isArray(merge) && merge.length === 2 && merge.every((token) => typeof token === 'string');
}

function readAddedTokens(fields: Fields, further: readonly AddedToken[]): readonly AddedToken[] {
  const value = fields.raw('added_tokens') ?? [];
  if (!Array.isArray(value)) throw fields.wrong('added_tokens', 'a list of tokens');
  const own = value.map((entry: unknown, index) => readAddedToken(fieldsOf(isJsonObject(entry) ? entry : {}, `${fields.where}, added token ${index + 1}`)));
  const known = new Set(own.map(({ content }) => content));
  const tokens = [...own, ...further.filter(({ content }) => !known.has(content))];
  const empty = tokens.find(({ content }) => content === '');
  if (empty !== undefined) throw new AppError('INVALID_INPUT', `${fields.where}: the added token ${empty.id} is empty; the file is damaged.`);
  return tokens;
}

function readAddedToken(entry: Fields): AddedToken {
  const id = entry.optionalTokenId('id');
  if (id === null) throw entry.wrong('id', 'a token id');
  if (entry.flag('single_word', false)) throw entry.unsupported('single_word', 'only false is supported');
  const special = entry.flag('special', false);
  return { id, content: entry.text('content'), special, lstrip: entry.flag('lstrip', false), rstrip: entry.flag('rstrip', false), normalized: entry.flag('normalized', !special) };
}

/** Null or an object, whose patterns are checked however deep they lie. */
function readPart(fields: Fields, name: string): JsonObject | null {
  const value = fields.raw(name) ?? null;
  if (value !== null && !isJsonObject(value)) throw fields.wrong(name, 'an object or null');
  checkPatterns(value, `${fields.where}, ${name}`);
  return value;
}

/** The library's RobertaProcessing gives the second text type 1, which RoBERTa's models do not have; the equal template gives 0. */
function asTemplate(part: JsonObject | null, fields: Fields): JsonObject | null {
  if (part?.['type'] !== 'RobertaProcessing') return part;
  const [open, close] = ['cls', 'sep'].map((name) => {
    const token: unknown = part[name];
    const text: unknown = Array.isArray(token) ? token[0] : undefined;
    if (typeof text !== 'string') throw fields.wrong('post_processor', `a token and its id as "${name}"`);
    return { SpecialToken: { id: text, type_id: 0 } };
  });
  const [first, second] = ['A', 'B'].map((id) => ({ Sequence: { id, type_id: 0 } }));
  return { type: 'TemplateProcessing', single: [open, first, close], pair: [open, first, close, close, second, close] };
}

function checkPatterns(value: unknown, where: string): void {
  if (Array.isArray(value)) {
    for (const item of value) checkPatterns(item, where);
  } else if (isJsonObject(value)) {
    if (value['type'] === 'FixedLength') fieldsOf(value, where).size('length');
    if (isJsonObject(value['pattern'])) checkPattern(value, value['pattern'], where);
    for (const item of Object.values(value)) checkPatterns(item, where);
  }
}

/** The library knows two ways to split; Gemma's "merged with previous" is at a space that its normalizer has replaced, so it splits nothing. */
function checkPattern(part: JsonObject, pattern: JsonObject, where: string): void {
  const { Regex: regex, String: text } = pattern;
  if (typeof regex !== 'string' && typeof text !== 'string') throw new AppError('INVALID_INPUT', `${where}: a pattern is ${describeJson(pattern)} without "Regex" or "String"; the file is damaged.`);
  if (typeof regex === 'string') refuseSlowPattern(regex, where);
  if (part['type'] === 'Split' && part['behavior'] !== 'Isolated' && part['behavior'] !== 'Removed' && text !== ' ') {
    throw new AppError('UNSUPPORTED', `${where}: splitting by "behavior" ${describeJson(part['behavior'])} is not supported; supported are "Isolated" and "Removed".`);
  }
}

function isTokenId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestTokenId;
}
