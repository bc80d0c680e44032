/** @file A problem goes to the one field whose file it names, and nowhere else. */
import { expect, test } from 'vitest';
import { FileId } from '#shared/domain/ids';
import { newFileDraft } from '../../../../../../src/renderer/src/pages/measure/form/drafts';
import { placeProblem } from '../../../../../../src/renderer/src/pages/measure/form/place-problem';
import { sortFiles } from '../../../../../../src/renderer/src/pages/measure/form/seed-draft';

const file = (name: string) => ({ fileId: FileId.parse('f_0000000000000000'), name, sizeBytes: 9 });
const fields = { hypotheses: newFileDraft(file('a.txt')), references: newFileDraft(file('b.txt')), more: null };

test('by file, or by the longer of two', () => {
  expect(placeProblem({ message: 'line 3 is bad', details: { file: 'b.txt' } }, fields)).toEqual({ byField: { references: 'line 3 is bad' }, general: null });
  expect(placeProblem({ message: 'unequal', details: { shorter: 'b.txt', longer: 'a.txt' } }, fields).byField).toEqual({ hypotheses: 'unequal' });
});

test('what names no field, or two, is said once for all', () => {
  expect(placeProblem({ message: 'no room', details: {} }, fields)).toEqual({ byField: {}, general: 'no room' });
  expect(placeProblem({ message: 'bad', details: { file: 'a.txt' } }, { ...fields, references: newFileDraft(file('a.txt')) }).general).toBe('bad');
  expect(placeProblem(null, fields)).toEqual({ byField: {}, general: null });
});

test('files are sorted by telling names, else the last is the references', () => {
  const names = (files: readonly string[]) => {
    const { replies, references } = sortFiles(files.map(file));
    return [replies.map(({ name }) => name), references.map(({ name }) => name)];
  };
  expect(names(['Golden.txt', 'DPPLM.txt'])).toEqual([['DPPLM.txt'], ['Golden.txt']]);
  expect(names(['one.txt', 'two.txt'])).toEqual([['one.txt'], ['two.txt']]);
  expect(names(['one.txt'])).toEqual([['one.txt'], []]);
});
