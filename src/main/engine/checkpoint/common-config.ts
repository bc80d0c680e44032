/** @file The fields of config.json that encoders and decoders share. */
import type { Fields } from './fields';

/** Far above any known model; records are made layer by layer. */
const mostLayers = 1024;

export interface CommonShape {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly heads: number;
}

/** All of them must be there: a guess would fail later, with a worse message. */
export function readCommon(fields: Fields): CommonShape {
  const layers = fields.size('num_hidden_layers');
  if (layers > mostLayers) throw fields.wrong('num_hidden_layers', `a number up to ${mostLayers}`);
  return {
    vocabularySize: fields.size('vocab_size'),
    hiddenSize: fields.size('hidden_size'),
    intermediateSize: fields.size('intermediate_size'),
    layers,
    heads: fields.size('num_attention_heads'),
  };
}
