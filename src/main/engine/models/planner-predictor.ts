/** @file A trained planner at work: token sequences and levels in, distributions, attention and context vectors out. Also the whole of it as one ONNX file. */
import { basename } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { WeightLocation } from '../graph/graph';
import { frozenWeights } from '../nn/weights';
import { createGraph } from '../ops/table';
import { capabilitiesOf } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import type { Runtime, Session } from '../runtime/runtime';
import { readPlannerTensors, type PlannerFolder } from './planner-folder';
import { addPlannerForward, constantWeights, plannerInputs, type PlannerExample } from './planner-model';

export interface PlannerDevice {
  readonly runtime: Runtime;
  /** All cores where absent. */
  readonly threads?: number;
}

export type PlannerQuery = Pick<PlannerExample, 'tokenIds' | 'typeIds' | 'levels'>;

export interface PlannerAnswer {
  /** In the order of the labels; they sum to 1. */
  readonly probabilities: Float32Array;
  /** In the order of the aspects; empty in the ablation. */
  readonly attention: Float32Array;
  /** H^D. */
  readonly context: Float32Array;
}

export interface PlannerPredictor {
  readonly planner: PlannerFolder;
  /** Answers in the order of the queries. A signal stops it between batches. */
  predict(queries: readonly PlannerQuery[], signal?: AbortSignal): Promise<readonly PlannerAnswer[]>;
  dispose(): Promise<void>;
}

/** Sequences of one length are run together, so many at once. */
const rowsTogether = 16;
/** Above this a .onnx cannot hold its own weights: protobuf's limit of 2 GiB, less what the graph takes. */
const largestModelBytes = 2 ** 31 - 2 ** 24;

export async function createPlannerPredictor(planner: PlannerFolder, { runtime, threads }: PlannerDevice): Promise<PlannerPredictor> {
  const sessions = new Map<string, Promise<Session>>();
  const sessionFor = (length: number, rows: number): Promise<Session> => {
    const key = `${length} ${rows}`;
    const session = sessions.get(key) ?? openSession(planner, { runtime, threads, length, rows });
    sessions.set(key, session);
    return session;
  };
  return {
    planner,
    async predict(queries, signal) {
      const answers: PlannerAnswer[] = [];
      const byLength = Map.groupBy(queries.keys(), (index) => bucketOf(planner, queries[index]?.tokenIds.length ?? 0));
      for (const [length, indices] of byLength) {
        const rows = indices.length === 1 ? 1 : rowsTogether;
        for (let start = 0; start < indices.length; start += rows) {
          signal?.throwIfAborted();
          const group = indices.slice(start, start + rows);
          const results = await runGroup(planner, await sessionFor(length, rows), { queries: group.flatMap((index) => queries[index] ?? []), length, rows });
          for (const [row, index] of group.entries()) answers[index] = results[row] as PlannerAnswer;
        }
      }
      return answers;
    },
    async dispose() {
      for (const session of sessions.values()) await (await session).dispose();
      sessions.clear();
    },
  };
}

/** One forward pass over one sequence of the longest length, weights inside. Inputs and outputs as addPlannerForward names them. */
export async function plannerOnnx(planner: PlannerFolder): Promise<Uint8Array> {
  const tensors = await readPlannerTensors(planner);
  const sizeBytes = tensors.values().reduce((total, { byteLength }) => total + byteLength, 0);
  if (sizeBytes > largestModelBytes) throw new AppError('LIMIT', `The planner's weights take ${sizeBytes} bytes, more than one .onnx file can hold (2 GiB). Use its folder as it is.`);
  const graph = createGraph();
  addPlannerForward(graph, planner.network, { weights: constantWeights(graph, tensors), rows: 1, length: planner.settings.maxTokens });
  return encodeModel(lowerGraph(graph, capabilitiesOf('cpu')));
}

/** The weights are read from the folder's file in place. */
function openSession({ network, weights, folder }: PlannerFolder, { runtime, threads, length, rows }: { runtime: Runtime; threads: number | undefined; length: number; rows: number }): Promise<Session> {
  const graph = createGraph();
  const locate = (name: string): WeightLocation => {
    const { file, offsetBytes, lengthBytes } = weights.tensorLocation(name);
    return { storedAs: 'f32', file: basename(file), offsetBytes, lengthBytes };
  };
  addPlannerForward(graph, network, { weights: frozenWeights(graph, locate), rows, length });
  return runtime.createSession(encodeModel(lowerGraph(graph, capabilitiesOf('cpu'))), { provider: 'cpu', threads, weightsFolder: folder.path });
}

function bucketOf({ settings }: PlannerFolder, needed: number): number {
  const length = settings.bucketLengths.find((one) => one >= needed);
  if (length === undefined) throw new AppError('INVALID_INPUT', `A history of ${needed} tokens was given; this planner reads up to ${settings.maxTokens}. Cut it first.`);
  return length;
}

async function runGroup({ network }: PlannerFolder, session: Session, { queries, length, rows }: { queries: readonly PlannerQuery[]; length: number; rows: number }): Promise<readonly PlannerAnswer[]> {
  const hasAspects = network.head.aspects.length > 0;
  const outputs = ['logits', 'context', ...(hasAspects ? ['attention'] : [])];
  const results = await session.run({ inputs: plannerInputs(network, queries, { length, rows }), outputs });
  const rowOf = (name: string, row: number): Float32Array => {
    const data = Float32Array.from(results.get(name)?.data ?? [], Number);
    const size = data.length / rows;
    return data.slice(row * size, (row + 1) * size);
  };
  return queries.map((_, row) => ({ probabilities: softmax(rowOf('logits', row)), attention: hasAspects ? rowOf('attention', row) : new Float32Array(), context: rowOf('context', row) }));
}

function softmax(logits: Float32Array): Float32Array {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const total = exponentials.reduce((sum, one) => sum + one, 0);
  return exponentials.map((one) => one / total);
}
