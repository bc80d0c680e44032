/** @file Rows of a table by id, and the sum of updates back into it (ONNX Gather, ScatterND with addition): embeddings and chosen positions. */
import { elementCount, isSameShape } from '../graph/shape';
import { elementTypes, int, text } from '../onnx/emitter';
import { gatherRows, reshape, scatterAddRows } from './build';
import { mismatch, requireFloat, requireInteger, type Definitions } from './definition';

export const rows: Definitions<'gatherRows' | 'scatterAddRows' | 'addRows' | 'firstOccurrences'> = {
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
  addRows: {
    infer: (inputs) => {
      const [table, ids, updates] = inputs;
      requireInteger('addRows', ids);
      if (!isSameShape([...ids.shape, ...table.shape.slice(1)], updates.shape) || ids.shape.length !== 1) throw mismatch('addRows', inputs, 'each update needs one id, and the shape of a row.');
      return { dataType: requireFloat('addRows', table, updates), shape: table.shape };
    },
    lower: (emitter, { inputs: [, ids] }, [table = '', idsName = '', updates = '']) => {
      const column = emitter.emit('Reshape', [idsName, emitter.integers([...ids.shape, 1])]);
      return emitter.emit('ScatterND', [table, column, updates], { attributes: { reduction: text('add') } });
    },
    gradient: ({ inputs: [, ids] }, dy) => [() => dy, undefined, () => gatherRows(dy, ids)],
  },
  firstOccurrences: {
    infer: ([ids]) => {
      requireInteger('firstOccurrences', ids);
      if (ids.shape.length !== 1) throw mismatch('firstOccurrences', [ids], 'the ids are a list.');
      return { dataType: 'i64', shape: ids.shape };
    },
    // The first of the largest in each row of the table of equality, [n, n].
    lower: (emitter, { inputs: [ids] }, [name = '']) => {
      const column = emitter.emit('Reshape', [name, emitter.integers([...ids.shape, 1])]);
      const isEqual = emitter.emit('Cast', [emitter.emit('Equal', [column, name])], { attributes: { to: int(elementTypes.u8) } });
      return emitter.emit('ArgMax', [isEqual], { attributes: { axis: int(1), keepdims: int(0) } });
    },
    gradient: 'zero',
  },
};
