/**
 * @file How keys are written ("g h", "?", "Mod+Enter", "Shift+ArrowDown") and read from events. Pure.
 * Mod is Ctrl, or Command on a Mac. Shift is written only with named keys: a printed character already tells it.
 */

/** The parts of a KeyboardEvent that name the key. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifierKeys = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/** The chord pressed, or null for a modifier on its own. */
export function chordOf(event: KeyPress): string | null {
  if (modifierKeys.has(event.key)) return null;
  const isPrinted = event.key.length === 1 && event.key !== ' ';
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && (!isPrinted || event.ctrlKey || event.metaKey)) parts.push('Shift');
  parts.push(event.key === ' ' ? 'Space' : isPrinted && parts.length > 0 ? event.key.toLowerCase() : event.key);
  return parts.join('+');
}

export function chordsOf(keys: string): string[] {
  return keys.split(' ');
}

/** True for shortcuts of bare printed characters, which people who dictate may want to turn off (WCAG 2.1.4). */
export function isBareCharacter(keys: string): boolean {
  return chordsOf(keys).every((chord) => chord.length === 1);
}

const shownNames: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', PageUp: 'Page Up', PageDown: 'Page Down' };

/** Key caps as a person reads them: one list a chord. */
export function keyCaps(keys: string, platform: string): string[][] {
  const mod = /mac|darwin/i.test(platform) ? '⌘' : 'Ctrl';
  return chordsOf(keys).map((chord) => {
    const parts = chord === '+' ? ['+'] : chord.split('+');
    return parts.map((part) => (part === 'Mod' ? mod : (shownNames[part] ?? part)));
  });
}
