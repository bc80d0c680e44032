/** @file Anchor G1: NLTK's word tokeniser, sentence by sentence. */
import { describe, expect, it } from 'vitest';
import { tokenizeTreebank } from '#main/research/metrics/tokenize-treebank';

describe('G1: Treebank tokens of one sentence', () => {
  it.each([
    ["I can't do it.", "I · ca · n't · do · it · ."],
    ["It's Mary's dog, isn't it?", "It · 's · Mary · 's · dog · , · is · n't · it · ?"],
    ['Wait... really?!', 'Wait · ... · really · ? · !'],
    ["I'm gonna go; they'll come (soon).", "I · 'm · gon · na · go · ; · they · 'll · come · ( · soon · ) · ."],
    ['He said "no" to me.', "He · said · `` · no · '' · to · me · ."],
    ['$5.50 is 20% off -- ok?', '$ · 5.50 · is · 20 · % · off · -- · ok · ?'],
    ['e.g. this, Dr. Smith said.', 'e.g. · this · , · Dr. · Smith · said · .'],
    ["don't won't ain't cannot", "do · n't · wo · n't · ai · n't · can · not"],
    ['a/b and c:d 10:30 3,000', 'a/b · and · c · : · d · 10:30 · 3,000'],
  ])('%s', (sentence, tokens) => {
    expect(tokenizeTreebank(sentence)).toEqual(tokens.split(' · '));
  });
});
