/** @file The graphs of one model as sessions: made when first run, kept while they are used, over one source of weights. Knows no model. */
import { AppError } from '#shared/contracts/errors';
import type { Tensor } from '../graph/data-type';
import type { Graph } from '../graph/graph';
import type { Weights } from '../nn/weights';
import { capabilitiesOf, type ExecutionProvider } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import { createGraph } from '../ops/table';
import type { RunRequest, Runtime, Session } from '../runtime/runtime';
import type { WeightSource } from './weight-source';

export interface GraphPlan {
  /** Plans of one name build equal graphs. */
  readonly name: string;
  readonly build: (graph: Graph, weights: Weights) => void;
}

export interface SessionSetting {
  readonly source: WeightSource;
  readonly runtime: Runtime;
  readonly provider: ExecutionProvider;
  readonly threads?: number | undefined;
}

/** Each has working memory of its own, and weights only where they are packed. */
const mostSessions = 16;
/** Of packed weights; a prompt and its continuation need two sessions whatever they take. */
const mostPackedBytes = 4 * 1024 ** 3;

interface Entry {
  readonly opened: Promise<OpenedGraph>;
  runs: number;
}

interface OpenedGraph {
  readonly session: Session;
  readonly fed: readonly (readonly [string, Tensor])[];
}

export class GraphSessions {
  readonly #setting: SessionSetting;
  /** Most recently used last. */
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Set<Promise<unknown>>();
  #isDisposed = false;

  constructor(setting: SessionSetting) {
    this.#setting = setting;
  }

  async run(plan: GraphPlan, request: RunRequest): Promise<ReadonlyMap<string, Tensor>> {
    const run = this.#run(plan, request);
    this.#running.add(run);
    try {
      return await run;
    } finally {
      this.#running.delete(run);
    }
  }

  /** Waits for the runs under way. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await Promise.allSettled(this.#running);
    const opened = await Promise.allSettled([...this.#entries.values()].map((entry) => entry.opened));
    this.#entries.clear();
    for (const result of opened) if (result.status === 'fulfilled') await result.value.session.dispose();
  }

  async #run(plan: GraphPlan, request: RunRequest): Promise<ReadonlyMap<string, Tensor>> {
    if (this.#isDisposed) throw new AppError('CANCELLED', 'The model was closed.');
    const entry = this.#entry(plan);
    entry.runs++;
    try {
      const { session, fed } = await entry.opened;
      return await session.run({ ...request, inputs: new Map([...request.inputs, ...fed]) });
    } finally {
      entry.runs--;
      await this.#disposeIdle();
    }
  }

  #entry(plan: GraphPlan): Entry {
    const entry = this.#entries.get(plan.name) ?? { opened: openGraph(plan, this.#setting), runs: 0 };
    this.#entries.delete(plan.name);
    this.#entries.set(plan.name, entry);
    entry.opened.catch(() => this.#entries.delete(plan.name));
    return entry;
  }

  get #most(): number {
    const { packedBytes = 0 } = this.#setting.source;
    return packedBytes === 0 ? mostSessions : Math.min(mostSessions, Math.max(2, Math.floor(mostPackedBytes / packedBytes)));
  }

  async #disposeIdle(): Promise<void> {
    for (const [name, { runs, opened }] of this.#entries) {
      if (this.#entries.size <= this.#most) return;
      if (runs > 0) continue;
      this.#entries.delete(name);
      await (await opened).session.dispose();
    }
  }
}

export function floatsOf(results: ReadonlyMap<string, Tensor>, name: string): Float32Array {
  const data = results.get(name)?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`The session gave no floats named "${name}".`);
  return data;
}

async function openGraph({ build }: GraphPlan, { source, runtime, provider, threads }: SessionSetting): Promise<OpenedGraph> {
  const graph = createGraph();
  build(graph, source.weightsOf(graph));
  const model = encodeModel(lowerGraph(graph, capabilitiesOf(provider)));
  const session = await runtime.createSession(model, { provider, threads, weightsFolder: source.folder, packsWeights: source.packedBytes !== undefined });
  const fed = [...graph.leaves.values()].flatMap((leaf) => {
    const tensor = leaf.kind === 'input' ? source.fed.get(leaf.name) : undefined;
    return leaf.kind === 'input' && tensor !== undefined ? [[leaf.name, tensor] as const] : [];
  });
  return { session, fed };
}
