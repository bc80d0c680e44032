/** @file A model folder of the BERT family, opened to be run: hidden states, and one vector a text. */
import { AppError } from '#shared/contracts/errors';
import type { EncoderModelConfig } from '../checkpoint/model-config';
import { openModelFolder, type ModelFolder } from '../checkpoint/model-folder';
import type { SentenceEmbedding } from '../checkpoint/sentence-embedding';
import type { Value } from '../graph/graph';
import { encoderHidden } from '../models/encoder';
import { meanPooled, unitRows } from '../models/encoder-heads';
import { gatherRows, integers } from '../ops/build';
import { fineBucket, powerBucket } from './buckets';
import { encoderRows } from './forward';
import { floatsOf, type GraphPlan, type GraphSessions } from './graph-sessions';
import { openSessions } from './open-sessions';
import { checkLength, promptIds } from './prompts';
import { sequenceInputs, sequenceTensors, type SequenceInputs, type SequenceShape } from './sequences';
import type { ModelOptions, Prompt, Rows, TextEncoder } from './types';
import { storedWeights } from './weight-source';

/** Texts of about one length are read together, so many at a time that their tokens are about this many. */
const usualBatchTokens = 1024;

/** Throws where the folder cannot be run, with the reason and what to do. */
export async function openTextEncoder(options: ModelOptions): Promise<TextEncoder> {
  const model = await openModelFolder(options.folder);
  const { config, contextLength, tokenizer } = model;
  if (config.kind !== 'encoder') throw new AppError('UNSUPPORTED', `${options.folder}: ${config.architecture} is no encoder; a BERT or RoBERTa is needed.`);
  const sessions = await openSessions(options, await storedWeights(model));
  return {
    tokenizer,
    config,
    async forward(tokenIds, forwardOptions = {}) {
      if (forwardOptions.output === 'logits' && config.head !== 'masked-lm') {
        throw new AppError('UNSUPPORTED', `${options.folder}: ${config.architecture} has no masked-token head, so no scores over the vocabulary; ask for hidden states.`);
      }
      const read = promptIds(model, tokenIds, 'The sequence');
      checkLength(read.length, contextLength, 'The sequence');
      return await encoderRows(sessions, config, { ...forwardOptions, tokenIds: read });
    },
    async embed(texts, signal) {
      const sequences = texts.map((text, index) => shortened(model, text, `Text ${index + 1}`));
      return await embed({ sessions, config, embedding: model.embedding ?? plainMean, signal }, sequences);
    },
    dispose: () => sessions.dispose(),
  };
}

const plainMean: SentenceEmbedding = { pooling: 'mean', isNormalised: false, maxTokens: null };

/** Cut as sentence-transformers does, so that special tokens stay. */
function shortened(model: ModelFolder, text: Prompt, name: string): readonly number[] {
  const { tokenizer, contextLength } = model;
  if (typeof text === 'string' && tokenizer !== null) return promptIds(model, tokenizer.encode(text, { maxTokens: contextLength }).ids, name);
  const tokenIds = promptIds(model, text, name);
  checkLength(tokenIds.length, contextLength, name);
  return tokenIds;
}

interface EmbedRun {
  readonly sessions: GraphSessions;
  readonly config: EncoderModelConfig;
  readonly embedding: SentenceEmbedding;
  readonly signal: AbortSignal | undefined;
}

async function embed(run: EmbedRun, sequences: readonly (readonly number[])[]): Promise<Rows> {
  const size = run.config.shape.hiddenSize;
  const values = new Float32Array(sequences.length * size);
  for (const { positions, indices } of batchesOf(sequences)) {
    const shape = { batch: powerBucket(indices.length), positions };
    const inputs = sequenceTensors(indices.map((index) => sequences[index] ?? []), shape, run.config.shape.firstPosition);
    const results = await run.sessions.run(embedPlan(run, shape), { inputs, outputs: ['embeddings'], signal: run.signal });
    const rows = floatsOf(results, 'embeddings');
    for (const [row, index] of indices.entries()) values.set(rows.subarray(row * size, (row + 1) * size), index * size);
  }
  return { count: sequences.length, size, values };
}

interface TextBatch {
  readonly positions: number;
  readonly indices: readonly number[];
}

/** Sequences by the length they are filled up to. */
function batchesOf(sequences: readonly (readonly number[])[]): readonly TextBatch[] {
  const byLength = Map.groupBy(sequences.keys(), (index) => fineBucket(sequences[index]?.length ?? 0));
  return [...byLength].flatMap(([positions, indices]) => {
    const most = Math.max(1, powerBucket(usualBatchTokens / positions));
    return Array.from({ length: Math.ceil(indices.length / most) }, (_, part) => ({ positions, indices: indices.slice(part * most, (part + 1) * most) }));
  });
}

function embedPlan({ config, embedding }: EmbedRun, shape: SequenceShape): GraphPlan {
  return {
    name: `embed ${shape.batch} x ${shape.positions}`,
    build: (graph, weights) => {
      const inputs = sequenceInputs(graph, shape);
      const hidden = encoderHidden({ config: config.shape, weights, prefix: `${config.family}.` }, inputs);
      const pooled = embedding.pooling === 'mean' ? meanPooled(hidden, inputs.attentionMask) : firstTokens(hidden, inputs);
      graph.output('embeddings', embedding.isNormalised ? unitRows(pooled) : pooled);
    },
  };
}

function firstTokens(hidden: Value, { tokenIds: { graph, shape: [batch = 0, positions = 0] } }: SequenceInputs): Value {
  return gatherRows(hidden, integers(graph, [batch], Array.from({ length: batch }, (_, sequence) => sequence * positions)));
}
