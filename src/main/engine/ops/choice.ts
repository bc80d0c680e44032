/** @file Comparison and choice (ONNX Equal, Less, Where). A condition has no gradient. */
import { scalar, select } from './build';
import { mismatch, sameType, type Definitions, type OperationDefinition } from './definition';
import { broadcastLike } from './elementwise';

export const choice: Definitions<'equal' | 'less' | 'select'> = {
  equal: { ...comparison('equal', 'Equal'), gradient: 'zero' },
  less: { ...comparison('less', 'Less'), gradient: 'zero' },
  select: {
    infer: (inputs) => {
      const [condition, whereTrue, whereFalse] = inputs;
      if (condition.dataType !== 'bool') throw mismatch('select', inputs, `the condition must be bool, not ${condition.dataType}.`);
      return { dataType: sameType('select', [whereTrue, whereFalse]), shape: broadcastLike('select', inputs) };
    },
    lower: (emitter, _, inputs) => emitter.emit('Where', inputs),
    // dy where chosen, 0 elsewhere
    gradient: ({ inputs: [condition] }, dy) => {
      const zero = scalar(dy.graph, 0);
      return [undefined, () => select(condition, dy, zero), () => select(condition, zero, dy)];
    },
  },
};

function comparison<K extends 'equal' | 'less'>(kind: K, operator: string): Pick<OperationDefinition<K>, 'infer' | 'lower'> {
  return {
    infer: (inputs) => {
      sameType(kind, inputs);
      return { dataType: 'bool', shape: broadcastLike(kind, inputs) };
    },
    lower: (emitter, _, inputs) => emitter.emit(operator, inputs),
  };
}
