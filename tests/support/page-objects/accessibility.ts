/** @file What axe finds on the page that is open, and whether anything of it lies beyond its edge; light and dark, at the sizes the interface is made for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const heights = { 1280: 800, 1024: 768 } as const;
const schemes = ['light', 'dark'] as const;

export type Width = keyof typeof heights;

/** One line a barrier, with the look it was found in; empty where there is none. */
export async function barriersOn(page: Page, widths: readonly Width[] = [1280, 1024]): Promise<string[]> {
  const barriers: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: heights[width] });
    await untilQuiet(page);
    barriers.push(...(await partsBeyondEdge(page)).map((part) => `${width} px: ${part} reaches beyond the right edge`));
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-color-scheme=${colorScheme}], html.${colorScheme}`).waitFor({ state: 'attached' });
      barriers.push(...(await violationsOn(page)).map((violation) => `${width} px, ${colorScheme}: ${violation}`));
    }
  }
  return barriers;
}

/** Everything that was asked for has come. */
export async function untilQuiet(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .MuiSkeleton-root') === null);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function violationsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (values) => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`) }));
  }, standards);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node}`));
}

/** A menu finds its place anew only a moment after the window changed. */
async function partsBeyondEdge(page: Page): Promise<string[]> {
  let parts = await shownBeyondEdge(page);
  for (let attempt = 1; parts.length > 0 && attempt < 20; attempt++) {
    await page.waitForTimeout(50);
    parts = await shownBeyondEdge(page);
  }
  return parts;
}

/** What a person would have to scroll sideways for, or could never reach: shown, beyond the window, and in nothing that scrolls by itself. */
async function shownBeyondEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth;
    const isInScroller = (element: Element | null): boolean => element !== null && (scrolls(element) || isInScroller(element.parentElement));
    const isBeyond = (element: Element) => {
      const { right, width } = element.getBoundingClientRect();
      return right > window.innerWidth + 1 && width > 1;
    };
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => isBeyond(element) && !(element.parentElement !== null && isBeyond(element.parentElement)) && !isInScroller(element.parentElement));
    const page = document.documentElement.scrollWidth > window.innerWidth ? ['the page'] : [];
    return [...page, ...beyond.map((element) => `<${element.tagName.toLowerCase()}> “${(element.textContent ?? '').slice(0, 40)}”`)];
  });
}
