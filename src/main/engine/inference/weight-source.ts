/**
 * @file Where the graphs of one model get their weights: the seam between running a model and how its weights are kept (as stored, quantised,
 * with an adapter). A source is opened once and serves every graph of the model.
 */
import { basename } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { expectedTensors } from '../checkpoint/expected-tensors';
import type { ModelFolder } from '../checkpoint/model-folder';
import { readTensor } from '../checkpoint/safetensors-read';
import type { TensorLocation } from '../checkpoint/safetensors-header';
import { bytesPerValue } from '../checkpoint/stored-type';
import type { Tensor } from '../graph/data-type';
import type { Graph, Value, WeightLocation } from '../graph/graph';
import { frozenWeights, trainableWeights, type Weights } from '../nn/weights';
import { concat, gemm } from '../ops/build';

export interface WeightSource {
  /** For one graph. */
  weightsOf(graph: Graph): Weights;
  /** What the files of `weightsOf` are relative to; undefined where there are none. */
  readonly folder: string | undefined;
  /** Tensors that are inputs of the graph instead, by name: what cannot be read in place. A graph has those of them that it asked for. */
  readonly fed: ReadonlyMap<string, Tensor>;
  /** Rows of a soft prompt that stand before every sequence (nn/soft-prompt.ts). */
  readonly virtualTokens?: number;
  /** What each session copies into the layout of its kernels (runtime.ts, packsWeights); undefined where weights are used where they lie. */
  readonly packedBytes?: number;
}

/** 32 MiB: most linear layers of models beyond a billion parameters are above it, and the output layers of smaller ones. */
const usuallyWidened = 2 ** 23;

/**
 * The weights of a folder as they are stored, mapped where they lie. Read into memory instead: float64, files in several real folders (ONNX
 * Runtime takes one), tensors that do not start at a multiple of their width. Of a linear layer's 16-bit weight at most `mostWidened` values
 * are widened at once.
 */
export async function storedWeights({ config, weights }: ModelFolder, mostWidened = usuallyWidened): Promise<WeightSource> {
  const mapped = new Map<string, WeightLocation>();
  const fed = new Map<string, Tensor>();
  for (const { name } of expectedTensors(config)) {
    const stored = weights.tensorLocation(name);
    const place = weights.realFolder === null ? undefined : placeOf(stored);
    if (place === undefined) fed.set(name, await readWhole(stored));
    else mapped.set(name, place);
  }
  return { folder: mapped.size === 0 ? undefined : (weights.realFolder ?? undefined), fed, weightsOf: (graph) => weightsFrom(graph, { mapped, fed, mostWidened }) };
}

/** Undefined where it must be read. */
function placeOf({ file, dtype, offsetBytes, lengthBytes }: TensorLocation): WeightLocation | undefined {
  if (dtype !== 'f32' && dtype !== 'f16' && dtype !== 'bf16') return undefined;
  return offsetBytes % bytesPerValue[dtype] === 0 ? { storedAs: dtype, file: basename(file), offsetBytes, lengthBytes } : undefined;
}

export async function readWhole(location: TensorLocation): Promise<Tensor<'f32'>> {
  return { dataType: 'f32', shape: location.shape, data: await readTensor(location) };
}

interface Places {
  readonly mapped: ReadonlyMap<string, WeightLocation>;
  readonly fed: ReadonlyMap<string, Tensor>;
  readonly mostWidened: number;
}

function weightsFrom(graph: Graph, { mapped, fed, mostWidened }: Places): Weights {
  const locate = (name: string): WeightLocation => {
    const place = mapped.get(name);
    if (place === undefined) throw new AppError('INVALID_INPUT', `The model has no tensor "${name}".`);
    return place;
  };
  const frozen = frozenWeights(graph, locate);
  const inputs = trainableWeights(graph);
  return {
    tensor: (name, shape) => (fed.has(name) ? inputs : frozen).tensor(name, shape),
    linear: (layer, x, outputs) => {
      const place = mapped.get(`${layer}.weight`);
      const [, width = 0] = x.shape;
      if (place === undefined || place.storedAs === 'f32' || width * outputs <= mostWidened) return undefined;
      return productByPieces(x, outputs, { name: `${layer}.weight`, place, mostWidened });
    },
  };
}

/** x W' with the rows of W taken in pieces, each a weight of its own over the same file. */
function productByPieces(x: Value, outputs: number, { name, place, mostWidened }: { readonly name: string; readonly place: WeightLocation; readonly mostWidened: number }): Value {
  const { graph, shape: [, inputs = 0] } = x;
  const rowBytes = place.lengthBytes / outputs;
  const most = Math.max(1, Math.floor(mostWidened / inputs));
  const pieces: Value[] = [];
  for (let row = 0; row < outputs; row += most) {
    const rows = Math.min(most, outputs - row);
    const location = { ...place, offsetBytes: place.offsetBytes + row * rowBytes, lengthBytes: rows * rowBytes };
    const weight = graph.weight(`${name}/${row}`, { dataType: graph.floatType, shape: [rows, inputs] }, location);
    pieces.push(gemm(x, weight, { transposesB: true }));
  }
  return concat(pieces, 1);
}
