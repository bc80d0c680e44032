/** @file How keys are read from events and shown to people. */
import { expect, test } from 'vitest';
import { chordOf, isBareCharacter, keyCaps } from '../../../../../src/renderer/src/components/keyboard/keys';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test.each([
  ['g', {}, 'g'],
  ['?', { shiftKey: true }, '?'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'Mod+Shift+z'],
  ['z', { metaKey: true }, 'Mod+z'],
  ['ArrowDown', { shiftKey: true }, 'Shift+ArrowDown'],
  [' ', {}, 'Space'],
  ['Enter', { ctrlKey: true }, 'Mod+Enter'],
  ['Shift', { shiftKey: true }, null],
] as const)('%s with %o is %s', (key, held, chord) => expect(press(key, held)).toBe(chord));

test('caps follow the platform and keep chords apart', () => {
  expect([keyCaps('g h', 'Linux'), keyCaps('Mod+ArrowUp', 'MacIntel'), keyCaps('Mod+z', 'Win32')]).toEqual([[['g'], ['h']], [['⌘', '↑']], [['Ctrl', 'z']]]);
});

test('only bare characters can be turned off', () => {
  expect(['g h', '?', 'Mod+z', 'Escape'].map(isBareCharacter)).toEqual([true, true, false, false]);
});
