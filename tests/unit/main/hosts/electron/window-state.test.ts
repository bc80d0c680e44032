import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWindowState, writeWindowState } from '#main/hosts/electron/window-state';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const newPath = () => join(mkdtempSync(join(tmpdir(), 'solace-window-')), 'window-state.json');

test('the window comes back where it was', () => {
  const path = newPath();
  const state = { x: 40, y: 60, width: 1400, height: 900, isMaximized: true };
  writeWindowState(path, state);
  expect(readWindowState(path, [screen])).toEqual(state);
});

test('a place that no screen shows any more is forgotten, the size is not', () => {
  const path = newPath();
  writeWindowState(path, { x: 2500, y: 60, width: 1400, height: 900, isMaximized: false });
  expect(readWindowState(path, [screen])).toMatchObject({ x: undefined, y: undefined, width: 1400 });
});

test.each(['', '{', '[]', '{"width": -5, "height": 1e9, "isMaximized": false}', 'null'])('the broken note %j means the first-time size', (text) => {
  const path = newPath();
  writeFileSync(path, text);
  expect(readWindowState(path, [screen])).toMatchObject({ width: 1280, height: 800 });
});

test('a note that cannot be written is no error', () => {
  expect(() => writeWindowState(join(newPath(), 'below a file that is missing'), { width: 800, height: 600, isMaximized: false })).not.toThrow();
});
