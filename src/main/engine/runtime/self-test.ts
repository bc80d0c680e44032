/**
 * @file Whether an execution provider can be trusted: five AdamW steps of a tiny RoBERTa and a tiny Llama must give the losses
 * that they give on the CPU. A provider whose forward pass is right and whose gradients are wrong fails at the second step.
 */
import { createRandom } from '#shared/domain/random';
import { tensor, type DataType, type Tensor } from '../graph/data-type';
import type { Graph, Value } from '../graph/graph';
import { elementCount, type Shape } from '../graph/shape';
import { crossEntropy } from '../losses/cross-entropy';
import { decoderHidden, decoderLogits } from '../models/decoder';
import type { DecoderConfig } from '../models/decoder-config';
import { encoderHidden } from '../models/encoder';
import type { EncoderConfig } from '../models/encoder-config';
import { maskedTokenLogits } from '../models/encoder-heads';
import { trainableWeights } from '../nn/weights';
import { capabilitiesOf, type ExecutionProvider } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import { createGraph } from '../ops/table';
import { adamwDefaults, scalarNames, stepScalars } from '../optim/adamw';
import { addTrainingStep } from '../optim/training-step';
import type { Runtime } from './runtime';

export type SelfTestResult = { readonly isTrusted: true } | { readonly isTrusted: false; readonly reason: string };

const steps = 5;
/** Relative. */
const tolerance = 1e-4;

export async function testProvider(runtime: Runtime, provider: ExecutionProvider): Promise<SelfTestResult> {
  try {
    for (const [name, build] of Object.entries(models)) {
      const [own, expected] = [await train(runtime, provider, build), await train(runtime, 'cpu', build)];
      const difference = Math.max(...expected.map((loss, step) => Math.abs((own[step] ?? NaN) / loss - 1)));
      if (!(difference < tolerance)) {
        const reason = `In ${steps} training steps of a tiny ${name} the losses differ from the CPU's by ${difference.toExponential(1)}; ${tolerance} is allowed.`;
        return { isTrusted: false, reason };
      }
    }
    return { isTrusted: true };
  } catch (error) {
    return { isTrusted: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

const batch = 2;
const positions = 6;
const vocabularySize = 24;
const common = { vocabularySize, hiddenSize: 16, layers: 2, heads: 2, intermediateSize: 24, normEpsilon: 1e-5 };
const encoderConfig: EncoderConfig = { ...common, positions, tokenTypes: 1 };
const decoderConfig: DecoderConfig = {
  ...common,
  groups: 1,
  headSize: 8,
  rotaryTheta: 10_000,
  rotaryScaling: undefined,
  // RoBERTa ties its own; here the table gets a gradient of rows.
  isTied: false,
  hasQueryKeyValueBias: true,
  windowOfLayer: () => undefined,
  activation: 'silu',
  normsCountFromOne: false,
  hasPostNorms: false,
  embeddingScale: 1,
  attentionScale: 8 ** -0.5,
  attentionSoftCap: undefined,
  logitSoftCap: undefined,
};

type Weights = ReturnType<typeof trainableWeights>;
type Sequences = Readonly<Record<'tokenIds' | 'attentionMask' | 'positionIds', Value>>;
type BuildLogits = (weights: Weights, inputs: Sequences) => Value;

const models: Readonly<Record<string, BuildLogits>> = {
  RoBERTa: (weights, inputs) => {
    const encoder = { config: encoderConfig, weights, prefix: 'roberta.' };
    return maskedTokenLogits(encoder, 'roberta', encoderHidden(encoder, inputs));
  },
  Llama: (weights, inputs) => {
    const decoder = { config: decoderConfig, weights };
    return decoderLogits(decoder, decoderHidden(decoder, inputs));
  },
};

/** The loss before each step. */
async function train(runtime: Runtime, provider: ExecutionProvider, build: BuildLogits): Promise<readonly number[]> {
  const graph = createGraph();
  const weights = trainableWeights(graph);
  const rows = batch * positions;
  const inputs = batchInputs(graph);
  const loss = crossEntropy(build(weights, inputs.values), graph.input('labels', 'i64', [rows]), graph.input('weights', 'f32', [rows]));
  const trained = addTrainingStep(loss, weights.parameters, { settings: adamwDefaults, clipNorm: 1, decays: () => true });
  const random = createRandom(1);
  const draw = (shape: Shape): Float32Array => Float32Array.from({ length: elementCount(shape) }, () => (shape.length === 1 ? 1 : 0) + 0.4 * (random.next() - 0.5));
  const state = trained.flatMap(({ shape, slots }) =>
    slots.map(({ role, input, output }) => ({ input, output, tensor: tensor('f32', shape, role === 'parameter' ? draw(shape) : new Float32Array(elementCount(shape))) })),
  );
  const session = await runtime.createSession(encodeModel(lowerGraph(graph, capabilitiesOf(provider))), { provider });
  try {
    const losses: number[] = [];
    for (let step = 1; step <= steps; step++) {
      const scalars = stepScalars(1e-3, step, adamwDefaults);
      const fed = Object.entries(scalars).map(([name, value]) => [scalarNames[name as keyof typeof scalars], tensor('f32', [], [value])] as const);
      const results = await session.run({ inputs: new Map([...inputs.tensors, ...fed]), state, outputs: ['loss'] });
      losses.push(Number(results.get('loss')?.data[0]));
    }
    return losses;
  } finally {
    await session.dispose();
  }
}

/** The second sequence is two tokens shorter; every position is labelled with the next token of a cycle. */
function batchInputs(graph: Graph): { readonly values: Sequences; readonly tensors: ReadonlyMap<string, Tensor> } {
  const shape = [batch, positions];
  const cells = Array.from({ length: batch * positions }, (_, index) => index);
  const isReal = (index: number): boolean => index < 2 * positions - 2;
  const feed = (type: DataType, numberAt: (index: number) => number): Tensor => tensor(type, shape, cells.map(numberAt));
  const flat = (type: DataType, numberAt: (index: number) => number): Tensor => tensor(type, [cells.length], cells.map(numberAt));
  return {
    values: {
      tokenIds: graph.input('token_ids', 'i64', shape),
      attentionMask: graph.input('attention_mask', 'f32', shape),
      positionIds: graph.input('position_ids', 'i64', shape),
    },
    tensors: new Map<string, Tensor>([
      ['token_ids', feed('i64', (index) => (5 * index) % vocabularySize)],
      ['attention_mask', feed('f32', (index) => Number(isReal(index)))],
      ['position_ids', feed('i64', (index) => index % positions)],
      ['labels', flat('i64', (index) => (5 * index + 5) % vocabularySize)],
      ['weights', flat('f32', (index) => (isReal(index) ? 1 / (2 * positions - 2) : 0))],
    ]),
  };
}
