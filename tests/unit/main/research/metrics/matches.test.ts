/** @file Matched spans, and the fast counts against their plain definitions. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clippedMatches } from '#main/research/metrics/bleu';
import { distinct, distinctStatistic, distinctWithoutEach } from '#main/research/metrics/distinct';
import { matchItem, matchSpans } from '#main/research/metrics/matches';
import { createNgramIndex } from '#main/research/metrics/ngram-index';
import { longestCommonSubsequence } from '#main/research/metrics/rouge-l';

const tokens = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 });

describe('matched spans', () => {
  it('takes the longest run first and no token twice', () => {
    expect(matchSpans(['so', 'you', 'feel', 'sad', 'you', 'feel'], [['you', 'feel', 'so', 'sad'], ['you', 'feel', 'sad']])).toEqual([
      { start: 0, length: 1, reference: 0, referenceStart: 2 },
      { start: 1, length: 3, reference: 1, referenceStart: 0 },
      { start: 4, length: 2, reference: 0, referenceStart: 0 },
    ]);
  });

  it('gives the tokens that the profile sees', () => {
    expect(matchItem({ hypothesis: "Don't cry.", references: ['Do cry!'] }, 'nlgeval')).toMatchObject({
      hypothesis: ['do', "n't", 'cry', '.'],
      references: [['do', 'cry', '!']],
      spans: [{ start: 0, length: 1 }, { start: 2, length: 1 }],
    });
  });

  it('covers as many tokens of one reference as BLEU-1 counts matches', () => {
    fc.assert(
      fc.property(tokens, tokens, (hypothesis, reference) => {
        const index = createNgramIndex(1);
        const [ours, theirs] = [hypothesis, reference].map((one) => index.encode(one)[0] ?? new Int32Array());
        const covered = matchSpans(hypothesis, [reference]).reduce((sum, span) => sum + span.length, 0);
        expect(covered).toBe(clippedMatches(ours ?? new Int32Array(), [theirs ?? new Int32Array()]));
      }),
    );
  });
});

describe('fast counts', () => {
  it('n-gram ids are equal exactly where the n-grams are', () => {
    fc.assert(
      fc.property(tokens, tokens, (first, second) => {
        const index = createNgramIndex(3);
        const ids = [first, second].flatMap((text) => Array.from(index.encode(text)[2] ?? []));
        const texts = [first, second].flatMap((text) => text.slice(2).map((_, start) => text.slice(start, start + 3).join(' ')));
        expect(ids.map((id) => ids.indexOf(id))).toEqual(texts.map((text) => texts.indexOf(text)));
        expect(index.size(3)).toBe(new Set(texts).size);
      }),
    );
  });

  it('Distinct with each text left out equals Distinct of the others', () => {
    fc.assert(
      fc.property(fc.array(tokens, { minLength: 1, maxLength: 6 }), (texts) => {
        const index = createNgramIndex(2);
        const ids = texts.map((text) => index.encode(text)[1] ?? new Int32Array());
        const size = index.size(2);
        const plain = ids.map((_, left) => distinct({ texts: ids.toSpliced(left, 1), size }));
        expect(Array.from(distinctWithoutEach({ texts: ids, size }))).toEqual(plain);
        const statistic = distinctStatistic('distinct2', { texts: ids, size });
        for (const [left, value] of plain.entries()) {
          const draw = new Int32Array(ids.length).fill(1);
          draw[left] = 0;
          expect(statistic.evaluate(draw)[0]).toBe(value);
        }
      }),
    );
  });

  it('the longest common subsequence is symmetric and at most the shorter text', () => {
    fc.assert(
      fc.property(tokens, tokens, (first, second) => {
        const length = longestCommonSubsequence(first, second);
        expect(length).toBe(longestCommonSubsequence(second, first));
        expect(length).toBeLessThanOrEqual(Math.min(first.length, second.length));
        expect(longestCommonSubsequence(first, first)).toBe(first.length);
      }),
    );
  });
});
