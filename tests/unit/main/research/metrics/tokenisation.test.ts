/** @file Sentence splitting and the tokenisations beside anchor G1. */
import { describe, expect, it } from 'vitest';
import { nlgProfiles } from '#main/research/metrics/nlg-profile';
import { splitSentences } from '#main/research/metrics/split-sentences';
import { tokenize13a } from '#main/research/metrics/tokenize-13a';
import { tokenizeTreebank } from '#main/research/metrics/tokenize-treebank';

describe('treebank-lite sentences', () => {
  it.each([
    ['Hi there! How are you today?', ['Hi there!', 'How are you today?']],
    ['He said "no." Then he left.', ['He said "no."', 'Then he left.']],
    ['I saw Dr. Smith, e.g. on Monday. It helped...  Really?', ['I saw Dr. Smith, e.g. on Monday.', 'It helped...', 'Really?']],
    ['It cost 3.50 at most. ok, and no capital follows.', ['It cost 3.50 at most. ok, and no capital follows.']],
    ['what happened? you can tell me. i listen.', ['what happened?', 'you can tell me.', 'i listen.']],
    ['   ', []],
    ['Ask my boss and I. You know.', ['Ask my boss and I.', 'You know.']],
  ])('%j', (text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });
});

describe('Treebank tokens', () => {
  it.each([
    ['“No,” she said — ‘never’…', '“ No , ” she said — ‘ never ’ …'],
    ["'Tis what it is, d'ye see? Gimme that, wanna go", "' Tis what it is , d 'ye see ? Gim me that , wan na go"],
    ["the dogs' bowls and rock 'n roll", "the dogs ' bowls and rock 'n roll"],
    ["they'RE We'VE it'S", "they 'RE We 'VE it 'S"],
    ['a@b.com, 100% #tag & [x] {y} <z>', 'a @ b.com , 100 % # tag & [ x ] { y } < z >'],
  ])('%s', (text, tokens) => {
    expect(tokenizeTreebank(text).join(' ')).toBe(tokens);
  });

  it('given sentences are tokenised one by one: only a last full stop comes off', () => {
    expect(nlgProfiles.nlgeval.tokenize({ sentences: ['I am. so sad.'] })).toEqual(['i', 'am.', 'so', 'sad', '.']);
    expect(nlgProfiles.nlgeval.tokenize({ sentences: ['I am.', 'so sad.'] })).toEqual(['i', 'am', '.', 'so', 'sad', '.']);
  });
});

/** sacreBLEU's own examples of its rules. */
it.each([
  ['Hello, world! 3.5% of 1,000-2 a-b', 'Hello , world ! 3.5 % of 1,000 - 2 a-b'],
  ['&quot;Tom &amp; I&quot; (yes).', '" Tom & I " ( yes ) .'],
  ["don't stop", "don't stop"],
])('13a: %s', (text, tokens) => {
  expect(tokenize13a(text).join(' ')).toBe(tokens);
});
