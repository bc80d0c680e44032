/** @file Splits: every dialogue in exactly one part, published sizes, seeds that mean the same everywhere. */
import { assert, nat, pre, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileSplit, parseRatios, partOfFileName, partSizes, seededSplit, sequentialSplit } from '#shared/domain/splits';

const ratios = parseRatios('8:1:1');

describe('sequential', () => {
  test('puts the first tenth of 1,300 in valid, the next in test, the rest in train', () => {
    const parts = sequentialSplit(1300, ratios);
    expect(parts.slice(0, 130).every((part) => part === 'valid')).toBe(true);
    expect(parts.slice(130, 260).every((part) => part === 'test')).toBe(true);
    expect(parts.slice(260).every((part) => part === 'train')).toBe(true);
    expect(parts).toHaveLength(1300);
  });

  test('gives tiny corpora to train rather than to an empty share', () => {
    expect(sequentialSplit(3, ratios)).toEqual(['train', 'train', 'train']);
    expect(sequentialSplit(0, ratios)).toEqual([]);
  });
});

describe('seeded', () => {
  test('is the same for the same seed and another for another', () => {
    expect(seededSplit(200, ratios, 13)).toEqual(seededSplit(200, ratios, 13));
    expect(seededSplit(200, ratios, 13)).not.toEqual(seededSplit(200, ratios, 14));
  });

  test('has the sizes of the ratios, whatever they are', () => {
    assert(
      property(nat(500), tuple(nat(20), nat(20), nat(20)), nat(), (total, [train, valid, test], seed) => {
        pre(train + valid + test > 0);
        const sizes = partSizes(total, { train, valid, test });
        const parts = seededSplit(total, { train, valid, test }, seed);
        const counted = { train: 0, valid: 0, test: 0 };
        for (const part of parts) counted[part] += 1;
        expect(counted).toEqual(sizes);
        expect(sizes.train + sizes.valid + sizes.test).toBe(total);
        if (train === 0) expect(sizes.train).toBe(0);
        if (test === 0 && train > 0) expect(sizes.test).toBe(0);
      }),
    );
  });
});

describe('ratios', () => {
  test('are train:valid:test, or train:test', () => {
    expect(parseRatios('8:1:1')).toEqual({ train: 8, valid: 1, test: 1 });
    expect(parseRatios('0.9:0.1')).toEqual({ train: 0.9, valid: 0, test: 0.1 });
  });

  test.each(['0:0:0', '1', 'a:b', '1:2:3:4', '-1:2'])('refuse %s', (text) => {
    expect(() => parseRatios(text)).toThrow(/train:valid:test/);
  });
});

describe('files', () => {
  test.each([
    ['train.txt', 'train'],
    ['PPDPP_esc-valid.txt', 'valid'],
    ['data/dev.json', 'valid'],
    ['ESConv_val.jsonl', 'valid'],
    ['myTestSet.csv', 'test'],
    ['contest.json', null],
    ['training-notes.txt', 'train'],
    ['ESConv.json', null],
  ])('%s announces %s', (name, part) => {
    expect(partOfFileName(name)).toBe(part);
  });

  test('split only where every file announces a part and there are two', () => {
    expect(fileSplit(['train.txt', 'train.txt', 'test.txt'])).toEqual(['train', 'train', 'test']);
    expect(fileSplit(['train.txt', 'other.txt', 'test.txt'])).toBeNull();
    expect(fileSplit(['train.txt'])).toBeNull();
    expect(fileSplit([])).toBeNull();
  });
});
