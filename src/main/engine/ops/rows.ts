/** @file Rows of a table by id, and the sum of updates back into it (ONNX Gather, ScatterND with addition): embeddings and chosen positions. */
import { elementCount, isSameShape } from '../graph/shape';
import { int, text } from '../onnx/emitter';
import { gatherRows, reshape, scatterAddRows } from './build';
import { mismatch, requireFloat, requireInteger, type Definitions } from './definition';

export const rows: Definitions<'gatherRows' | 'scatterAddRows'> = {
  gatherRows: {
    infer: (inputs) => {
      const [table, ids] = inputs;
      requireInteger('gatherRows', ids);
      if (table.shape.length === 0) throw mismatch('gatherRows', inputs, 'the table has no rows.');
      return { dataType: table.dataType, shape: [...ids.shape, ...table.shape.slice(1)] };
    },
    lower: (emitter, _, inputs) => emitter.emit('Gather', inputs, { attributes: { axis: int(0) } }),
    // each row of dy added at its id: a row taken twice collects both
    gradient: ({ inputs: [table, ids] }, dy) => [
      () => {
        const count = elementCount(ids.shape);
        const [tableRows = 0, ...rowShape] = table.shape;
        return scatterAddRows(reshape(ids, [count]), reshape(dy, [count, ...rowShape]), tableRows);
      },
      undefined,
    ],
  },
  scatterAddRows: {
    infer: (inputs, { rows: tableRows }) => {
      const [ids, updates] = inputs;
      requireInteger('scatterAddRows', ids);
      if (ids.shape.length !== 1 || !isSameShape(ids.shape, updates.shape.slice(0, 1))) throw mismatch('scatterAddRows', inputs, 'each update needs one id.');
      return { dataType: requireFloat('scatterAddRows', updates), shape: [tableRows, ...updates.shape.slice(1)] };
    },
    lower: (emitter, { inputs: [ids, updates], outputs: [result] }, [idsName = '', updatesName = '']) => {
      const column = emitter.emit('Reshape', [idsName, emitter.integers([...ids.shape, 1])]);
      const zeros = emitter.zeros(updates.dataType, result.shape);
      return emitter.emit('ScatterND', [zeros, column, updatesName], { attributes: { reduction: text('add') } });
    },
    gradient: ({ inputs: [ids] }, dy) => [undefined, () => gatherRows(dy, ids)],
  },
};
