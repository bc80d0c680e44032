/** @file Log-probabilities that a decoder gives to chosen tokens: what every language-model loss and every score of a continuation is made of. */
import type { Value } from '../graph/graph';
import { gatherRows, logProbability } from '../ops/build';
import { decoderHidden, decoderLogits, type Decoder, type DecoderInputs } from './decoder';

export interface ScoredTokens {
  /** [tokens] of i64: the row (sequence * positions + position) whose output predicts the token, so the one before it. */
  readonly rows: Value;
  /** [tokens] of i64. */
  readonly ids: Value;
}

/** [tokens]. Logits are computed for the rows asked for, never for all positions. */
export function tokenLogProbabilities(decoder: Decoder, inputs: DecoderInputs, { rows, ids }: ScoredTokens): Value {
  return logProbability(decoderLogits(decoder, gatherRows(decoderHidden(decoder, inputs), rows)), ids);
}
