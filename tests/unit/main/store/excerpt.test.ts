/** @file Passages: the right one, the right marks, the right length. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayText } from '#shared/domain/dialogue';
import { markedExcerpt, plainExcerpt } from '#main/store/excerpt';
import { parseTerms } from '#shared/domain/search/search-terms';

/** Marks made readable. */
function marked(texts: string[], typed: string): string | undefined {
  return markedExcerpt(texts, parseTerms(typed))?.replaceAll('\uE000', '[').replaceAll('\uE001', ']');
}

test.each([
  ['a word in all its forms', ['I worked, and work again.'], 'working ', 'I [worked], and [work] again.'],
  ['an unfinished word', ['A happy wedding, happily.'], 'happ', 'A [happy] wedding, [happily].'],
  ['a word that is just being finished', ['I work here.'], 'worki', 'I [work] here.'],
  ['a phrase as one', ['sad and so, so sad'], '"so sad"', 'sad and so, [so sad]'],
  ['letters with accents', ['Im Café.'], 'cafe ', 'Im [Café].'],
  ['an apostrophe', ["I don't know."], "don't ", "I [don't] know."],
  ['Chinese', ['我很难过。'], '难过', '我很[难过]。'],
  ['the text that holds most terms', ['sad', 'a sad friend'], 'sad friend ', 'a [sad] [friend]'],
  ['no mark of the text itself', ['so \uE000sad\uE001'], 'sad ', 'so [sad]'],
  ['collapsed white space', ['so\n\n  sad'], 'sad ', 'so [sad]'],
])('marks %s', (_, texts, typed, expected) => {
  expect(marked(texts, typed)).toBe(expected);
});

test('finds nothing where there is nothing', () => {
  expect(marked(['some text'], 'other ')).toBeUndefined();
});

test('cuts a long text around the first match, at words', () => {
  const text = `${'before '.repeat(100)}needle ${'after '.repeat(100)}`;
  const passage = marked([text], 'needle ') ?? '';
  expect(passage).toMatch(/^…before .* \[needle\] after .* after…$/);
  expect(passage.length).toBeLessThanOrEqual(245);
});

test('a plain excerpt is the beginning, never half of a character', () => {
  expect(plainExcerpt(' so  sad ')).toBe('so sad');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '😢', '过'), minLength: 200, maxLength: 600 }), (text) => {
      const excerpt = plainExcerpt(text);
      expect(excerpt.isWellFormed()).toBe(true);
      expect(displayText(text).startsWith(excerpt.replace(/…$/, ''))).toBe(true);
    }),
  );
});

test('what stands between the marks is always in the text', () => {
  const words = fc.array(fc.constantFrom('sad', 'sadly', 'friend', 'friends', 'the', '😢', 'x'.repeat(300)), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join(' ');
      const passage = markedExcerpt([text], parseTerms('sad friend ')) ?? '';
      expect(passage.isWellFormed()).toBe(true);
      expect(text).toContain(passage.replaceAll(/[\uE000\uE001]/g, '').replaceAll('…', ''));
      expect(passage.split('\uE000').length).toBe(passage.split('\uE001').length);
    }),
  );
});
