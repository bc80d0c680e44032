/** @file Whole sequences through a model in one run, without a cache: the plain reference for everything that is faster. */
import { AppError } from '#shared/contracts/errors';
import type { EncoderModelConfig } from '../checkpoint/model-config';
import { tensor, type Tensor } from '../graph/data-type';
import type { Value } from '../graph/graph';
import { decoderHidden, decoderLogits } from '../models/decoder';
import type { DecoderConfig } from '../models/decoder-config';
import { encoderHidden } from '../models/encoder';
import { maskedTokenLogits } from '../models/encoder-heads';
import type { Weights } from '../nn/weights';
import { gatherRows } from '../ops/build';
import { filled, fineBucket } from './buckets';
import { floatsOf, type GraphPlan, type GraphSessions } from './graph-sessions';
import { sequenceInputs, sequenceTensors, type SequenceInputs } from './sequences';
import type { EncoderForwardOptions, ForwardOptions, Rows } from './types';

interface Sequence {
  /** There is one. */
  readonly tokenIds: readonly number[];
}

interface DecoderSequence extends Sequence, ForwardOptions {
  /** Ids that stand before the sequence and are not counted. */
  readonly before?: readonly number[];
}

/** Scores over the vocabulary after each position. */
export async function decoderRows(sessions: GraphSessions, config: DecoderConfig, sequence: DecoderSequence): Promise<Rows> {
  const { before = [], tokenIds, positions = [...tokenIds.keys()], signal } = sequence;
  const wrong = positions.find((position) => !(position in tokenIds));
  if (wrong !== undefined || positions.length === 0) {
    throw new AppError('INVALID_INPUT', `There is no position ${wrong ?? 'to compute'}; the sequence has positions from 0 to ${tokenIds.length - 1}.`);
  }
  return await runRows(sessions, {
    name: 'logits',
    tokenIds: [...before, ...tokenIds],
    positions: positions.map((position) => before.length + position),
    size: config.vocabularySize,
    build: (weights, inputs, rows) => decoderLogits({ config, weights }, gatherRows(decoderHidden({ config, weights }, inputs), rows)),
    signal,
  });
}

/** Hidden states, or scores over the vocabulary, at each position. */
export async function encoderRows(sessions: GraphSessions, { shape: config, family }: EncoderModelConfig, sequence: Sequence & EncoderForwardOptions): Promise<Rows> {
  const { tokenIds, output = 'hidden', signal } = sequence;
  return await runRows(sessions, {
    name: output,
    tokenIds,
    positions: [...tokenIds.keys()],
    firstPosition: config.firstPosition,
    size: output === 'hidden' ? config.hiddenSize : config.vocabularySize,
    build: (weights, inputs, rows) => {
      const encoder = { config, weights, prefix: `${family}.` };
      const hidden = gatherRows(encoderHidden(encoder, inputs), rows);
      return output === 'hidden' ? hidden : maskedTokenLogits(encoder, family, hidden);
    },
    signal,
  });
}

interface RowsRun extends Sequence {
  readonly name: string;
  readonly positions: readonly number[];
  readonly firstPosition?: number;
  /** Of a row of the result. */
  readonly size: number;
  readonly build: (weights: Weights, inputs: SequenceInputs, rows: Value) => Value;
  readonly signal: AbortSignal | undefined;
}

async function runRows(sessions: GraphSessions, { name, tokenIds, positions, firstPosition, size, build, signal }: RowsRun): Promise<Rows> {
  const shape = { batch: 1, positions: fineBucket(tokenIds.length) };
  const count = fineBucket(positions.length);
  const plan: GraphPlan = {
    name: `${name} ${count} of ${shape.positions}`,
    build: (graph, weights) => graph.output('rows', build(weights, sequenceInputs(graph, shape), graph.input('rows_asked_for', 'i64', [count]))),
  };
  const inputs = new Map<string, Tensor>([...sequenceTensors([tokenIds], shape, firstPosition), ['rows_asked_for', tensor('i64', [count], filled(positions, count))]]);
  const results = await sessions.run(plan, { inputs, outputs: ['rows'], signal });
  return { count: positions.length, size, values: floatsOf(results, 'rows').subarray(0, positions.length * size) };
}
