/** @file Names that are suggested and refused, and when a preview is still true. */
import { describe, expect, test } from 'vitest';
import { FileHandle } from '#shared/contracts/files';
import { importInput, nameProblem, newDraft, requestKey, suggestName, withFiles } from '../../../../../src/renderer/src/pages/import/import-draft';

describe('the suggested name', () => {
  test.each([
    ['of one file, without its ending', ['ESConv.json'], 'ESConv'],
    ['of a packed file', ['FailedESConv.jsonl.txt'], 'FailedESConv'],
    ['of what several have in common', ['esc-train.txt', 'esc-valid.txt'], 'esc'],
    ['of the format, where they have nothing in common', ['train.txt', 'valid.txt', 'test.txt'], 'ESConv'],
  ])('%s', (_, files, name) => {
    expect(suggestName(files, { formatLabel: 'ESConv (hub JSON Lines)', taken: [] })).toBe(name);
  });

  test('is never one that is taken, whatever the case', () => {
    expect(suggestName(['ESConv.json'], { formatLabel: undefined, taken: ['esconv', 'ESConv 2'] })).toBe('ESConv 3');
  });
});

test('a name is refused with the reason', () => {
  expect(nameProblem('ESConv', ['esconv'])).toMatch(/a corpus named “esconv” already/);
  expect(nameProblem('  ', [])).toBe('A corpus needs a name.');
  expect(nameProblem('a/b', [])).toMatch(/no slash/);
  expect(nameProblem('ExTES', ['ESConv'])).toBeNull();
});

test('a preview stays true when only the name changes, not when the reading does', () => {
  const file = FileHandle.parse({ fileId: 'f_0123456789abcdef', name: 'a.json', sizeBytes: 3 });
  const draft = newDraft([file]);
  expect(requestKey({ ...draft, name: 'Other' }, 'esconv')).toBe(requestKey(draft, 'esconv'));
  expect(requestKey({ ...draft, options: { ...draft.options, mergeConsecutive: true } }, 'esconv')).not.toBe(requestKey(draft, 'esconv'));
  expect(requestKey(draft, 'extes')).not.toBe(requestKey(draft, 'esconv'));
});

test('what is local only is imported as such, and its preview is that of any other', () => {
  const draft = { ...newDraft([]), isLocalOnly: true };
  expect(importInput(draft, { name: 'Mine', format: 'esconv' })).toMatchObject({ isLocalOnly: true });
  expect(importInput(newDraft([]), { name: 'Mine', format: 'esconv' })).not.toHaveProperty('isLocalOnly');
  expect(requestKey(draft, 'esconv')).toBe(requestKey(newDraft([]), 'esconv'));
});

test('other files forget the old columns, and keep the name and where the text may go', () => {
  const draft = { ...newDraft([]), name: 'Mine', isLocalOnly: true, format: 'generic-csv', previewedRequest: 'x' };
  expect(withFiles(draft, [])).toEqual({ ...newDraft([]), name: 'Mine', isLocalOnly: true });
});
