/** @file Listens to the window's keys and lets any component open a scope of shortcuts while it is shown. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Keyboard, type Shortcut } from './keyboard';

const KeyboardContext = createContext<Keyboard | null>(null);

export const bareCharactersStorageKey = 'solace.single-key-shortcuts';

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const keyboard = useMemo(() => {
    const made = new Keyboard();
    made.setBareCharacters(localStorage.getItem(bareCharactersStorageKey) !== 'off');
    return made;
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => keyboard.handle(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keyboard]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (keyboard === null) throw new Error('useKeyboard is used outside KeyboardProvider');
  return keyboard;
}

/** Opens a scope while the component is mounted; shortcuts may change on every render without being opened anew. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[], options: { isModal?: boolean; isOff?: boolean } = {}): void {
  const keyboard = useKeyboard();
  const { isModal = false, isOff = false } = options;
  const handle = useRef<ReturnType<Keyboard['open']> | null>(null);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
    handle.current?.update({ name, shortcuts, isModal });
  });
  useEffect(() => {
    if (isOff) return undefined;
    const opened = keyboard.open({ name, shortcuts: latest.current, isModal });
    handle.current = opened;
    return () => {
      handle.current = null;
      opened.close();
    };
  }, [keyboard, name, isModal, isOff]);
}

/** Whether shortcuts of one bare character act; stored, because who dictates wants them off for good. */
export function useBareCharacters(): [boolean, (areOn: boolean) => void] {
  const keyboard = useKeyboard();
  const [areOn, setAreOn] = useState(() => localStorage.getItem(bareCharactersStorageKey) !== 'off');
  const change = (next: boolean) => {
    localStorage.setItem(bareCharactersStorageKey, next ? 'on' : 'off');
    keyboard.setBareCharacters(next);
    setAreOn(next);
  };
  return [areOn, change];
}
