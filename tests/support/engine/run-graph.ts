/** @file Runs a graph on the CPU and returns its outputs as plain numbers. */
import type { Tensor } from '#main/engine/graph/data-type';
import type { Graph } from '#main/engine/graph/graph';
import { capabilitiesOf, type Capabilities } from '#main/engine/onnx/capabilities';
import { encodeModel } from '#main/engine/onnx/encode';
import { lowerGraph } from '#main/engine/onnx/lower';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import type { Runtime, Session, StateSlot } from '#main/engine/runtime/runtime';

export interface PreparedGraph {
  run(inputs: ReadonlyMap<string, Tensor>, state?: readonly StateSlot[]): Promise<ReadonlyMap<string, number[]>>;
  dispose(): Promise<void>;
}

export interface GraphOptions {
  readonly capabilities?: Capabilities;
  readonly weightsFolder?: string | undefined;
  readonly runtime?: Runtime | undefined;
}

export async function prepareGraph(graph: Graph, { capabilities = capabilitiesOf('cpu'), weightsFolder, runtime = onnxRuntime }: GraphOptions = {}): Promise<PreparedGraph> {
  const model = encodeModel(lowerGraph(graph, capabilities));
  // The fused kernels of the higher levels have no double version.
  const optimisation = graph.floatType === 'f64' ? 'basic' : 'all';
  const session: Session = await runtime.createSession(model, { provider: 'cpu', threads: 1, optimisation, ...(weightsFolder !== undefined && { weightsFolder }) });
  return {
    run: async (inputs, state = []) => {
      const written = new Set(state.map(({ output }) => output));
      const outputs = [...graph.outputs.keys()].filter((name) => !written.has(name));
      const results = await session.run({ inputs, state, outputs });
      return new Map([...results].map(([name, { data }]) => [name, Array.from<number | bigint, number>(data, Number)]));
    },
    dispose: () => session.dispose(),
  };
}

export async function runGraph(graph: Graph, inputs: ReadonlyMap<string, Tensor> = new Map(), options: GraphOptions = {}): Promise<ReadonlyMap<string, number[]>> {
  const prepared = await prepareGraph(graph, options);
  try {
    return await prepared.run(inputs);
  } finally {
    await prepared.dispose();
  }
}
