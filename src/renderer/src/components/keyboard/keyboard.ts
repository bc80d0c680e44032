/**
 * @file The one dispatcher of shortcuts. Scopes stack: what was opened last is asked first, and a modal scope hides all below it.
 * Never acts while the person is typing. Knows no page and no React.
 */
import { chordOf, chordsOf, isBareCharacter } from './keys';

export interface Shortcut {
  /** See keys.ts; several ways to the same thing are several entries of one list. */
  readonly keys: string | readonly string[];
  /** What it does, as the sheet says it: "Next dialogue". */
  readonly label: string;
  readonly run: () => void;
}

export interface ShortcutScope {
  /** Heading on the sheet: "Everywhere", "Reading". */
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
  /** A modal scope alone is active while it is open. */
  readonly isModal?: boolean;
}

const sequenceTimeoutMs = 1200;

export class Keyboard {
  readonly #scopes: { current: ShortcutScope }[] = [];
  readonly #listeners = new Set<() => void>();
  #pending: string[] = [];
  #pendingSinceMs = 0;
  #areBareCharactersOn = true;

  /** Opens a scope; the returned handle replaces its contents or closes it. */
  open(scope: ShortcutScope): { update: (scope: ShortcutScope) => void; close: () => void } {
    const entry = { current: scope };
    this.#scopes.push(entry);
    this.#changed();
    return {
      update: (next) => {
        entry.current = next;
      },
      close: () => {
        this.#scopes.splice(this.#scopes.indexOf(entry), 1);
        this.#changed();
      },
    };
  }

  /** Scopes that would be asked now, innermost first. */
  activeScopes(): ShortcutScope[] {
    const innermostFirst = this.#scopes.map((entry) => entry.current).reverse();
    const modal = innermostFirst.findIndex((scope) => scope.isModal === true);
    return modal === -1 ? innermostFirst : innermostFirst.slice(0, modal + 1);
  }

  setBareCharacters(areOn: boolean): void {
    this.#areBareCharactersOn = areOn;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target) || isPressing(event)) return;
    if (isInDialog(event.target) && this.activeScopes()[0]?.isModal !== true) return;
    const chord = chordOf(event);
    if (chord === null) return;
    const typed = event.timeStamp - this.#pendingSinceMs > sequenceTimeoutMs ? [chord] : [...this.#pending, chord];
    const outcome = this.#match(typed) ?? (typed.length > 1 ? this.#match([chord]) : null);
    this.#pending = outcome === 'prefix' ? typed : [];
    this.#pendingSinceMs = event.timeStamp;
    if (outcome === null || outcome === 'prefix') return;
    event.preventDefault();
    outcome.run();
  }

  #match(typed: readonly string[]): Shortcut | 'prefix' | null {
    let isPrefix = false;
    for (const scope of this.activeScopes()) {
      for (const shortcut of scope.shortcuts) {
        for (const keys of keysOf(shortcut)) {
          if (!this.#areBareCharactersOn && isBareCharacter(keys)) continue;
          const chords = chordsOf(keys);
          if (!typed.every((chord, index) => chords[index] === chord)) continue;
          if (chords.length === typed.length) return shortcut;
          isPrefix = true;
        }
      }
    }
    return isPrefix ? 'prefix' : null;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function keysOf(shortcut: Shortcut): readonly string[] {
  return typeof shortcut.keys === 'string' ? [shortcut.keys] : shortcut.keys;
}

const textInputTypes = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date', 'time', 'datetime-local', 'month', 'week']);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return textInputTypes.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable || ['textbox', 'combobox', 'listbox', 'menu', 'menuitem', 'option', 'slider'].includes(target.getAttribute('role') ?? '');
}

/** Enter and Space on a control press that control and nothing else. */
function isPressing({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if ((key !== 'Enter' && key !== ' ') || ctrlKey || metaKey || altKey) return false;
  return target instanceof HTMLElement && target.closest('button, a[href], summary, [role=button], [role=tab]') !== null;
}

/** A dialog without shortcuts of its own still hides those of the page below it. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
}
