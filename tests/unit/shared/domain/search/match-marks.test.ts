/** @file Every match of a search in a whole text. Passages cut from texts are tested with the excerpts. */
import { expect, test } from 'vitest';
import { createMarker } from '#shared/domain/search/match-marks';

test.each([
  ['each word by its stem', 'worried job ', 'Worries over my jobs worry me.', '[Worries] over my [jobs] [worry] me.'],
  ['an unfinished last word', 'fri', 'A friend, a fright, not afraid.', 'A [friend], a [fright], not afraid.'],
  ['a phrase as one mark', '"my job"', 'My job is my only job.', '[My job] is my only job.'],
  ['nothing where nothing is searched', ' ', 'As it  is.', 'As it  is.'],
  ['marks of its own only', 'sad ', 'so \uE000sad\uE001', 'so [sad]'],
])('marks %s', (_, typed, text, expected) => {
  expect(createMarker(typed)(text).replaceAll('\uE000', '[').replaceAll('\uE001', ']')).toBe(expected);
});
