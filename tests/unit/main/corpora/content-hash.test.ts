/** @file Equal content, equal hash; any difference, another one. */
import { expect, it } from 'vitest';
import { canonicalJson, hashRecord, hashRecords } from '#main/corpora/content-hash';

it('does not depend on the order of keys or on undefined fields', () => {
  expect(canonicalJson({ b: [1, { d: undefined, c: 'é"' }], a: null })).toBe('{"a":null,"b":[1,{"c":"é\\""}]}');
  const turns = [{ speaker: 'seeker' as const, text: 'Hi' }];
  expect(hashRecord({ turns, emotionType: 'fear' })).toBe(hashRecord({ emotionType: 'fear', turns: [{ text: 'Hi', speaker: 'seeker' }], meta: undefined }));
  expect(hashRecord({ turns })).toMatch(/^[0-9a-f]{64}$/);
});

it('depends on every character and on the order of records', () => {
  const one = hashRecord({ turns: [{ speaker: 'seeker', text: 'Hi' }] });
  const other = hashRecord({ turns: [{ speaker: 'seeker', text: 'Hi ' }] });
  expect(one).not.toBe(other);
  expect(hashRecords([one, other])).not.toBe(hashRecords([other, one]));
});
