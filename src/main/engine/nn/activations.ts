/** @file Activations that are compositions of operations. */
import type { Value } from '../graph/graph';
import { add, multiply, scale, shift, square, tanh } from '../ops/build';

/** GELU's approximation by tanh (Hendrycks and Gimpel 2016): x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2. */
export function geluTanh(x: Value): Value {
  const cubic = multiply(x, scale(square(x), 0.044715));
  return multiply(scale(x, 0.5), shift(tanh(scale(add(x, cubic), Math.sqrt(2 / Math.PI))), 1));
}

/** cap tanh(x / cap): the identity near 0, never beyond the cap. */
export function softCap(x: Value, cap: number | undefined): Value {
  return cap === undefined ? x : scale(tanh(scale(x, 1 / cap)), cap);
}
