/** @file Non-linearities (ONNX Tanh, Sigmoid, Softplus, Erf). Each keeps only its input or its result for the gradient. */
import type { Value } from '../graph/graph';
import { add, erf, exp, multiply, negate, scale, shift, sigmoid, square } from './build';
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
    // x (1 + erf(x / sqrt 2)) / 2, the form that ONNX Runtime fuses.
    lower: (emitter, { inputs: [x] }, [name = '']) => {
      const spread = emitter.emit('Erf', [emitter.emit('Mul', [name, emitter.scalar(x.dataType, Math.SQRT1_2)])]);
      const doubled = emitter.emit('Mul', [name, emitter.emit('Add', [spread, emitter.scalar(x.dataType, 1)])]);
      return emitter.emit('Mul', [doubled, emitter.scalar(x.dataType, 0.5)]);
    },
    // Phi(x) + x phi(x)
    gradient: ({ inputs: [x] }, dy) => [
      () => {
        const distribution = scale(shift(erf(scale(x, Math.SQRT1_2)), 1), 0.5);
        const density = scale(exp(scale(square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
        return multiply(dy, add(distribution, multiply(x, density)));
      },
    ],
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
