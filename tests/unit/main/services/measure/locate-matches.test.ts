/** @file Matches stand where the same words stand in both texts, whatever the tokeniser made of them. */
import { assert, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locateMatches, placesOf } from '#main/services/measure/locate-matches';
import { nlgProfileIds } from '#main/research/metrics/nlg-profile';

const shown = (text: string, places: readonly ({ start: number; end: number } | null)[]) => places.map((place) => place && text.slice(place.start, place.end));

test('tokens are found again in their text, quotes and case aside', () => {
  const text = 'He said "No" — I can’t, İ won\'t.';
  expect(shown(text, placesOf(['he', 'said', '``', 'no', "''", '—', 'i', 'made-up', 'İ', 'wo', "n't", '.'], text))).toEqual(['He', 'said', '"', 'No', '"', '—', 'I', null, 'İ', 'wo', "n't", '.']);
});

describe.each(nlgProfileIds)('%s', (profile) => {
  // An apostrophe beside another quote is left out: Treebank writes a double quote as two apostrophes, so there the tokens do not say which it was.
  const texts = stringMatching(/^[a-c "'.!A]{0,24}$/).filter((text) => !/["']\s*'|'\s*"/.test(text));

  test('a match reads the same on both sides, and matches do not overlap', () => {
    assert(
      property(texts, texts, (hypothesis, reference) => {
        let last = 0;
        for (const { start, end, tokens, referenceStart, referenceEnd } of locateMatches({ hypothesis, references: [reference] }, profile)) {
          const folded = (text: string): string => text.replace(/\s+/g, '').replace(/''|``/g, '"').toLowerCase();
          expect(folded(hypothesis.slice(start, end))).toBe(folded(reference.slice(referenceStart, referenceEnd)));
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(tokens).toBeGreaterThan(0);
          last = end;
        }
      }),
    );
  });
});
