/** @file Cells that need quotes, and cells that a spreadsheet would run. */
import { expect, test } from 'vitest';
import { toCsv } from '../../../../src/renderer/src/components/csv';

test('quotes, line breaks and empty cells follow RFC 4180', () => {
  expect(toCsv(['a', 'b'], [['x,"y"', null], ['two\nlines', -1.5]])).toBe('a,b\r\n"x,""y""",\r\n"two\nlines",-1.5\r\n');
});

test.each(['=1+1', '+1', '-1', '@x', '\tx'])('text that begins like a formula (%j) is not run', (text) => {
  expect(toCsv(['a'], [[text]])).toContain(`'${text}`);
});
