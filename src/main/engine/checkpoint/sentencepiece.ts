/**
 * @file SentencePiece BPE models (tokenizer.model of Llama 2 and its kin) as the equal tokenizer.json, by the rules transformers converts them with.
 * Knows no library that runs it.
 */
import { AppError } from '#shared/contracts/errors';
import type { JsonObject } from './json-text';
import { protobufFields } from './protobuf';

export type PieceKind = 'normal' | 'unknown' | 'control' | 'user-defined' | 'unused' | 'byte';

export interface Piece {
  readonly text: string;
  /** Higher merges earlier. */
  readonly score: number;
  readonly kind: PieceKind;
}

export interface PieceOptions {
  /** Texts get a space in front. */
  readonly addsPrefixSpace: boolean;
  /** The space comes after special tokens as well, as transformers' `legacy` has it. */
  readonly isLegacy: boolean;
  /** Put before and after a text; null for none. */
  readonly bosToken: string | null;
  readonly eosToken: string | null;
}

const space = '\u2581';
const kinds: readonly (PieceKind | undefined)[] = [undefined, 'normal', 'unknown', 'control', 'user-defined', 'unused', 'byte'];
const mostPieces = 2 ** 20;

export interface SentencePieceModel {
  readonly pieces: readonly Piece[];
  readonly addsPrefixSpace: boolean;
}

/** sentencepiece_model.proto: pieces = 1, trainer_spec = 2 (model_type = 3: 2 is BPE), normalizer_spec = 3. */
export function readSentencePiece(bytes: Uint8Array, where: string): SentencePieceModel {
  const pieces: Piece[] = [];
  let modelType = 1;
  let addsPrefixSpace = true;
  for (const { number, value } of protobufFields(bytes, where)) {
    if (!(value instanceof Uint8Array)) continue;
    if (number === 1) pieces.push(readPiece(value, where));
    if (number === 2) modelType = numberOf(value, 3, where) ?? modelType;
    if (number === 3) {
      refuseNormalisation(value, where);
      addsPrefixSpace = numberOf(value, 3, where) !== 0;
    }
    if (pieces.length > mostPieces) throw new AppError('LIMIT', `${where}: it has more than ${mostPieces} pieces; is it the right file?`);
  }
  if (pieces.length === 0) throw new AppError('INVALID_INPUT', `${where}: it holds no pieces; this is no SentencePiece model, or it was cut off.`);
  if (modelType !== 2) throw new AppError('UNSUPPORTED', `${where}: only SentencePiece models of type BPE are read; save the tokenizer with transformers to get a tokenizer.json.`);
  return { pieces, addsPrefixSpace };
}

/** The same tokenizer in the format of tokenizer.json. */
export function tokenizerJsonOfPieces(pieces: readonly Piece[], options: PieceOptions): JsonObject {
  const special = (kind: PieceKind): boolean => kind === 'unknown' || kind === 'control';
  const unknown = pieces.find(({ kind }) => kind === 'unknown')?.text ?? null;
  return {
    normalizer: options.isLegacy ? { type: 'Sequence', normalizers: [...(options.addsPrefixSpace ? [{ type: 'Prepend', prepend: space }] : []), { type: 'Replace', pattern: { String: ' ' }, content: space }] } : null,
    pre_tokenizer: options.isLegacy ? null : { type: 'Metaspace', replacement: space, prepend_scheme: options.addsPrefixSpace ? 'first' : 'never', split: false },
    model: { type: 'BPE', unk_token: unknown, fuse_unk: true, byte_fallback: true, vocab: Object.fromEntries(pieces.map(({ text }, id) => [text, id])), merges: mergesOf(pieces) },
    added_tokens: pieces.flatMap(({ text, kind }, id) => (special(kind) || kind === 'user-defined' ? [{ id, content: text, special: special(kind), normalized: false }] : [])),
    post_processor: postProcessor(options),
    decoder: {
      type: 'Sequence',
      decoders: [{ type: 'Replace', pattern: { String: space }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }, ...(options.addsPrefixSpace ? [{ type: 'Strip', content: ' ', start: 1, stop: 0 }] : [])],
    },
  };
}

/** Every way to make a piece of two others, best piece first; equal scores by the lengths, longest first, as transformers sorts them. */
function mergesOf(pieces: readonly Piece[]): readonly (readonly [string, string])[] {
  const ids = new Map(pieces.map(({ text }, id) => [text, id]));
  const merges: { left: string; right: string; score: number; lengths: readonly [number, number] }[] = [];
  for (const { text, score } of pieces) {
    const characters = Array.from(text);
    const ways = [];
    for (let cut = 1; cut < characters.length; cut++) {
      const left = characters.slice(0, cut).join('');
      const right = text.slice(left.length);
      if (ids.has(left) && ids.has(right)) ways.push({ left, right, score, lengths: [cut, characters.length - cut] as const });
    }
    ways.sort((a, b) => (ids.get(a.left) ?? 0) - (ids.get(b.left) ?? 0) || (ids.get(a.right) ?? 0) - (ids.get(b.right) ?? 0));
    merges.push(...ways);
  }
  merges.sort((a, b) => b.score - a.score || b.lengths[0] - a.lengths[0] || b.lengths[1] - a.lengths[1]);
  return merges.map(({ left, right }) => [left, right]);
}

function postProcessor({ bosToken, eosToken }: PieceOptions): JsonObject {
  const around = (id: 'A' | 'B', type: number): object[] => [
    ...(bosToken === null ? [] : [{ SpecialToken: { id: bosToken, type_id: type } }]),
    { Sequence: { id, type_id: type } },
    ...(eosToken === null ? [] : [{ SpecialToken: { id: eosToken, type_id: type } }]),
  ];
  return { type: 'TemplateProcessing', single: around('A', 0), pair: [...around('A', 0), ...around('B', 1)] };
}

/** SentencePiece: piece = 1, score = 2 (float), type = 3. */
function readPiece(bytes: Uint8Array, where: string): Piece {
  let text = '';
  let score = 0;
  let kind: PieceKind | undefined = 'normal';
  for (const { number, value } of protobufFields(bytes, where)) {
    if (number === 1 && value instanceof Uint8Array) text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    if (number === 2 && value instanceof Uint8Array && value.length === 4) score = new DataView(value.buffer, value.byteOffset, 4).getFloat32(0, true);
    if (number === 3 && typeof value === 'number') kind = kinds[value];
  }
  if (text === '' || text.length > 1000 || kind === undefined || !Number.isFinite(score)) throw new AppError('INVALID_INPUT', `${where}: it holds a damaged piece; download the file again.`);
  return { text, score, kind };
}

/** NormalizerSpec: precompiled_charsmap = 2, remove_extra_whitespaces = 4. Llama's models have neither. */
function refuseNormalisation(bytes: Uint8Array, where: string): void {
  for (const { number, value } of protobufFields(bytes, where)) {
    const changesText = (number === 2 && value instanceof Uint8Array && value.length > 0) || (number === 4 && value === 1);
    if (changesText) throw new AppError('UNSUPPORTED', `${where}: it normalises texts in a way that is not read; save the tokenizer with transformers to get a tokenizer.json.`);
  }
}

function numberOf(bytes: Uint8Array, field: number, where: string): number | undefined {
  let found: number | undefined;
  for (const { number, value } of protobufFields(bytes, where)) {
    if (number === field && typeof value === 'number') found = value;
  }
  return found;
}
