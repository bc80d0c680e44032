/** @file A found passage marked in the text it came from, and nowhere else. */
import { expect, test } from 'vitest';
import { placeMatches } from '../../../../../src/renderer/src/pages/corpus/place-matches';

test('marks land where the passage stands', () => {
  expect(placeMatches('I feel low. So low.', '…feel \uE000low\uE001. So \uE000low\uE001.')).toBe('I feel \uE000low\uE001. So \uE000low\uE001.');
});

test.each([
  ['a passage of another text', 'I am fine.', 'feel \uE000low\uE001'],
  ['a passage without a match', 'I feel low.', 'I feel low.'],
  ['no passage', 'I feel low.', ''],
])('%s changes nothing', (_, text, excerpt) => expect(placeMatches(text, excerpt)).toBeNull());
