/** @file Operations that move or repeat elements (ONNX ReduceSum, ReduceSumSquare, Reshape, Transpose, Expand, Concat, Slice, Pad). All but one are linear. */
import { broadcastShapes, describeShape, elementCount, isSameShape, reducedShape, sizeAt } from '../graph/shape';
import type { Value } from '../graph/graph';
import { int, ints } from '../onnx/emitter';
import { expand, multiply, pad, reshape, scale, slice, transpose } from './build';
import { mismatch, requireFloat, sameType, type Definitions } from './definition';
import type { OperationKind } from './signatures';

export const shape: Definitions<'sum' | 'sumOfSquares' | 'reshape' | 'transpose' | 'expand' | 'concat' | 'slice' | 'pad'> = {
  sum: {
    infer: ([x], { axes, keepsAxes }) => {
      for (const axis of axes) requireAxis('sum', x, axis);
      return { dataType: requireFloat('sum', x), shape: reducedShape(x.shape, axes, keepsAxes) };
    },
    lower: (emitter, { attributes: { axes, keepsAxes } }, [name = '']) =>
      // Without axes ReduceSum would sum over all of them.
      axes.length === 0
        ? emitter.emit('Identity', [name])
        : emitter.emit('ReduceSum', [name, emitter.integers(axes)], { attributes: { keepdims: int(Number(keepsAxes)) } }),
    // dy repeated along the axes
    gradient: ({ inputs: [x], attributes: { axes } }, dy) => [() => expand(reshape(dy, reducedShape(x.shape, axes, true)), x.shape)],
  },
  sumOfSquares: {
    infer: ([x]) => ({ dataType: requireFloat('sumOfSquares', x), shape: [] }),
    lower: (emitter, _, names) => emitter.emit('ReduceSumSquare', names, { attributes: { keepdims: int(0) } }),
    // 2 x dy
    gradient: ({ inputs: [x] }, dy) => [() => scale(multiply(x, dy), 2)],
  },
  reshape: {
    infer: ([x], { shape }) => {
      if (elementCount(shape) !== elementCount(x.shape)) {
        throw mismatch('reshape', [x], `${describeShape(shape)} has ${elementCount(shape)} elements, the input has ${elementCount(x.shape)}.`);
      }
      return { dataType: x.dataType, shape };
    },
    lower: (emitter, { attributes: { shape } }, [name = '']) => emitter.emit('Reshape', [name, emitter.integers(shape)]),
    gradient: ({ inputs: [x] }, dy) => [() => reshape(dy, x.shape)],
  },
  transpose: {
    infer: ([x], { permutation }) => {
      const isPermutation = isSameShape(permutation.toSorted((a, b) => a - b), x.shape.map((_, axis) => axis));
      if (!isPermutation) throw mismatch('transpose', [x], `${describeShape(permutation)} does not name each axis once.`);
      return { dataType: x.dataType, shape: permutation.map((axis) => sizeAt(x.shape, axis)) };
    },
    lower: (emitter, { attributes: { permutation } }, [name = '']) => emitter.emit('Transpose', [name], { attributes: { perm: ints(permutation) } }),
    // the inverse permutation
    gradient: ({ attributes: { permutation } }, dy) => [() => transpose(dy, permutation.map((_, axis) => permutation.indexOf(axis)))],
  },
  expand: {
    infer: ([x], { shape }) => {
      const common = broadcastShapes(x.shape, shape);
      if (common === undefined || !isSameShape(common, shape)) throw mismatch('expand', [x], `it does not broadcast to ${describeShape(shape)}.`);
      return { dataType: x.dataType, shape };
    },
    lower: (emitter, { attributes: { shape } }, [name = '']) => emitter.emit('Expand', [name, emitter.integers(shape)]),
    // dy summed over the repeats, which autodiff does for every broadcast
    gradient: (_, dy) => [() => dy],
  },
  concat: {
    infer: (inputs, { axis }) => {
      const dataType = sameType('concat', inputs);
      const [first, ...rest] = inputs;
      requireAxis('concat', first, axis);
      const withoutAxis = (x: Value | undefined): readonly number[] => x?.shape.toSpliced(axis, 1) ?? [];
      if (rest.some((input) => input.shape.length !== first?.shape.length || !isSameShape(withoutAxis(input), withoutAxis(first)))) {
        throw mismatch('concat', inputs, `all sizes but those of axis ${axis} must be equal.`);
      }
      const size = inputs.reduce((total, input) => total + sizeAt(input.shape, axis), 0);
      return { dataType, shape: first?.shape.with(axis, size) ?? [] };
    },
    lower: (emitter, { attributes: { axis } }, names) => emitter.emit('Concat', names, { attributes: { axis: int(axis) } }),
    // each input its own slice of dy
    gradient: ({ inputs, attributes: { axis } }, dy) => {
      let end = 0;
      return inputs.map((input) => {
        const start = end;
        end += sizeAt(input.shape, axis);
        const range = [start, end] as const;
        return () => slice(dy, axis, range);
      });
    },
  },
  slice: {
    infer: ([x], { axis, start, end }) => {
      requireAxis('slice', x, axis);
      if (start < 0 || end <= start || end > sizeAt(x.shape, axis)) throw mismatch('slice', [x], `axis ${axis} has no range ${start} to ${end}.`);
      return { dataType: x.dataType, shape: x.shape.with(axis, end - start) };
    },
    lower: (emitter, { attributes: { axis, start, end } }, [name = '']) =>
      emitter.emit('Slice', [name, emitter.integers([start]), emitter.integers([end]), emitter.integers([axis])]),
    // dy with zeros where nothing was taken
    gradient: ({ inputs: [x], attributes: { axis, start, end } }, dy) => [() => pad(dy, axis, [start, sizeAt(x.shape, axis) - end])],
  },
  pad: {
    infer: ([x], { axis, before, after }) => {
      requireAxis('pad', x, axis);
      return { dataType: requireFloat('pad', x), shape: x.shape.with(axis, before + sizeAt(x.shape, axis) + after) };
    },
    lower: (emitter, { inputs: [x], attributes: { axis, before, after } }, [name = '']) => {
      const along = (count: number): number[] => x.shape.map((_, other) => (other === axis ? count : 0));
      return emitter.emit('Pad', [name, emitter.integers([...along(before), ...along(after)])]);
    },
    gradient: ({ inputs: [x], attributes: { axis, before } }, dy) => [() => slice(dy, axis, [before, before + sizeAt(x.shape, axis)])],
  },
};

function requireAxis(kind: OperationKind, x: Value | undefined, axis: number): void {
  if (x === undefined || axis < 0 || axis >= x.shape.length) throw mismatch(kind, x === undefined ? [] : [x], `there is no axis ${axis}.`);
}
