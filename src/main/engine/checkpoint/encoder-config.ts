/** @file config.json of BERT and RoBERTa. Where a field is absent, transformers' default counts. */
import type { EncoderConfig } from '../models/encoder-config';
import { readCommon } from './common-config';
import type { Fields } from './fields';

/** What the builder of encoders needs, and what only a checkpoint's users do. */
export interface EncoderShape extends EncoderConfig {
  /** Row of the first token in the position table: 0, or padding index + 1 for RoBERTa. */
  readonly firstPosition: number;
  /** The output layer is the embedding table. */
  readonly isTied: boolean;
}

export function readEncoderConfig(fields: Fields, family: 'bert' | 'roberta'): EncoderShape {
  if (fields.flag('is_decoder', false)) throw fields.unsupported('is_decoder', 'only encoders of this family are supported');
  if (fields.text('position_embedding_type', 'absolute') !== 'absolute') throw fields.unsupported('position_embedding_type', 'only "absolute" is supported');
  if (fields.text('hidden_act', 'gelu') !== 'gelu') throw fields.unsupported('hidden_act', 'only "gelu" is supported for this family');
  const common = readCommon(fields);
  if (common.hiddenSize % common.heads !== 0) throw fields.wrong('num_attention_heads', `a divisor of hidden_size (${common.hiddenSize})`);
  const firstPosition = family === 'roberta' ? (fields.optionalTokenId('pad_token_id') ?? 1) + 1 : 0;
  const positions = fields.size('max_position_embeddings');
  if (firstPosition >= positions) throw fields.wrong('max_position_embeddings', `a number above ${firstPosition}`);
  return {
    ...common,
    normEpsilon: fields.positive('layer_norm_eps', 1e-12),
    positions,
    firstPosition,
    tokenTypes: fields.size('type_vocab_size', 2),
    isTied: fields.flag('tie_word_embeddings', true),
  };
}
