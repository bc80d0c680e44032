/** @file Non-linearities (ONNX Tanh, Sigmoid, Softplus, Erf). Each keeps only its input or its result for the gradient. */
import type { Value } from '../graph/graph';
import { add, erf, exp, geluAgain, multiply, negate, scalar, scale, shift, sigmoid, square, subtract } from './build';
import type { Definitions } from './definition';
import { floatLike, unary } from './elementwise';

export const activation: Definitions<'tanh' | 'sigmoid' | 'softplus' | 'erf' | 'gelu' | 'silu'> = {
  tanh: {
    ...unary('tanh', 'Tanh'),
    // 1 - y^2
    gradient: ({ outputs: [y] }, dy) => [() => multiply(dy, oneMinus(square(y)))],
  },
  sigmoid: {
    ...unary('sigmoid', 'Sigmoid'),
    // y (1 - y)
    gradient: ({ outputs: [y] }, dy) => [() => multiply(dy, multiply(y, oneMinus(y)))],
  },
  softplus: {
    infer: ([x]) => floatLike('softplus', x),
    // In f64, for which there is no kernel: max(x, 0) + log(1 + e^-|x|).
    lower: (emitter, { inputs: [{ dataType }] }, [name = '']) => {
      if (dataType === 'f32') return emitter.emit('Softplus', [name]);
      const vanishing = emitter.emit('Exp', [emitter.emit('Neg', [emitter.emit('Abs', [name])])]);
      const bend = emitter.emit('Log', [emitter.emit('Add', [vanishing, emitter.scalar(dataType, 1)])]);
      return emitter.emit('Add', [emitter.emit('Max', [name, emitter.scalar(dataType, 0)]), bend]);
    },
    // sigmoid(x)
    gradient: ({ inputs: [x] }, dy) => [() => multiply(dy, sigmoid(x))],
  },
  erf: {
    ...unary('erf', 'Erf'),
    // 2 / sqrt(pi) e^(-x^2)
    gradient: ({ inputs: [x] }, dy) => [() => multiply(dy, scale(exp(negate(square(x))), 2 / Math.sqrt(Math.PI)))],
  },
  gelu: {
    infer: ([x]) => floatLike('gelu', x),
    // As plain nodes x (1 + erf(x / sqrt 2)) / 2. One node is faster, and shares no values with the gradient that would be kept for it.
    // The second time it is ONNX Runtime's own operator, which does the same: two equal nodes would be merged, and the result kept.
    lower: (emitter, { inputs: [x], attributes: { isAgain } }, [name = '']) => {
      if (emitter.capabilities.hasGelu && x.dataType === 'f32') return emitter.emit('Gelu', [name], isAgain ? { domain: 'com.microsoft' } : {});
      const spread = emitter.emit('Erf', [emitter.emit('Mul', [name, emitter.scalar(x.dataType, Math.SQRT1_2)])]);
      const doubled = emitter.emit('Mul', [name, emitter.emit('Add', [spread, emitter.scalar(x.dataType, 1)])]);
      return emitter.emit('Mul', [doubled, emitter.scalar(x.dataType, 0.5)]);
    },
    // Phi(x) + x phi(x) = (1 + erf(u) + u e^(log(2 / sqrt(pi)) - u^2)) / 2, u = x / sqrt 2: in as few passes as can be
    gradient: ({ inputs: [x] }, dy) => [
      () => {
        const u = scale(x, Math.SQRT1_2);
        const density = exp(subtract(scalar(x.graph, Math.log(2 / Math.sqrt(Math.PI))), square(u)));
        return multiply(dy, scale(shift(add(erf(u), multiply(u, density)), 1), 0.5));
      },
    ],
    again: ({ inputs: [x] }) => geluAgain(x),
  },
  silu: {
    infer: ([x]) => floatLike('silu', x),
    lower: (emitter, _, [name = '']) => emitter.emit('Mul', [name, emitter.emit('Sigmoid', [name])]),
    // s + x s (1 - s), s = sigmoid(x)
    gradient: ({ inputs: [x] }, dy) => [
      () => {
        const s = sigmoid(x);
        return multiply(dy, multiply(s, shift(multiply(x, oneMinus(s)), 1)));
      },
    ],
  },
};

function oneMinus(x: Value): Value {
  return shift(negate(x), 1);
}
