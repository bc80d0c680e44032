/** @file Softmax and the log-probability of one class a row (ONNX Softmax, ReduceLogSumExp, GatherElements, ScatterElements). */
import { isSameShape, sizeAt } from '../graph/shape';
import { int, text } from '../onnx/emitter';
import { logProbabilityGradient, multiply, subtract, sumKeeping } from './build';
import { mismatch, requireFloat, requireInteger, type Definitions } from './definition';
import { floatLike } from './elementwise';

export const distribution: Definitions<'softmax' | 'logProbability' | 'logProbabilityGradient'> = {
  softmax: {
    infer: ([x]) => floatLike('softmax', x),
    lower: (emitter, _, [name = '']) => emitter.emit('Softmax', [name], { attributes: { axis: int(-1) } }),
    // y (dy - sum(dy y))
    gradient: ({ outputs: [y] }, dy) => [() => multiply(y, subtract(dy, sumKeeping(multiply(dy, y), [-1])))],
  },
  logProbability: {
    infer: (inputs) => {
      const [logits, ids] = inputs;
      requireInteger('logProbability', ids);
      if (logits.shape.length !== 2 || !isSameShape(ids.shape, logits.shape.slice(0, 1))) {
        throw mismatch('logProbability', inputs, 'logits are [rows, classes] and ids [rows].');
      }
      const dataType = requireFloat('logProbability', logits);
      return [
        { dataType, shape: ids.shape },
        { dataType, shape: [sizeAt(ids.shape, 0), 1] },
      ];
    },
    // logits[id] - log sum exp(logits): the [rows, classes] table of log-probabilities is never made.
    lower: (emitter, { inputs: [, ids] }, [logits = '', idsName = '']) => {
      const rows = sizeAt(ids.shape, 0);
      const lastAxis = emitter.integers([-1]);
      const keep = { attributes: { keepdims: int(1) } };
      let normaliser: string;
      if (emitter.capabilities.hasStableLogSumExp) normaliser = emitter.emit('ReduceLogSumExp', [logits, lastAxis], keep);
      else {
        const peak = emitter.emit('ReduceMax', [logits, lastAxis], keep);
        const masses = emitter.emit('Exp', [emitter.emit('Sub', [logits, peak])]);
        normaliser = emitter.emit('Add', [peak, emitter.emit('Log', [emitter.emit('ReduceSum', [masses, lastAxis], keep)])]);
      }
      const column = emitter.emit('Reshape', [idsName, emitter.integers([rows, 1])]);
      const chosen = emitter.emit('GatherElements', [logits, column], { attributes: { axis: int(1) } });
      return [emitter.emit('Reshape', [emitter.emit('Sub', [chosen, normaliser]), emitter.integers([rows])]), normaliser];
    },
    gradient: ({ inputs: [logits, ids], outputs: [, normaliser] }, dy) => [() => logProbabilityGradient(logits, ids, normaliser, dy), undefined],
  },
  logProbabilityGradient: {
    infer: ([logits]) => floatLike('logProbabilityGradient', logits),
    // (one-hot(id) - softmax(logits)) dy, in one pass over [rows, classes] and one scatter
    lower: (emitter, { inputs: [, ids] }, [logits = '', idsName = '', normaliser = '', dy = '']) => {
      const rowsByOne = emitter.integers([sizeAt(ids.shape, 0), 1]);
      const weight = emitter.emit('Reshape', [dy, rowsByOne]);
      const probabilities = emitter.emit('Exp', [emitter.emit('Sub', [logits, normaliser])]);
      const pushedDown = emitter.emit('Mul', [probabilities, emitter.emit('Neg', [weight])]);
      const column = emitter.emit('Reshape', [idsName, rowsByOne]);
      return emitter.emit('ScatterElements', [pushedDown, column, weight], { attributes: { axis: int(1), reduction: text('add') } });
    },
    gradient: 'unsupported',
  },
};
