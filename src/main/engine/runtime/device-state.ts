/**
 * @file State that stays in the memory of the device: a tensor of ours stands for a buffer there, which every run replaces by its own output. Seen
 * with 1.30: the binding cannot read such a buffer back (Tensor.getData ends the process), but a model can that passes it through; other
 * sessions may read it; and it must be released before the session that made it, or the process ends.
 */
import type { Tensor as OnnxTensor } from 'onnxruntime-node';
import type { Tensor } from '../graph/data-type';
import { capabilitiesOf } from '../onnx/capabilities';
import { encodeModel } from '../onnx/encode';
import { lowerGraph } from '../onnx/lower';
import { createGraph } from '../ops/table';
import type { RunRequest } from './runtime';

const buffers = new WeakMap<Tensor, OnnxTensor>();

/** Where the newest values of the tensor are, if not in itself. */
export function onDevice(tensor: Tensor): OnnxTensor | undefined {
  return buffers.get(tensor);
}

export function keepOnDevice(tensor: Tensor, buffer: OnnxTensor): void {
  releaseState([tensor]);
  buffers.set(tensor, buffer);
}

export function releaseState(tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    buffers.get(tensor)?.dispose();
    buffers.delete(tensor);
  }
}

/** A model that gives back what it is given, and how to run it for these tensors; its outputs are in their order. */
export function passThrough(tensors: readonly Tensor[]): { readonly model: Uint8Array; readonly request: RunRequest } {
  const graph = createGraph();
  const inputs = new Map(tensors.map((tensor, index) => [`held/${index}`, tensor]));
  const outputs = [...inputs].map(([name, { dataType, shape }]) => {
    graph.output(`fetched/${name}`, graph.input(name, dataType, shape));
    return `fetched/${name}`;
  });
  return { model: encodeModel(lowerGraph(graph, capabilitiesOf('webgpu'))), request: { inputs, outputs } };
}
