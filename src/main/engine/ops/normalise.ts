/**
 * @file Normalisation over the last axis (ONNX LayerNormalization). The statistics are kept for the gradient: taken from the fused node where
 * the provider returns them right, computed by plain nodes elsewhere and in f64, for which the node returns them as f32.
 * RMS norm has plain nodes throughout: ONNX Runtime's own fused node is not standard ONNX, is no faster in a training step, and
 * on WebGPU returns a wrong statistic, which gives wrong gradients behind a right loss.
 */
import { isSameShape, sizeAt, withLastSize, type Shape } from '../graph/shape';
import type { Value, ValueType } from '../graph/graph';
import { float, int, type Emitter } from '../onnx/emitter';
import { add, meanKeeping, multiply, subtract } from './build';
import { mismatch, requireFloat, type Definitions } from './definition';
import type { OperationKind } from './signatures';

export const normalise: Definitions<'layerNorm' | 'rmsNorm'> = {
  layerNorm: {
    infer: (inputs) => {
      const { x, statistic } = normalised('layerNorm', inputs);
      return [x, statistic, statistic];
    },
    lower: (emitter, { inputs: [x], attributes: { epsilon } }, names) => {
      if (emitter.capabilities.hasLayerNormStatistics && x.dataType === 'f32') {
        return emitter.emitMany('LayerNormalization', names, { attributes: { axis: int(-1), epsilon: float(epsilon) }, outputs: 3 });
      }
      const [name = '', weight = '', bias = ''] = names;
      const mean = meanOf(emitter, name);
      const centred = emitter.emit('Sub', [name, mean]);
      const inverseDeviation = inverseRoot(emitter, { squares: emitter.emit('Mul', [centred, centred]), x, epsilon });
      const scaled = emitter.emit('Mul', [emitter.emit('Mul', [centred, inverseDeviation]), weight]);
      return [emitter.emit('Add', [scaled, bias]), mean, inverseDeviation];
    },
    // n = (x - mean) r, g = dy w: dx = r (g - mean g - n mean(g n)), dw = dy n, db = dy
    gradient: ({ inputs: [x, weight], outputs: [, mean, inverseDeviation] }, dy) => {
      const standardised = (): Value => standardise(x, mean, inverseDeviation);
      return [
        () => {
          const n = standardised();
          const g = multiply(dy, weight);
          const projected = multiply(n, meanKeeping(multiply(g, n), -1));
          return multiply(inverseDeviation, subtract(subtract(g, meanKeeping(g, -1)), projected));
        },
        () => multiply(dy, standardised()),
        () => dy,
      ];
    },
    // n is needed for the gradient of the norm in any case.
    again: ({ inputs: [x, weight, bias], outputs: [, mean, inverseDeviation] }) => add(multiply(standardise(x, mean, inverseDeviation), weight), bias),
  },
  rmsNorm: {
    infer: (inputs) => {
      const { x, statistic } = normalised('rmsNorm', inputs);
      return [x, statistic];
    },
    lower: (emitter, { inputs: [x], attributes: { epsilon } }, [name = '', weight = '']) => {
      const inverse = inverseRoot(emitter, { squares: emitter.emit('Mul', [name, name]), x, epsilon });
      return [emitter.emit('Mul', [emitter.emit('Mul', [name, inverse]), weight]), inverse];
    },
    // n = x r, g = dy w: dx = r (g - n mean(g n)), dw = dy n
    gradient: ({ inputs: [x, weight], outputs: [, inverse] }, dy) => [
      () => {
        const n = multiply(x, inverse);
        const g = multiply(dy, weight);
        return multiply(inverse, subtract(g, multiply(n, meanKeeping(multiply(g, n), -1))));
      },
      () => multiply(dy, multiply(x, inverse)),
    ],
  },
};

function standardise(x: Value, mean: Value, inverseDeviation: Value): Value {
  return multiply(subtract(x, mean), inverseDeviation);
}

function normalised(kind: OperationKind, inputs: readonly [Value, ...Value[]]): { readonly x: ValueType; readonly statistic: ValueType } {
  const [x, ...parameters] = inputs;
  const size: Shape = [sizeAt(x.shape, -1)];
  if (parameters.some((parameter) => !isSameShape(parameter.shape, size))) throw mismatch(kind, inputs, `weights must have shape [${size.join()}].`);
  const dataType = requireFloat(kind, ...inputs);
  return { x: { dataType, shape: x.shape }, statistic: { dataType, shape: withLastSize(x.shape, 1) } };
}

function meanOf(emitter: Emitter, name: string): string {
  return emitter.emit('ReduceMean', [name, emitter.integers([-1])], { attributes: { keepdims: int(1) } });
}

/** 1 / sqrt(mean(squares) + epsilon) */
function inverseRoot(emitter: Emitter, { squares, x, epsilon }: { readonly squares: string; readonly x: Value; readonly epsilon: number }): string {
  const stabilised = emitter.emit('Add', [meanOf(emitter, squares), emitter.scalar(x.dataType, epsilon)]);
  return emitter.emit('Div', [emitter.scalar(x.dataType, 1), emitter.emit('Sqrt', [stabilised])]);
}
