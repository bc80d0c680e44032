/** @file A person without a mouse: presses keys, goes on with Tab, and at every stop must see where the focus is. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from './eventually';

type Role = Parameters<Page['getByRole']>[0];

/** Farther than this nobody tabs. */
const maxStops = 60;

export function keyboardOf(page: Page) {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
    await seesFocus();
  };
  const isAt = async (role: Role, name: string | RegExp) => (await page.getByRole(role, { name }).and(page.locator(':focus')).count()) > 0;
  /** The focus is on something, in sight and marked. */
  const seesFocus = async () => eventually(() => page.evaluate(describeFocus)).toMatchObject({ isLost: false, isInSight: true, isMarked: true });
  return {
    press,
    seesFocus,
    type: (text: string) => page.keyboard.type(text),
    /** Goes on with Tab until it stands there, once round the page at most. */
    async tabTo(role: Role, name: string | RegExp): Promise<void> {
      const passed: string[] = [];
      while (!(await isAt(role, name))) {
        await page.keyboard.press('Tab');
        const { isLost, what } = await page.evaluate(describeFocus);
        // After its last stop a page hands the focus to the browser.
        if (!isLost) await seesFocus();
        passed.push(what);
        if (passed.length > maxStops || passed.filter((one) => one === 'nothing').length > 1) expect.fail(`Tab never came to the ${role} “${String(name)}”, but to: ${passed.join(', ')}`);
      }
    },
    /** Waits until the focus has come there by itself. */
    standsAt: async (role: Role, name: string | RegExp) => eventually(() => isAt(role, name)).toBe(true),
    /** A new page is there and the focus came along: to its heading, or stayed where it was. */
    async arrivesAt(title: string | RegExp): Promise<void> {
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await seesFocus();
    },
  };
}

/** Runs in the page. A heading, the main part or a dialog as a whole takes the focus only to be read from there on, so it needs no mark. */
function describeFocus() {
  const element = document.activeElement;
  if (element === null || element === document.body) return { what: 'nothing', isLost: true, isInSight: false, isMarked: false };
  const box = element.getBoundingClientRect();
  const isReadFrom = element.matches('h1, main, [role=dialog], .MuiDialog-container');
  /** MUI marks what surrounds an invisible input. */
  const marked = [element, element.parentElement, element.closest('.MuiInputBase-root')?.querySelector('fieldset')];
  const isMarked = marked.some((one) => {
    if (one === null || one === undefined) return false;
    const { outlineStyle, outlineWidth, opacity, borderTopWidth } = getComputedStyle(one);
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && opacity !== '0';
    return hasOutline || (one instanceof HTMLFieldSetElement && Number.parseFloat(borderTopWidth) >= 2);
  });
  return {
    what: `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${element.getAttribute('aria-label') || element.textContent.slice(0, 40)}`,
    isLost: false,
    isInSight: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight && box.right > 0 && box.left < window.innerWidth,
    isMarked: isReadFrom || isMarked,
  };
}
