/** @file Scores of continuations: packed behind their prompt in as few rows as fit, one run a row (models/packed-scores.ts). */
import { tensor, type Tensor } from '../graph/data-type';
import type { Value } from '../graph/graph';
import type { DecoderConfig } from '../models/decoder-config';
import { packContinuations, packedMask, packedScores, type PackedRow } from '../models/packed-scores';
import { filled, fineBucket, powerBucket } from './buckets';
import { floatsOf, type GraphPlan, type GraphSessions } from './graph-sessions';
import type { ContinuationScore } from './types';

export interface ScoreRequest {
  /** Has a token. */
  readonly prompt: readonly number[];
  /** Each has a token. */
  readonly continuations: readonly (readonly number[])[];
  readonly signal?: AbortSignal | undefined;
}

/** A row's mask grows with the square of its length. Longer only where prompt and one continuation are. */
const usualRowTokens = 2048;

export async function scoreContinuations(sessions: GraphSessions, config: DecoderConfig, { prompt, continuations, signal }: ScoreRequest): Promise<readonly ContinuationScore[]> {
  const scores: ContinuationScore[] = [];
  for (const group of groupContinuations(prompt.length, continuations)) {
    const plan = scorePlan(config, layOut(prompt, group));
    const results = await sessions.run(plan, { inputs: plan.inputs, outputs: ['log_probs', 'logits'], signal });
    const [logProbs, logits] = [floatsOf(results, 'log_probs'), floatsOf(results, 'logits')];
    for (const [continuation, tokenIds] of group.entries()) {
      const places = plan.row.scored.flatMap((scored, place) => (scored.continuation === continuation ? [place] : []));
      scores.push(summarise(tokenIds, places.map((place) => logProbs[place] ?? NaN), places.map((place) => logits[place] ?? NaN)));
    }
  }
  return scores;
}

function summarise(tokenIds: readonly number[], logProbs: readonly number[], logits: readonly number[]): ContinuationScore {
  const sumLogProb = logProbs.reduce((sum, logProb) => sum + logProb, 0);
  return { tokenIds, logProbs, logits, sumLogProb, averageLogProb: sumLogProb / tokenIds.length };
}

/** Continuations in turn, as many to a row as fit. */
function groupContinuations(promptTokens: number, continuations: readonly (readonly number[])[]): (readonly number[])[][] {
  const groups: (readonly number[])[][] = [];
  let taken = Infinity;
  for (const continuation of continuations) {
    const more = continuation.length - 1;
    if (taken + more > usualRowTokens) {
      groups.push([]);
      taken = promptTokens;
    }
    groups.at(-1)?.push(continuation);
    taken += more;
  }
  return groups;
}

function layOut(prompt: readonly number[], group: readonly (readonly number[])[]): PackedRow {
  return packContinuations(prompt, group, fineBucket(group.reduce((sum, continuation) => sum + continuation.length - 1, prompt.length)));
}

interface ScorePlan extends GraphPlan {
  readonly row: PackedRow;
  readonly inputs: ReadonlyMap<string, Tensor>;
}

function scorePlan(config: DecoderConfig, row: PackedRow): ScorePlan {
  const length = row.tokenIds.length;
  const tokens = Math.max(8, powerBucket(row.scored.length));
  const windows = [...new Set(Array.from({ length: config.layers }, (_, layer) => config.windowOfLayer(layer)))];
  const maskShape = [1, 1, length, length];
  const list = (numbers: readonly number[]): Tensor => tensor('i64', [tokens], filled(numbers, tokens));
  return {
    row,
    name: `score ${tokens} tokens of ${length}`,
    inputs: new Map<string, Tensor>([
      ['token_ids', tensor('i64', [1, length], row.tokenIds)],
      ['position_ids', tensor('i64', [1, length], row.positionIds)],
      ['scored_rows', list(row.scored.map((scored) => scored.row))],
      ['scored_ids', list(row.scored.map((scored) => scored.id))],
      ...windows.map((window): [string, Tensor] => [maskName(window), { dataType: 'f32', shape: maskShape, data: packedMask(row, window) as Float32Array<ArrayBuffer> }]),
    ]),
    build: (graph, weights) => {
      const masks = new Map(windows.map((window) => [window, graph.input(maskName(window), 'f32', maskShape)]));
      const inputs = {
        tokenIds: graph.input('token_ids', 'i64', [1, length]),
        positionIds: graph.input('position_ids', 'i64', [1, length]),
        maskOf: (layer: number) => masks.get(config.windowOfLayer(layer)) as Value,
      };
      const scored = { rows: graph.input('scored_rows', 'i64', [tokens]), ids: graph.input('scored_ids', 'i64', [tokens]) };
      const { logProbs, logits } = packedScores({ config, weights }, inputs, scored);
      graph.output('log_probs', logProbs);
      graph.output('logits', logits);
    },
  };
}

function maskName(window: number | undefined): string {
  return window === undefined ? 'mask' : `mask/${window}`;
}
