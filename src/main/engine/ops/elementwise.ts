/** @file Arithmetic on elements, with NumPy's broadcasting (ONNX Add, Sub, Mul, Div, Min, Max, Neg, Clip, Exp, Log, Sqrt, Abs, Floor, Cast). */
import { isFloat } from '../graph/data-type';
import { broadcastShapes } from '../graph/shape';
import type { Value, ValueType } from '../graph/graph';
import { elementTypes, int } from '../onnx/emitter';
import { cast, divide, less, multiply, negate, scalar, scale, select, subtract } from './build';
import { mismatch, requireFloat, sameType, type Definitions, type OperationDefinition } from './definition';
import type { OperationKind } from './signatures';

export const elementwise: Definitions<
  | ('add' | 'subtract' | 'multiply' | 'divide' | 'minimum' | 'maximum')
  | ('negate' | 'scale' | 'shift' | 'clip' | 'exp' | 'log' | 'sqrt' | 'abs' | 'floor' | 'cast')
> = {
  add: {
    ...binary('add', 'Add'),
    // d(a + b) = da + db
    gradient: (_, dy) => [() => dy, () => dy],
  },
  subtract: {
    ...binary('subtract', 'Sub'),
    // d(a - b) = da - db
    gradient: (_, dy) => [() => dy, () => negate(dy)],
  },
  multiply: {
    ...binary('multiply', 'Mul'),
    // d(a b) = b da + a db
    gradient: ({ inputs: [a, b] }, dy) => [() => multiply(dy, b), () => multiply(dy, a)],
  },
  divide: {
    ...binary('divide', 'Div'),
    // y = a / b: dy = da / b - y db / b
    gradient: ({ inputs: [, b], outputs: [y] }, dy) => [() => divide(dy, b), () => negate(multiply(divide(dy, b), y))],
  },
  minimum: {
    ...binary('minimum', 'Min'),
    gradient: ({ inputs: [a, b] }, dy) => firstUnless(less(b, a), dy),
  },
  maximum: {
    ...binary('maximum', 'Max'),
    gradient: ({ inputs: [a, b] }, dy) => firstUnless(less(a, b), dy),
  },

  negate: {
    ...unary('negate', 'Neg'),
    gradient: (_, dy) => [() => negate(dy)],
  },
  scale: {
    infer: ([x]) => floatLike('scale', x),
    lower: (emitter, { inputs: [x], attributes: { factor } }, [name = '']) => emitter.emit('Mul', [name, emitter.scalar(x.dataType, factor)]),
    gradient: ({ attributes: { factor } }, dy) => [() => scale(dy, factor)],
  },
  shift: {
    infer: ([x]) => floatLike('shift', x),
    lower: (emitter, { inputs: [x], attributes: { offset } }, [name = '']) => emitter.emit('Add', [name, emitter.scalar(x.dataType, offset)]),
    gradient: (_, dy) => [() => dy],
  },
  clip: {
    infer: ([x]) => floatLike('clip', x),
    lower: (emitter, { inputs: [x], attributes: { low, high } }, [name = '']) =>
      emitter.emit('Clip', [name, emitter.scalar(x.dataType, low), emitter.scalar(x.dataType, high)]),
    gradient: ({ inputs: [x], attributes: { low, high } }, dy) => [
      () => {
        const zero = scalar(x.graph, 0);
        return select(less(x, scalar(x.graph, low)), zero, select(less(scalar(x.graph, high), x), zero, dy));
      },
    ],
  },
  exp: {
    ...unary('exp', 'Exp'),
    // d(e^x) = e^x dx
    gradient: ({ outputs: [y] }, dy) => [() => multiply(dy, y)],
  },
  log: {
    ...unary('log', 'Log'),
    // d(log x) = dx / x
    gradient: ({ inputs: [x] }, dy) => [() => divide(dy, x)],
  },
  sqrt: {
    ...unary('sqrt', 'Sqrt'),
    // d(sqrt x) = dx / (2 sqrt x)
    gradient: ({ outputs: [y] }, dy) => [() => divide(scale(dy, 0.5), y)],
  },
  abs: {
    ...unary('abs', 'Abs'),
    // sign(x) dx, and 0 at 0
    gradient: ({ inputs: [x] }, dy) => [
      () => {
        const zero = scalar(x.graph, 0);
        return subtract(select(less(zero, x), dy, zero), select(less(x, zero), dy, zero));
      },
    ],
  },
  floor: { ...unary('floor', 'Floor'), gradient: 'zero' },
  cast: {
    infer: ([x], { to }) => ({ dataType: to, shape: x.shape }),
    lower: (emitter, { attributes: { to } }, [name = '']) => emitter.emit('Cast', [name], { attributes: { to: int(elementTypes[to]) } }),
    gradient: ({ inputs: [x], attributes: { to } }, dy) => [isFloat(x.dataType) && isFloat(to) ? () => cast(dy, x.dataType) : undefined],
  },
};

type UnaryKind = 'negate' | 'exp' | 'log' | 'sqrt' | 'abs' | 'floor' | 'tanh' | 'sigmoid' | 'erf';
type BinaryKind = 'add' | 'subtract' | 'multiply' | 'divide' | 'minimum' | 'maximum';

/** An operation of one input that is one ONNX node. */
export function unary<K extends UnaryKind>(kind: K, operator: string): Pick<OperationDefinition<K>, 'infer' | 'lower'> {
  return { infer: ([x]) => floatLike(kind, x), lower: (emitter, _, [name = '']) => emitter.emit(operator, [name]) };
}

export function floatLike(kind: OperationKind, x: Value): ValueType {
  return { dataType: requireFloat(kind, x), shape: x.shape };
}

/** The common shape of inputs that broadcast. */
export function broadcastLike(kind: OperationKind, inputs: readonly Value[]): ValueType['shape'] {
  return inputs.reduce<ValueType['shape']>((shape, input) => {
    const common = broadcastShapes(shape, input.shape);
    if (common === undefined) throw mismatch(kind, inputs, 'sizes along an axis must be equal or 1.');
    return common;
  }, []);
}

function binary<K extends BinaryKind>(kind: K, operator: string): Pick<OperationDefinition<K>, 'infer' | 'lower'> {
  return {
    infer: (inputs) => ({ dataType: sameType(kind, inputs), shape: broadcastLike(kind, inputs) }),
    lower: (emitter, _, inputs) => emitter.emit(operator, inputs),
  };
}

function firstUnless(isSecond: Value, dy: Value): readonly [() => Value, () => Value] {
  const zero = scalar(dy.graph, 0);
  return [() => select(isSecond, zero, dy), () => select(isSecond, dy, zero)];
}
