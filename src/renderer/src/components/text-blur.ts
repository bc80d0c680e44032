/** @file Whether dialogue texts are blurred until looked at, for people who do not want to meet distressing words unprepared. Kept on this machine. */
import { useSyncExternalStore } from 'react';

const storageKey = 'solace.blur-text';
const listeners = new Set<() => void>();

export function useTextBlur(): [boolean, (isBlurred: boolean) => void] {
  return [useSyncExternalStore(listen, isStoredOn), store];
}

/** For any text: sharp again under the pointer, or while its turn or row is the current one. */
export const blurredText = {
  filter: 'blur(6px)',
  userSelect: 'none',
  '&:hover, [aria-current=true] &, [aria-selected=true] &': { filter: 'none', userSelect: 'auto' },
} as const;

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isStoredOn(): boolean {
  return localStorage.getItem(storageKey) === 'on';
}

function store(isBlurred: boolean): void {
  localStorage.setItem(storageKey, isBlurred ? 'on' : 'off');
  for (const listener of listeners) listener();
}
