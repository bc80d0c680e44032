/** @file A text being edited that survives a reload, until it is saved or given up. */
import { useState } from 'react';

export interface DraftText {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Back to the saved text. */
  readonly forget: () => void;
}

export function useDraftText(key: string, saved: string): DraftText {
  const storageKey = `solace.draft.${key}`;
  const [text, setText] = useState(() => localStorage.getItem(storageKey) ?? saved);
  return {
    text,
    change(next) {
      if (next === saved) localStorage.removeItem(storageKey);
      else localStorage.setItem(storageKey, next);
      setText(next);
    },
    forget() {
      localStorage.removeItem(storageKey);
      setText(saved);
    },
  };
}
