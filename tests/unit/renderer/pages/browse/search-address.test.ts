/** @file A search survives its address, whatever it holds; an address may say anything. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DialogueFilter } from '#shared/contracts/dialogues';
import { isFiltered, readSearch, withFilter, writeSearch } from '../../../../../src/renderer/src/pages/browse/search-address';

const labels = fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 });
const ids = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 4 });
const range = (bounds: fc.Arbitrary<number>) => fc.record({ from: bounds, to: bounds }, { requiredKeys: [] }).filter((one) => one.from !== undefined || one.to !== undefined);

const anyFilter = fc.record(
  {
    text: fc.string({ minLength: 1, maxLength: 80 }).map((text) => text.trim()).filter((text) => text !== ''),
    corpora: ids,
    strategies: labels,
    emotions: labels,
    problems: labels,
    split: fc.record({ splitSetId: fc.integer({ min: 1, max: 1e6 }), part: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' }) }),
    turns: range(fc.integer({ min: 0, max: 100_000 })),
    feedback: range(fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10)),
  },
  { requiredKeys: [] },
);
const anySort = fc.constantFrom('corpus', 'relevance', 'longest', 'shortest', 'feedback');

describe('a search and its address', () => {
  test('are the same thing', () => {
    fc.assert(
      fc.property(anyFilter, anySort, (fields, sort) => {
        const search = { filter: DialogueFilter.parse(fields), sort };
        expect(readSearch(new URLSearchParams(writeSearch(search).toString()))).toEqual(search);
      }),
    );
  });

  test('survive what nobody meant', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('q', 'corpora', 'split', 'turns', 'feedback', 'sort', 'emotions'), fc.string())), (pairs) => {
        expect(() => readSearch(new URLSearchParams(pairs))).not.toThrow();
      }),
    );
  });

  test('a wrong part is passed over, the others hold', () => {
    expect(readSearch(new URLSearchParams('corpora=none&emotions=anxiety&feedback=9..&turns=3..7&sort=best'))).toEqual({ filter: { emotions: ['anxiety'], turns: { from: 3, to: 7 } }, sort: 'corpus' });
  });
});

test('words bring the best match first, unless an order was asked for', () => {
  const empty = readSearch(new URLSearchParams());
  expect(withFilter(empty, { text: 'job' }).sort).toBe('relevance');
  expect(withFilter({ filter: {}, sort: 'longest' }, { text: 'job' }).sort).toBe('longest');
  expect(withFilter(withFilter(empty, { text: 'job' }), { text: '' })).toEqual(empty);
});

test('what becomes empty leaves the filter', () => {
  expect(withFilter({ filter: { strategies: ['Question'], turns: { from: 3 } }, sort: 'corpus' }, { strategies: [], turns: { from: undefined, to: undefined } })).toEqual({ filter: {}, sort: 'corpus' });
  expect(isFiltered({})).toBe(false);
  expect(isFiltered({ feedback: { to: 3 } })).toBe(true);
});
