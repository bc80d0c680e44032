/**
 * @file Keeps the keyboard's place: when what had the focus goes away, the page's title gets it; what was only switched off for a moment
 * gets it back. A dialog or menu looks after its own focus; so does a page that moves it on purpose.
 */
import { useEffect } from 'react';

/** How long a control may stay switched off (while its work is under way) before the title takes its place. */
const patienceMs = 400;

export function useFocusKeeper(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** A place regained by keyboard must be in sight; under a mouse the page must not jump. */
    let isByKeyboard = true;
    const noteKeyboard = () => (isByKeyboard = true);
    const notePointer = () => (isByKeyboard = false);

    const remember = (event: FocusEvent) => {
      last = event.target instanceof HTMLElement ? event.target : null;
    };
    /** Whoever leaves a control that works and is still there means it. */
    const forget = ({ target }: FocusEvent) => {
      if (last === null || target !== last || !isUsable(last)) return;
      requestAnimationFrame(() => {
        if (isFocusLost() && last?.isConnected === true) last = null;
      });
    };
    const settle = () => {
      if (last === null || !isFocusLost() || isOverlaid()) return;
      (isUsable(last) ? last : pageTitle())?.focus({ preventScroll: !isByKeyboard });
    };
    const recover = () => {
      clearTimeout(timer);
      if (last === null) return;
      if (last.isConnected && last.matches(':disabled')) timer = setTimeout(settle, patienceMs);
      else settle();
    };

    const observer = new MutationObserver(() => requestAnimationFrame(recover));
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', remember);
    document.addEventListener('focusout', forget);
    document.addEventListener('keydown', noteKeyboard, true);
    document.addEventListener('pointerdown', notePointer, true);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('focusout', forget);
      document.removeEventListener('keydown', noteKeyboard, true);
      document.removeEventListener('pointerdown', notePointer, true);
    };
  }, []);
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled');
}

function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

function pageTitle(): HTMLElement | null {
  return document.querySelector('main h1');
}
