/** @file Numbers, sizes and times at the places where their form changes. */
import { expect, test } from 'vitest';
import { countOf, formatBytes, formatDuration, formatLatency, formatNumber, formatShare } from '../../../../src/renderer/src/components/format';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_949, '99.9 kB'],
  [4_300_000, '4.3 MB'],
  [912_345_678, '912 MB'],
  [4 * 1024 ** 4, '4.4 TB'],
])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [0.2, 'under a second'],
  [59.4, '59 s'],
  [59.7, '1 min 0 s'],
  [75, '1 min 15 s'],
  [7199, '2 h 0 min'],
  [7260, '2 h 1 min'],
])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test('an answer takes milliseconds, tenths of seconds, or minutes', () => {
  expect([4.2, 1234, 75_000].map(formatLatency)).toEqual(['4 ms', '1.2 s', '1 min 15 s']);
});

test('counts take their word in the right number', () => {
  expect([countOf(1, 'entry', 'entries'), countOf(1482, 'entry', 'entries'), countOf(0, 'dialogue')]).toEqual(['1 entry', '1,482 entries', '0 dialogues']);
  expect([formatNumber(0.20683), formatNumber(18_376), formatShare(0.20683)]).toEqual(['0.2068', '18,376', '20.7%']);
});
