/** @file Renders the whole interface at an address over a fake client, and checks what is shown for accessibility. */
import axe from 'axe-core';
import { createMemoryRouter } from 'react-router';
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { ReactNode } from 'react';
import type { Client } from '#shared/channel/client';
import { App } from '../../../src/renderer/src/app/App';
import { routes } from '../../../src/renderer/src/app/routes';
import { KeyboardProvider } from '../../../src/renderer/src/components/keyboard/KeyboardProvider';
import { ToastProvider } from '../../../src/renderer/src/components/toasts/ToastProvider';
import { ThemeRoot } from '../../../src/renderer/src/theme/ThemeRoot';

export interface RenderAppOptions {
  client: Client;
  /** Address, e.g. "/corpora/1?tab=splits". */
  at: string;
  scheme?: 'light' | 'dark';
  size?: { widthPx: number; heightPx: number };
}

export async function renderApp({ client, at, scheme = 'light', size = { widthPx: 1280, heightPx: 800 } }: RenderAppOptions) {
  localStorage.clear();
  localStorage.setItem('solace.color-scheme', scheme);
  document.documentElement.lang = 'en';
  await page.viewport(size.widthPx, size.heightPx);
  const router = createMemoryRouter(routes, { initialEntries: [at] });
  const screen = await render(<App client={client} router={router} />);
  return { screen, router, address: () => `${router.state.location.pathname}${router.state.location.search}` };
}

/** A component on its own, with theme, keyboard and messages around it. */
export async function renderPart(part: ReactNode) {
  localStorage.clear();
  document.documentElement.lang = 'en';
  return render(
    <ThemeRoot>
      <KeyboardProvider>
        <ToastProvider>{part}</ToastProvider>
      </KeyboardProvider>
    </ThemeRoot>,
  );
}

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export async function expectNoAxeViolations(): Promise<void> {
  const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: standard } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`)).toEqual([]);
}
