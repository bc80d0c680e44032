/** @file Speaks the channel from inside a page by hand, as a script that took over the page could. */
import type { Page } from 'playwright-core';

export interface PageReply {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** One call over the bridge of a desktop window. Its ids are far above those of the page's own client. */
export async function callFromPage(page: Page, name: string, input: unknown): Promise<PageReply> {
  return page.evaluate(
    ({ name, input, id }) =>
      new Promise<PageReply>((resolve) => {
        const { solaceBridge } = window as unknown as { solaceBridge: { send(message: unknown): void; onMessage(listener: (message: unknown) => void): void } };
        solaceBridge.onMessage((message) => {
          const reply = message as { type: string; id: number; value?: unknown; error?: { code: string; message: string } };
          if (reply.id === id) resolve(reply.type === 'error' && reply.error !== undefined ? { error: reply.error } : { value: reply.value });
        });
        solaceBridge.send({ type: 'call', id, name, input });
      }),
    { name, input, id: 1_000_000 + Math.floor(Math.random() * 1_000_000) },
  );
}
