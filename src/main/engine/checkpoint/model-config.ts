/** @file What a model is, read from its config.json: the one record that model builders work from. Knows no weights and no graph. */
import { AppError } from '#shared/contracts/errors';
import type { DecoderConfig } from '../models/decoder-config';
import { readDecoderConfig } from './decoder-config';
import { readEncoderConfig, type EncoderShape } from './encoder-config';
import { fieldsOf, type Fields } from './fields';
import { describeJson, type JsonObject } from './json-text';

export type EncoderFamily = 'bert' | 'roberta';
export type DecoderFamily = 'llama' | 'qwen2' | 'mistral' | 'gemma2';
export type ModelFamily = EncoderFamily | DecoderFamily;

/** What the checkpoint has on top of the layers. */
export type ModelHead = 'none' | 'masked-lm' | 'causal-lm' | 'classification';

export interface ModelIdentity {
  /** As config.json names it: LlamaForCausalLM. */
  readonly architecture: string;
  readonly head: ModelHead;
  /** Classes of a classification head, else 0. */
  readonly labelCount: number;
  readonly bosTokenId: number | null;
  readonly eosTokenIds: readonly number[];
  readonly padTokenId: number | null;
  /** Tokens of the longest sequence it takes. */
  readonly contextLength: number;
}

export interface EncoderModelConfig extends ModelIdentity {
  readonly kind: 'encoder';
  readonly family: EncoderFamily;
  readonly shape: EncoderShape;
}

export interface DecoderModelConfig extends ModelIdentity {
  readonly kind: 'decoder';
  readonly family: DecoderFamily;
  readonly shape: DecoderConfig;
}

export type ModelConfig = EncoderModelConfig | DecoderModelConfig;

const bodies: Readonly<Record<ModelFamily, string>> = { bert: 'Bert', roberta: 'Roberta', llama: 'Llama', qwen2: 'Qwen2', mistral: 'Mistral', gemma2: 'Gemma2' };
const encoderHeads: ReadonlyMap<string, ModelHead> = new Map([
  ['Model', 'none'],
  ['ForMaskedLM', 'masked-lm'],
  ['ForPreTraining', 'masked-lm'],
  ['ForSequenceClassification', 'classification'],
]);
const decoderHeads: ReadonlyMap<string, ModelHead> = new Map([
  ['Model', 'none'],
  ['ForCausalLM', 'causal-lm'],
  ['ForSequenceClassification', 'classification'],
]);

/** `where` names the file in messages. */
export function readModelConfig(json: JsonObject, where: string): ModelConfig {
  const fields = fieldsOf(json, where);
  refuseQuantised(fields);
  const family = readFamily(fields);
  if (family === 'bert' || family === 'roberta') {
    const shape = readEncoderConfig(fields, family);
    return { kind: 'encoder', family, shape, ...readIdentity(fields, family, encoderHeads), contextLength: shape.positions - shape.firstPosition };
  }
  const shape = readDecoderConfig(fields, family);
  return { kind: 'decoder', family, shape, ...readIdentity(fields, family, decoderHeads), contextLength: fields.size('max_position_embeddings') };
}

function readFamily(fields: Fields): ModelFamily {
  const modelType = fields.text('model_type');
  if (Object.hasOwn(bodies, modelType)) return modelType as ModelFamily;
  const families = Object.keys(bodies).join(', ');
  if (fields.has('auto_map')) {
    throw new AppError('UNSUPPORTED', `${fields.where}: a model of type ${describeJson(modelType)} runs only with Python code of its own (trust_remote_code); supported are ${families}.`);
  }
  throw fields.unsupported('model_type', `supported are ${families}`);
}

function readIdentity(fields: Fields, family: ModelFamily, heads: ReadonlyMap<string, ModelHead>): Omit<ModelIdentity, 'contextLength'> {
  const body = bodies[family];
  const [architecture = `${body}Model`] = fields.texts('architectures');
  const head = architecture.startsWith(body) ? heads.get(architecture.slice(body.length)) : undefined;
  if (head === undefined) throw fields.unsupported('architectures', `supported for ${family} are ${[...heads.keys()].map((end) => `${body}${end}`).join(', ')}`);
  return {
    architecture,
    head,
    labelCount: head === 'classification' ? countLabels(fields) : 0,
    bosTokenId: fields.optionalTokenId('bos_token_id'),
    eosTokenIds: fields.tokenIds('eos_token_id'),
    padTokenId: fields.optionalTokenId('pad_token_id'),
  };
}

function countLabels(fields: Fields): number {
  const labels = fields.object('id2label');
  return labels === undefined ? fields.size('num_labels', 2) : labels.names().length;
}

function refuseQuantised(fields: Fields): void {
  const quantisation = fields.object('quantization_config');
  if (quantisation === undefined) return;
  const method = quantisation.raw('quant_method') ?? 'unnamed';
  throw new AppError('UNSUPPORTED', `${fields.where}: the weights are quantised (${describeJson(method)}), which cannot be read; use the original model in float32, float16 or bfloat16. Solace quantises by itself where asked.`);
}
