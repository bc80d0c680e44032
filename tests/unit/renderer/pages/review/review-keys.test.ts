/** @file Keys of one's own: a key does one thing only, and none is lost unseen. */
import { expect, test } from 'vitest';
import { commandsOf, commandWith, keysFor, reviewCommands, withKey } from '../../../../../src/renderer/src/pages/review/review-keys';

test('no two commands of a mode share a usual key', () => {
  for (const mode of ['validate', 'label'] as const) {
    const keys = commandsOf(mode, 10).flatMap((command) => command.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  }
});

test('only values that some field has get a key', () => {
  expect(commandsOf('label', 5).map(({ id }) => id)).toContain('value5');
  expect(commandsOf('label', 5).map(({ id }) => id)).not.toContain('value6');
  expect(commandsOf('label', 60).filter(({ id }) => id.startsWith('value'))).toHaveLength(10);
  expect(commandsOf('label', 5).map(({ id }) => id)).not.toContain('accept');
});

test('a key that is given is taken from whoever had it, in the same mode', () => {
  const own = withKey({}, 'pause', 'f');
  expect(keysFor('pause', own)).toEqual(['f']);
  expect(keysFor('flag', own)).toEqual([]);
  expect(keysFor('skip', own)).toEqual(['Space', 's']);
  expect(commandWith('f', own, reviewCommands)?.id).toBe('pause');
});
