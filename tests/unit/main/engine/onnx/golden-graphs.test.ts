/**
 * @file What models look like as ONNX, line by line, so that every change of a lowering is seen. Where a change is meant, write the files anew
 * (`vitest run tests/unit/main/engine/onnx/golden-graphs.test.ts --project unit --update`) and read their difference.
 */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Graph, Value } from '#main/engine/graph/graph';
import { crossEntropy } from '#main/engine/losses/cross-entropy';
import { decoderHidden, decoderLogits } from '#main/engine/models/decoder';
import { decodeNext } from '#main/engine/models/decoder-cache';
import type { DecoderConfig } from '#main/engine/models/decoder-config';
import { encoderHidden } from '#main/engine/models/encoder';
import { maskedTokenLogits } from '#main/engine/models/encoder-heads';
import { withLora } from '#main/engine/nn/lora';
import { frozenWeights, linear, trainableWeights } from '#main/engine/nn/weights';
import { capabilitiesOf, type ExecutionProvider } from '#main/engine/onnx/capabilities';
import { lowerGraph } from '#main/engine/onnx/lower';
import { printModel } from '#main/engine/onnx/print';
import { blockGemm, gatherRows } from '#main/engine/ops/build';
import { createGraph } from '#main/engine/ops/table';
import { adamwDefaults } from '#main/engine/optim/adamw';
import { addTrainingStep } from '#main/engine/optim/training-step';
import { decoderVariants } from '../../../../support/engine/small-decoder';

const graphs: Readonly<Record<string, (graph: Graph) => void>> = {
  'linear-training-step': (graph) => {
    const weights = trainableWeights(graph);
    const logits = linear(weights, 'classifier', { x: graph.input('x', 'f32', [4, 3]), outputs: 5, hasBias: true });
    addStep(graph, logits, weights.parameters);
  },
  'roberta-masked-tokens': (graph) => {
    const config = { vocabularySize: 12, hiddenSize: 8, layers: 1, heads: 2, intermediateSize: 16, normEpsilon: 1e-5, positions: 10, tokenTypes: 1 };
    const encoder = { config, weights: trainableWeights(graph), prefix: 'roberta.' };
    graph.output('logits', maskedTokenLogits(encoder, 'roberta', encoderHidden(encoder, sequences(graph))));
  },
  'llama-lora-training-step': (graph) => {
    const adapters = trainableWeights(graph);
    const frozen = frozenWeights(graph, () => ({ storedAs: 'f32', file: 'model.safetensors', offsetBytes: 0, lengthBytes: 4 }));
    const decoder = { config: oneLayer('plain'), weights: withLora(frozen, adapters, (layer) => (layer.endsWith('q_proj') ? { rank: 2, scaling: 2 } : undefined)) };
    const rows = gatherRows(decoderHidden(decoder, sequences(graph)), graph.input('rows', 'i64', [4]));
    addStep(graph, decoderLogits(decoder, rows), adapters.parameters);
  },
  'gemma2-decode': (graph) => {
    const inputs = {
      tokenIds: graph.input('token_ids', 'i64', [2, 1]),
      positionIds: graph.input('position_ids', 'i64', [2, 1]),
      lastRows: graph.input('last_rows', 'i64', [2]),
      lastPositions: graph.input('last_positions', 'i32', [2]),
      mostTokens: graph.input('most_tokens', 'i32', [1]),
    };
    graph.output('logits', decodeNext({ config: oneLayer('Gemma 2'), weights: trainableWeights(graph) }, inputs, 16).logits);
  },
  'quantised-linear': (graph) => {
    const weight = (name: string, dataType: 'u8' | 'f32', shape: readonly number[]): Value =>
      graph.weight(name, { dataType, shape }, { storedAs: dataType, file: 'int4.safetensors', offsetBytes: 0, lengthBytes: 4 });
    const x = graph.input('x', 'f32', [2, 40]);
    const blocks = [weight('codes', 'u8', [6, 2, 16]), weight('scales', 'f32', [6, 2]), weight('zero_points', 'u8', [6, 1])] as const;
    graph.output('y', blockGemm([x, ...blocks], { bits: 4, blockSize: 32, roundsInputs: true }));
  },
};

test.each([
  ['linear-training-step', 'cpu'],
  ['roberta-masked-tokens', 'cpu'],
  ['roberta-masked-tokens', 'cuda'],
  ['llama-lora-training-step', 'webgpu'],
  ['gemma2-decode', 'cpu'],
  ['quantised-linear', 'cpu'],
] satisfies [keyof typeof graphs, ExecutionProvider][])('%s on %s', async (name, provider) => {
  const graph = createGraph();
  graphs[name]?.(graph);
  const printed = printModel(lowerGraph(graph, capabilitiesOf(provider)));
  await expect(`${printed}\n`).toMatchFileSnapshot(resolve(`tests/fixtures/engine/graphs/${name}.${provider}.txt`));
});

function addStep(graph: Graph, logits: Value, parameters: ReadonlyMap<string, Value>): void {
  const [rows = 0] = logits.shape;
  const loss = crossEntropy(logits, graph.input('labels', 'i64', [rows]), graph.input('weights', 'f32', [rows]));
  addTrainingStep(loss, parameters, { settings: adamwDefaults, clipNorm: 1, decays: (name) => !name.endsWith('.bias') });
}

function sequences(graph: Graph): Readonly<Record<'tokenIds' | 'attentionMask' | 'positionIds', Value>> {
  return { tokenIds: graph.input('token_ids', 'i64', [2, 3]), attentionMask: graph.input('attention_mask', 'f32', [2, 3]), positionIds: graph.input('position_ids', 'i64', [2, 3]) };
}

function oneLayer(variant: string): DecoderConfig {
  const [, config] = decoderVariants.find(([name]) => name === variant) ?? [];
  if (config === undefined) throw new Error(`There is no decoder called ${variant}.`);
  return { ...config, layers: 1 };
}
