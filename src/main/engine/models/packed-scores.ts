/**
 * @file Scores of many continuations of one prefix in one run: prefix and continuations lie behind each other in a single row, and a mask lets each
 * token see the prefix and its own continuation only. Equals one run a continuation, in which the prefix would be read again and again.
 */
import type { Value } from '../graph/graph';
import { attention, unseen } from '../nn/attention';
import { add, gatherRows, normalisedLogProbability, reshape } from '../ops/build';
import { decoderLayers, decoderLogits, embed, type Decoder } from './decoder';
import type { ScoredTokens } from './token-scores';

/** One row, laid out. All lists but `scored` have its length. */
export interface PackedRow {
  readonly tokenIds: readonly number[];
  /** Each continuation counts on from the prefix. */
  readonly positionIds: readonly number[];
  /** The continuation that a token belongs to; -1 for the prefix, -2 for what only fills the row. */
  readonly branches: readonly number[];
  /** Every token of every continuation, with the place in the row whose output predicts it. */
  readonly scored: readonly { readonly continuation: number; readonly id: number; readonly row: number }[];
}

/** The last token of a continuation is scored but not read, so it takes no place. Throws RangeError where `length` is too small. */
export function packContinuations(prefix: readonly number[], continuations: readonly (readonly number[])[], length: number): PackedRow {
  const tokenIds = [...prefix];
  const positionIds = prefix.map((_, position) => position);
  const branches = prefix.map(() => prefixBranch);
  const scored: { continuation: number; id: number; row: number }[] = [];
  for (const [continuation, ids] of continuations.entries()) {
    let row = prefix.length - 1;
    for (const [index, id] of ids.entries()) {
      scored.push({ continuation, id, row });
      if (index === ids.length - 1) break;
      row = tokenIds.length;
      tokenIds.push(id);
      positionIds.push(prefix.length + index);
      branches.push(continuation);
    }
  }
  if (prefix.length === 0) throw new RangeError('The prefix must have a token: the first token of a continuation is predicted from it.');
  const free = length - tokenIds.length;
  if (free < 0) throw new RangeError(`Prefix and continuations take ${tokenIds.length} places; the row has ${length}.`);
  const fill = (values: readonly number[], filler: number): number[] => [...values, ...Array.from({ length: free }, () => filler)];
  return { tokenIds: fill(tokenIds, 0), positionIds: fill(positionIds, 0), branches: fill(branches, fillerBranch), scored };
}

const prefixBranch = -1;
const fillerBranch = -2;

/** What is added to the scores of attention, [length, length] row-major: a token sees itself and what came before it, at most `window` tokens in all. */
export function packedMask({ positionIds, branches }: PackedRow, window?: number): Float32Array {
  const length = branches.length;
  const mask = new Float32Array(length * length).fill(unseen);
  for (let query = 0; query < length; query++) {
    for (let key = 0; key <= query; key++) {
      const isBefore = key === query || branches[key] === branches[query] || (branches[key] === prefixBranch && branches[query] !== fillerBranch);
      const distance = (positionIds[query] ?? 0) - (positionIds[key] ?? 0);
      if (isBefore && (window === undefined || distance < window)) mask[query * length + key] = 0;
    }
  }
  return mask;
}

export interface PackedInputs {
  /** [1, length] of i64. */
  readonly tokenIds: Value;
  readonly positionIds: Value;
  /** packedMask for the window of this layer, [1, 1, length, length]. */
  readonly maskOf: (layer: number) => Value;
}

/** Of the scored tokens, [tokens]. */
export interface PackedScores {
  readonly logProbs: Value;
  /** Before the softmax. */
  readonly logits: Value;
}

export function packedScores(decoder: Decoder, { tokenIds, positionIds, maskOf }: PackedInputs, { rows, ids }: ScoredTokens): PackedScores {
  const { config } = decoder;
  const [, length = 0] = tokenIds.shape;
  const hidden = decoderLayers(decoder, {
    embedded: embed(decoder, { tokenIds }),
    positionIds,
    positionCount: length,
    attend: (projected, layer) => attention({ ...projected, mask: maskOf(layer) }, { scale: config.attentionScale, softCap: config.attentionSoftCap }),
  });
  const [logProbs, normalisers] = normalisedLogProbability(decoderLogits(decoder, gatherRows(hidden, rows)), ids);
  return { logProbs, logits: add(logProbs, reshape(normalisers, logProbs.shape)) };
}
