/** @file Rotary position embedding (Su et al. 2021) in the half-split form of the Llama family: element i turns with element i + size / 2. */
import { broadcastShapes, isSameShape, sizeAt, withLastSize } from '../graph/shape';
import { int } from '../onnx/emitter';
import { rotate } from './build';
import { mismatch, requireFloat, type Definitions } from './definition';

export const rotary: Definitions<'rotate'> = {
  rotate: {
    infer: (inputs) => {
      const [x, cosines, sines] = inputs;
      const half = withLastSize(x.shape, sizeAt(x.shape, -1) / 2);
      const fits = [cosines, sines].every((angles) => {
        const common = broadcastShapes(half, angles.shape);
        return common !== undefined && isSameShape(common, half);
      });
      if (!fits) throw mismatch('rotate', inputs, 'cosines and sines must broadcast to the input with half its last size.');
      return { dataType: requireFloat('rotate', ...inputs), shape: x.shape };
    },
    // (a, b) turned by t: (a cos t - b sin t, b cos t + a sin t)
    lower: (emitter, { inputs: [x], attributes: { isInverse } }, [name = '', cosines = '', sines = '']) => {
      const half = sizeAt(x.shape, -1) / 2;
      const [a = '', b = ''] = emitter.emitMany('Split', [name, emitter.integers([half, half])], { attributes: { axis: int(-1) }, outputs: 2 });
      const turn = (along: string, across: string, operator: 'Add' | 'Sub'): string =>
        emitter.emit(operator, [emitter.emit('Mul', [along, cosines]), emitter.emit('Mul', [across, sines])]);
      return emitter.emit('Concat', isInverse ? [turn(a, b, 'Add'), turn(b, a, 'Sub')] : [turn(a, b, 'Sub'), turn(b, a, 'Add')], { attributes: { axis: int(-1) } });
    },
    // a rotation's transpose is its inverse; the angles are constants
    gradient: ({ inputs: [, cosines, sines], attributes: { isInverse } }, dy) => [() => rotate(dy, { cosines, sines }, !isInverse), undefined, undefined],
  },
};
