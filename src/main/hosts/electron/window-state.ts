/** @file Remembers where the window was. A lost or broken note means the first-time size, never an error. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const WindowState = z.object({ x: z.int().optional(), y: z.int().optional(), width: z.int().min(640).max(16_384), height: z.int().min(480).max(16_384), isMaximized: z.boolean() });
export type WindowState = z.output<typeof WindowState>;

const firstTime: WindowState = { width: 1280, height: 800, isMaximized: false };

/** The remembered place, if a screen still shows it. */
export function readWindowState(path: string, screens: readonly Rectangle[]): WindowState {
  const state = parse(path);
  return screens.some((screen) => isReachable(state, screen)) ? state : { ...state, x: undefined, y: undefined };
}

/** A place that cannot be noted is forgotten; that is no reason to keep a window from closing. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state));
  } catch {
    return;
  }
}

function parse(path: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return firstTime;
  }
}

/** Enough of the title bar lies on the screen to drag the window by it. */
function isReachable({ x, y, width }: WindowState, screen: Rectangle): boolean {
  if (x === undefined || y === undefined) return false;
  const visibleWidth = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  return visibleWidth >= 100 && y >= screen.y && y <= screen.y + screen.height - 50;
}
