/** @file Text to token ids and back, by a folder's tokenizer.json (or SentencePiece model) and its configs; runs @huggingface/tokenizers. Knows no model. */
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { AppError } from '#shared/contracts/errors';
import { compileChatTemplate, type ChatMessage, type ChatOptions } from './chat-template';
import { findFile, readJsonObject, readSmallFile, type CheckpointFolder } from './folder-files';
import { describeJson, type JsonObject } from './json-text';
import { readSentencePiece, tokenizerJsonOfPieces } from './sentencepiece';
import { readTokenizerConfig, type SpecialTokenName, type TokenizerConfig } from './tokenizer-config';
import { checkTokenizerJson, type CheckedTokenizer } from './tokenizer-json';

export interface Encoding {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
  /** 0 for the first text and 1 for the second, where the tokenizer tells them apart. */
  readonly typeIds: readonly number[];
}

export interface EncodeOptions {
  /** A second text. */
  readonly pair?: string;
  /** Default true. A rendered chat has its special tokens already. */
  readonly addsSpecialTokens?: boolean;
  /** Cuts the longer text at its end until all fits, special tokens included. Without it nothing is cut; nothing is ever padded. */
  readonly maxTokens?: number;
}

export interface Tokenizer {
  /** Ids are below this. */
  readonly vocabularySize: number;
  readonly specialTokens: Readonly<Partial<Record<SpecialTokenName, string>>>;
  /** What tokenizer_config.json calls model_max_length. */
  readonly maxTokens: number | null;
  readonly hasChatTemplate: boolean;
  encode(text: string, options?: EncodeOptions): Encoding;
  /** Special tokens are left out unless asked for. */
  decode(ids: readonly number[], options?: { readonly keepsSpecialTokens?: boolean }): string;
  tokenId(token: string): number | undefined;
  token(id: number): string | undefined;
  renderChat(messages: readonly ChatMessage[], options: ChatOptions): string;
}

const largestTokenizerBytes = 100_000_000;

/** Undefined for a folder without tokenizer files. */
export async function readTokenizer(folder: CheckpointFolder): Promise<Tokenizer | undefined> {
  const config = await readTokenizerConfig(folder);
  const json = await readJsonObject(folder, 'tokenizer.json', largestTokenizerBytes);
  if (json !== undefined) return createTokenizer(json, config, `${folder.label}/tokenizer.json`);
  const file = await findFile(folder, 'tokenizer.model');
  if (file === undefined) return undefined;
  const { pieces, addsPrefixSpace } = readSentencePiece(await readSmallFile(file, largestTokenizerBytes), file.label);
  const { bos_token: bosToken = '<s>', eos_token: eosToken = '</s>' } = config.specialTokens;
  const converted = tokenizerJsonOfPieces(pieces, {
    addsPrefixSpace,
    isLegacy: config.isLegacy,
    bosToken: config.addsBosToken ? bosToken : null,
    eosToken: config.addsEosToken ? eosToken : null,
  });
  return createTokenizer(converted, config, file.label);
}

/** `where` names the file in messages. Throws where the file is damaged or would be tokenized otherwise than by the original. */
export function createTokenizer(json: JsonObject, config: TokenizerConfig, where: string): Tokenizer {
  const checked = checkTokenizerJson(json, where, config.addedTokens);
  const library = orRefuse(where, () => new LibraryTokenizer(checked.json, { clean_up_tokenization_spaces: false, eos_token: config.specialTokens.eos_token }));
  const tokenizer = wrap(library, { checked, config, where });
  orRefuse(where, () => tokenizer.decode(tokenizer.encode('A b', { pair: 'c' }).ids));
  return tokenizer;
}

interface Parts {
  readonly checked: CheckedTokenizer;
  readonly config: TokenizerConfig;
  readonly where: string;
}

function wrap(library: LibraryTokenizer, { checked, config, where }: Parts): Tokenizer {
  const compiled = new Map<string, ReturnType<typeof compileChatTemplate>>();
  return {
    vocabularySize: checked.vocabularySize,
    specialTokens: config.specialTokens,
    maxTokens: config.maxTokens,
    hasChatTemplate: config.chatTemplates.has('default'),
    encode: (text, options = {}) => orRefuse(where, () => encode(library, text, options)),
    // transformers cleans up spaces for every model but BPE, whose texts it would corrupt.
    decode: (ids, { keepsSpecialTokens = false } = {}) => {
      if (ids.length === 0) return '';
      assertIds(ids, checked.vocabularySize);
      return orRefuse(where, () => library.decode([...ids], { skip_special_tokens: !keepsSpecialTokens, clean_up_tokenization_spaces: config.cleansUpSpaces && checked.modelKind !== 'BPE' }));
    },
    tokenId: (token) => library.token_to_id(token),
    token: (id) => library.id_to_token(id),
    renderChat(messages, options) {
      const name = options.tools !== undefined && config.chatTemplates.has('tool_use') ? 'tool_use' : 'default';
      const source = config.chatTemplates.get(name);
      if (source === undefined) throw new AppError('INVALID_INPUT', `${where}: this model has no chat template; give it a plain prompt.`);
      const template = compiled.get(name) ?? compileChatTemplate({ ...source, specialTokens: templateTokens(config) });
      compiled.set(name, template);
      return template.render(messages, options);
    },
  };
}

/** By the library's parts, so that texts can be cut between tokenizing and adding special tokens. */
function encode(library: LibraryTokenizer, text: string, { pair, addsSpecialTokens = true, maxTokens }: EncodeOptions): Encoding {
  let first = plainTokens(library, text);
  let second = pair === undefined ? null : plainTokens(library, pair);
  const process = (): { tokens: string[]; token_type_ids?: number[] } =>
    library.post_processor?.post_process(first, second, addsSpecialTokens) ?? { tokens: [...first, ...(second ?? [])] };
  if (maxTokens !== undefined) {
    const specialCount = process().tokens.length - first.length - (second?.length ?? 0);
    const room = maxTokens - specialCount;
    if (room < 0) throw new AppError('INVALID_INPUT', `A limit of ${maxTokens} tokens leaves no room for the ${specialCount} special tokens; raise it.`);
    [first, second] = cut(first, second, room);
  }
  const { tokens, token_type_ids: typeIds } = process();
  return { tokens, ids: tokens.map((token) => idOf(library, token)), typeIds: typeIds ?? tokens.map(() => 0) };
}

function plainTokens(library: LibraryTokenizer, text: string): string[] {
  return library.tokenize(text, { add_special_tokens: false });
}

/** Longest first: the longer text loses tokens until both are level, then both in turn; the longer one, else the second, keeps an odd token. */
function cut(first: string[], second: string[] | null, room: number): [string[], string[] | null] {
  if (second === null) return [first.slice(0, room), null];
  const half = first.length > second.length ? Math.floor(room / 2) : Math.ceil(room / 2);
  const secondLength = Math.min(second.length, Math.max(half, room - first.length));
  return [first.slice(0, room - secondLength), second.slice(0, secondLength)];
}

function idOf(library: LibraryTokenizer, token: string): number {
  const id = library.token_to_id(token) ?? library.model?.unk_token_id;
  if (id === undefined) throw new AppError('INVALID_INPUT', `The token ${describeJson(token)} is not in the vocabulary, which has no token for the unknown.`);
  return id;
}

function assertIds(ids: readonly number[], vocabularySize: number): void {
  const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id >= vocabularySize);
  if (wrong !== undefined) throw new AppError('INVALID_INPUT', `${wrong} is no token id; this tokenizer has ids from 0 to ${vocabularySize - 1}.`);
}

function templateTokens({ specialTokens, additionalSpecialTokens }: TokenizerConfig): Record<string, string | readonly string[]> {
  return { ...specialTokens, ...(additionalSpecialTokens.length === 0 ? {} : { additional_special_tokens: additionalSpecialTokens }) };
}

/** Whatever the library throws comes from the file. */
function orRefuse<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('INVALID_INPUT', `${where}: the tokenizer cannot be used (${error instanceof Error ? error.message.slice(0, 200) : 'unknown reason'}); the file is damaged or of a kind that is not supported.`, { cause: error });
  }
}
