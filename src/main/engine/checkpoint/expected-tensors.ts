/** @file The tensors that a model of a given config needs, with their shapes, by the names of its architecture in transformers. Reads nothing. */
import { AppError } from '#shared/contracts/errors';
import type { DecoderModelConfig, EncoderModelConfig, ModelConfig } from './model-config';
import type { StoredWeights } from './stored-weights';

export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Everything but buffers, and but the output layer where it is the embedding table. */
export function expectedTensors(config: ModelConfig): readonly ExpectedTensor[] {
  return config.kind === 'encoder' ? encoderTensors(config) : decoderTensors(config);
}

/** Throws on the first tensor that is missing or of another shape: building would fail later, with a worse message. */
export function assertComplete(config: ModelConfig, weights: StoredWeights, label: string): void {
  for (const { name, shape } of expectedTensors(config)) {
    const found = weights.tensorLocation(name);
    if (found.shape.join() !== shape.join()) {
      throw new AppError('INVALID_INPUT', `${label}: the tensor "${found.name}" has shape [${found.shape.join(', ')}], config.json asks for [${shape.join(', ')}]; they are of different models.`);
    }
  }
}

function encoderTensors({ family, head, labelCount, shape }: EncoderModelConfig): ExpectedTensor[] {
  const { vocabularySize, hiddenSize, intermediateSize, layers, positions, tokenTypes } = shape;
  const hidden = { inputs: hiddenSize, outputs: hiddenSize };
  const tensors = [
    { name: `${family}.embeddings.word_embeddings.weight`, shape: [vocabularySize, hiddenSize] },
    { name: `${family}.embeddings.position_embeddings.weight`, shape: [positions, hiddenSize] },
    { name: `${family}.embeddings.token_type_embeddings.weight`, shape: [tokenTypes, hiddenSize] },
    ...norm(`${family}.embeddings.LayerNorm`, hiddenSize),
  ];
  for (let layer = 0; layer < layers; layer++) {
    const name = `${family}.encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) tensors.push(...linear(`${name}.attention.self.${part}`, hidden));
    tensors.push(
      ...linear(`${name}.attention.output.dense`, hidden),
      ...norm(`${name}.attention.output.LayerNorm`, hiddenSize),
      ...linear(`${name}.intermediate.dense`, { inputs: hiddenSize, outputs: intermediateSize }),
      ...linear(`${name}.output.dense`, { inputs: intermediateSize, outputs: hiddenSize }),
      ...norm(`${name}.output.LayerNorm`, hiddenSize),
    );
  }
  const labels = { inputs: hiddenSize, outputs: labelCount };
  if (head === 'masked-lm' && family === 'bert') {
    tensors.push(...linear('cls.predictions.transform.dense', hidden), ...norm('cls.predictions.transform.LayerNorm', hiddenSize), { name: 'cls.predictions.bias', shape: [vocabularySize] });
  }
  if (head === 'masked-lm' && family === 'roberta') {
    tensors.push(...linear('lm_head.dense', hidden), ...norm('lm_head.layer_norm', hiddenSize), { name: 'lm_head.bias', shape: [vocabularySize] });
  }
  if (head === 'classification' && family === 'bert') tensors.push(...linear('bert.pooler.dense', hidden), ...linear('classifier', labels));
  if (head === 'classification' && family === 'roberta') tensors.push(...linear('classifier.dense', hidden), ...linear('classifier.out_proj', labels));
  return tensors;
}

function decoderTensors({ head, labelCount, shape }: DecoderModelConfig): ExpectedTensor[] {
  const { vocabularySize, hiddenSize, intermediateSize, layers, heads, groups, headSize } = shape;
  const tensors: ExpectedTensor[] = [
    { name: 'model.embed_tokens.weight', shape: [vocabularySize, hiddenSize] },
    { name: 'model.norm.weight', shape: [hiddenSize] },
  ];
  const norms = ['input_layernorm', 'post_attention_layernorm', ...(shape.hasPostNorms ? ['pre_feedforward_layernorm', 'post_feedforward_layernorm'] : [])];
  for (let layer = 0; layer < layers; layer++) {
    const name = `model.layers.${layer}`;
    tensors.push(...norms.map((part) => ({ name: `${name}.${part}.weight`, shape: [hiddenSize] })));
    for (const [part, count] of [['q', heads], ['k', groups], ['v', groups]] as const) {
      const projection = linear(`${name}.self_attn.${part}_proj`, { inputs: hiddenSize, outputs: count * headSize });
      tensors.push(...(shape.hasQueryKeyValueBias ? projection : projection.slice(0, 1)));
    }
    tensors.push(
      { name: `${name}.self_attn.o_proj.weight`, shape: [hiddenSize, heads * headSize] },
      { name: `${name}.mlp.gate_proj.weight`, shape: [intermediateSize, hiddenSize] },
      { name: `${name}.mlp.up_proj.weight`, shape: [intermediateSize, hiddenSize] },
      { name: `${name}.mlp.down_proj.weight`, shape: [hiddenSize, intermediateSize] },
    );
  }
  if (head === 'causal-lm' && !shape.isTied) tensors.push({ name: 'lm_head.weight', shape: [vocabularySize, hiddenSize] });
  if (head === 'classification') tensors.push({ name: 'score.weight', shape: [labelCount, hiddenSize] });
  return tensors;
}

function linear(name: string, { inputs, outputs }: { inputs: number; outputs: number }): ExpectedTensor[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ];
}

function norm(name: string, size: number): ExpectedTensor[] {
  return [
    { name: `${name}.weight`, shape: [size] },
    { name: `${name}.bias`, shape: [size] },
  ];
}
