/** @file What people type never breaks the index, and means what it says. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexedText, matchExpression } from '#main/store/search-index';
import { parseTerms, wordsOf } from '#shared/domain/search/search-terms';
import { searchDialogues } from '#main/store/dialogue-search';
import { searchKnowledge } from '#main/store/knowledge-repository';
import { insertDialogues, insertKnowledge, openMemoryStore } from '../../../support/store';

describe('parseTerms', () => {
  test.each([
    ['sad friend ', [{ words: ['sad'], isPrefix: false }, { words: ['friend'], isPrefix: false }]],
    ['sad frie', [{ words: ['sad'], isPrefix: false }, { words: ['frie'], isPrefix: true }]],
    ['"so sad" frie', [{ words: ['so', 'sad'], isPrefix: false }, { words: ['frie'], isPrefix: true }]],
    ['"so sad', [{ words: ['so', 'sad'], isPrefix: false }]],
    ["don't", [{ words: ['don', 't'], isPrefix: true }]],
    ['Café ', [{ words: ['cafe'], isPrefix: false }]],
    ['难过', [{ words: ['难', '过'], isPrefix: false }]],
    ['sad sad sad ', [{ words: ['sad'], isPrefix: false }]],
    ['sad s', [{ words: ['sad'], isPrefix: false }]],
    ['sad s ', [{ words: ['sad'], isPrefix: false }, { words: ['s'], isPrefix: false }]],
    ['?! "" -- *', []],
  ])('%j', (typed, terms) => {
    expect(parseTerms(typed)).toEqual(terms);
  });
});

test('an unfinished word also finds the stem it may grow from', () => {
  expect(matchExpression(parseTerms('so worki'))).toBe('"so" AND ("worki" * OR "work")');
});

test('Chinese text is indexed and cut by character', () => {
  expect(indexedText(['我很sad'])).toBe(' 我  很 sad');
  expect(wordsOf('我很sad').map((word) => word.folded)).toEqual(['我', '很', 'sad']);
});

test('nothing that can be typed is a syntax error', () => {
  const db = openMemoryStore();
  insertDialogues(db, [{ turns: [{ speaker: 'seeker', text: 'I feel sad' }] }]);
  const { id } = insertKnowledge(db, [{ query: 'I feel sad', answer: 'Why?' }]);
  const operators = fc.constantFrom('"', "'", '*', '(', ')', 'AND', 'OR', 'NOT', 'NEAR(', '^', ':', '-', '+', '{', '}', 'body:', '\0', '\uD800', 'ꙮ', '\u0301', ' ', '\n', '难', 'é', 'sad', ';--');
  const typed = fc.oneof(fc.array(operators, { maxLength: 30 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 500 }), fc.string({ unit: 'grapheme', maxLength: 500 }));
  fc.assert(
    fc.property(typed, (text) => {
      searchDialogues(db, { filter: { text }, sort: 'relevance' }, { offset: 0, limit: 10 });
      searchKnowledge(db, { corpusId: id, text }, { offset: 0, limit: 10 });
    }),
    { numRuns: 1000 },
  );
});

test('a search as long as the contract allows works', () => {
  const db = openMemoryStore();
  insertDialogues(db, [{ turns: [{ speaker: 'seeker', text: 'I feel sad' }] }]);
  const text = Array.from({ length: 250 }, (_, index) => String.fromCharCode(0x4e00 + index)).join(' ');
  expect(searchDialogues(db, { filter: { text }, sort: 'corpus' }, { offset: 0, limit: 10 }).total).toBe(0);
});
