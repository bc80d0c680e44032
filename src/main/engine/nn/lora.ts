/** @file Low-rank adapters (Hu et al. 2021) on linear layers, named as PEFT names them: y + scaling B A x, A [rank, inputs], B [outputs, rank]. */
import { add, gemm, scale } from '../ops/build';
import type { Weights } from './weights';

export interface LoraShape {
  readonly rank: number;
  readonly scaling: number;
}

/** The weights of `base` with adapters whose own tensors come from `adapter`. `shapeOf` says for a linear layer, by its full name, what it gets. */
export function withLora(base: Weights, adapter: Weights, shapeOf: (layer: string) => LoraShape | undefined): Weights {
  return {
    ...base,
    adapt(layer, x, y) {
      const adapted = base.adapt?.(layer, x, y) ?? y;
      const shape = shapeOf(layer);
      if (shape === undefined) return adapted;
      const [, inputs = 0] = x.shape;
      const [, outputs = 0] = y.shape;
      const down = adapter.tensor(`base_model.model.${layer}.lora_A.weight`, [shape.rank, inputs]);
      const up = adapter.tensor(`base_model.model.${layer}.lora_B.weight`, [outputs, shape.rank]);
      return add(adapted, scale(gemm(gemm(x, down, { transposesB: true }), up, { transposesB: true }), shape.scaling));
    },
  };
}
