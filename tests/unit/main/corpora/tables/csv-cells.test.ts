import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow, protectCell, restoreCell } from '#main/corpora/tables/csv-cells';

describe('cells that spreadsheets leave alone', () => {
  it.each(['=1+1', '+49', '-', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1"])('marks %j, so that it is no formula', (text) => {
    expect(protectCell(text)).toBe(`'${text}`);
    expect(restoreCell(protectCell(text))).toBe(text);
  });

  it('keeps an empty text and an absent cell apart', () => {
    expect(csvRow(['', undefined, 'x'])).toBe("',,x\r\n");
    expect([restoreCell("'"), restoreCell('')]).toEqual(['', undefined]);
  });

  it('gives back every text through a CSV parser', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\r', '\n', '\t', '=', ' ', 'x', '\u202E', '\uFEFF') }));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const [row] = parse(csvRow(['first', ...cells]), { record_delimiter: '\r\n' });
        expect(row?.map(restoreCell)).toEqual(['first', ...cells]);
      }),
    );
  });
});
