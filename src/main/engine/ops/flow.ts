/** @file Operations that change no value: they say what the gradient may see, and what must run first. */
import { int } from '../onnx/emitter';
import { requireFloat, type Definitions } from './definition';

export const flow: Definitions<'stopGradient' | 'after'> = {
  stopGradient: {
    infer: ([x]) => ({ dataType: x.dataType, shape: x.shape }),
    lower: (emitter, _, [name = '']) => emitter.emit('Identity', [name]),
    gradient: 'zero',
  },
  after: {
    infer: ([x, dependency]) => ({ dataType: requireFloat('after', x, dependency), shape: x.shape }),
    // x + 0 max(dependency): ONNX has no control edges, and this one the optimiser cannot fold away.
    lower: (emitter, { inputs: [x, dependency] }, [name = '', dependencyName = '']) => {
      const any = dependency.shape.length === 0 ? dependencyName : emitter.emit('ReduceMax', [dependencyName], { attributes: { keepdims: int(0) } });
      return emitter.emit('Add', [name, emitter.emit('Mul', [any, emitter.scalar(x.dataType, 0)])]);
    },
    gradient: (_, dy) => [() => dy, undefined],
  },
};
