/** @file Reads tokens into caches and returns the scores of what comes next: prompts one by one in blocks, then a token a sequence for a whole batch. */
import { tensor, type Tensor } from '../graph/data-type';
import { filled } from '../inference/buckets';
import { floatsOf, type GraphPlan, type GraphSessions } from '../inference/graph-sessions';
import { decodeNext } from '../models/decoder-cache';
import type { DecoderConfig } from '../models/decoder-config';
import type { KeyValueCache } from './key-value-cache';

/** Prompts are read in runs of this many tokens, the last of them in one of the sizes below. Capacities are multiples of it. */
export const blockTokens = 128;
const lastBlockSizes = [8, 16, 32, 64, 128] as const;

export interface DecoderReader {
  /** Reads a whole prompt, of which `known` tokens (whole blocks) are in the cache, a batch of one. Returns [vocabulary]. */
  readPrompt(tokenIds: readonly number[], known: number, run: ReadRun): Promise<Float32Array>;
  /** Reads one token a sequence, each after `lengths` tokens. Returns [vocabulary] of each. */
  readTokens(tokenIds: readonly number[], lengths: readonly number[], run: ReadRun): Promise<readonly Float32Array[]>;
}

export interface ReadRun {
  readonly cache: KeyValueCache;
  readonly signal: AbortSignal | undefined;
}

export function createDecoderReader(sessions: GraphSessions, config: DecoderConfig): DecoderReader {
  const { vocabularySize } = config;
  const read = async (plan: ReadPlan, fed: Fed, { cache, signal }: ReadRun): Promise<Float32Array> => {
    const results = await sessions.run(plan, { inputs: tensorsOf(plan, fed), state: cache.slots, outputs: ['logits'], signal });
    return floatsOf(results, 'logits');
  };
  return {
    async readPrompt(tokenIds, known, run) {
      let logits: Float32Array = new Float32Array();
      for (let start = known; start < tokenIds.length; start += blockTokens) {
        const block = tokenIds.slice(start, start + blockTokens);
        const size = lastBlockSizes.find((one) => one >= block.length) ?? blockTokens;
        const plan = readPlan(config, { batch: 1, positions: size, capacity: run.cache.capacity });
        // Filler counts as tokens after the block: nothing before sees it, and what is read next overwrites it.
        logits = await read(plan, { tokenIds: filled(block, size), starts: [start], lastRows: [block.length - 1] }, run);
      }
      return logits;
    },
    async readTokens(tokenIds, lengths, run) {
      const plan = readPlan(config, { batch: tokenIds.length, positions: 1, capacity: run.cache.capacity });
      const logits = await read(plan, { tokenIds, starts: lengths, lastRows: tokenIds.map((_, sequence) => sequence) }, run);
      return tokenIds.map((_, sequence) => logits.subarray(sequence * vocabularySize, (sequence + 1) * vocabularySize));
    },
  };
}

interface ReadShape {
  readonly batch: number;
  readonly positions: number;
  readonly capacity: number;
}

type ReadPlan = GraphPlan & ReadShape;

function readPlan(config: DecoderConfig, shape: ReadShape): ReadPlan {
  const { batch, positions, capacity } = shape;
  return {
    ...shape,
    name: `read ${batch} x ${positions} of ${capacity}`,
    build: (graph, weights) => {
      const inputs = {
        tokenIds: graph.input('token_ids', 'i64', [batch, positions]),
        positionIds: graph.input('position_ids', 'i64', [batch, positions]),
        lastRows: graph.input('last_rows', 'i64', [batch]),
        lastPositions: graph.input('last_positions', 'i32', [batch]),
        mostTokens: graph.input('most_tokens', 'i32', [1]),
      };
      graph.output('logits', decodeNext({ config, weights }, inputs, capacity).logits);
    },
  };
}

interface Fed {
  /** [batch * positions] */
  readonly tokenIds: readonly number[];
  /** Tokens before those, of each sequence. */
  readonly starts: readonly number[];
  readonly lastRows: readonly number[];
}

function tensorsOf({ batch, positions }: ReadShape, { tokenIds, starts, lastRows }: Fed): ReadonlyMap<string, Tensor> {
  const shape = [batch, positions];
  const positionIds = starts.flatMap((start) => Array.from({ length: positions }, (_, index) => start + index));
  const lastPositions = starts.map((start) => start + positions - 1);
  return new Map<string, Tensor>([
    ['token_ids', tensor('i64', shape, tokenIds)],
    ['position_ids', tensor('i64', shape, positionIds)],
    ['last_rows', tensor('i64', [batch], lastRows)],
    ['last_positions', tensor('i32', [batch], lastPositions)],
    ['most_tokens', tensor('i32', [1], [Math.max(...lastPositions) + 1])],
  ]);
}
