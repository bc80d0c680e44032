/** @file generation_config.json: how the model's authors would have it sample. Absent fields stay absent; callers choose. */
import { fieldsOf } from './fields';
import type { JsonObject } from './json-text';

export interface GenerationConfig {
  readonly bosTokenId: number | null;
  /** Any of these ends the text. */
  readonly eosTokenIds: readonly number[];
  readonly padTokenId: number | null;
  readonly doesSample: boolean;
  readonly temperature: number | null;
  readonly topK: number | null;
  readonly topP: number | null;
  readonly repetitionPenalty: number | null;
  readonly maxNewTokens: number | null;
}

export function readGenerationConfig(json: JsonObject, where: string): GenerationConfig {
  const fields = fieldsOf(json, where);
  return {
    bosTokenId: fields.optionalTokenId('bos_token_id'),
    eosTokenIds: fields.tokenIds('eos_token_id'),
    padTokenId: fields.optionalTokenId('pad_token_id'),
    doesSample: fields.flag('do_sample', false),
    // 0 is how some authors write greedy decoding and "no limit".
    temperature: fields.raw('temperature') === 0 ? null : fields.optionalPositive('temperature'),
    topK: fields.raw('top_k') === 0 ? null : fields.optionalSize('top_k'),
    topP: fields.optionalPositive('top_p'),
    repetitionPenalty: fields.optionalPositive('repetition_penalty'),
    maxNewTokens: fields.optionalSize('max_new_tokens'),
  };
}
