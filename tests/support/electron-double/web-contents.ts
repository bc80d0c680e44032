/** @file webContents over a Chromium page: the preload script, IPC, navigation and pop-up rules, crashes. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { BrowserContext, CDPSession, Frame, Page, Request, Route } from 'playwright-core';
import { fromWebUrl, fulfilFromScheme, openContext, toWebUrl } from './browser';
import { ipcMain } from './ipc-main';
import { strict } from './strict';
import { createWire } from './wire';
import { fromMainFunction, pageWorldSource, preloadWorldName, preloadWorldSource, toMainBinding } from './worlds';

type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

const wire = createWire();
const byPage = new Map<Page, WebContents>();

export class WebContents extends EventEmitter {
  /** What the program sees; events carry the same object, so that the program can compare. */
  readonly guarded: WebContents = strict('webContents', this);
  readonly #options: BrowserWindowConstructorOptions;
  readonly #ready: Promise<{ page: Page; devTools: CDPSession }>;
  readonly #unsent: string[] = [];
  #preloadWorld: number | null = null;
  #isSending = false;
  #isDestroyed = false;
  /** Electron asks will-navigate only for what the page itself starts. */
  #isLoading = false;
  #openHandler: OpenHandler = () => ({ action: 'allow' });

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#options = options;
    this.#ready = this.#open();
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What the window was made with; Electron has this too, undocumented. */
  getLastWebPreferences(): object {
    return { ...this.#options.webPreferences };
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    this.#unsent.push(wire.pack({ channel, args }));
    if (!this.#isSending) void this.#flush();
  }

  async loadURL(url: string): Promise<void> {
    const { page } = await this.#ready;
    this.#isLoading = true;
    await page.goto(toWebUrl(url), { waitUntil: 'load' });
    this.#isLoading = false;
  }

  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
    const { page } = await this.#ready;
    byPage.delete(page);
    await page.close();
  }

  async #open(): Promise<{ page: Page; devTools: CDPSession }> {
    const context = await openContext(answerRequest);
    const page = await context.newPage();
    byPage.set(page, this);
    const { width = 800, height = 600 } = this.#options;
    await page.setViewportSize({ width, height });
    const devTools = await this.#isolatePreload(context, page);
    page.on('load', () => this.emit('did-finish-load'));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }));
    page.on('popup', (popup) => void popup.close());
    devTools.on('Page.windowOpen', ({ url }) => {
      if (this.#openHandler({ url }).action !== 'deny') throw new Error('electron double: windows opened by a page are not implemented');
    });
    return { page, devTools };
  }

  /** The preload script and its binding live in a world that scripts of the page cannot see: true context isolation. */
  async #isolatePreload(context: BrowserContext, page: Page): Promise<CDPSession> {
    const devTools = await context.newCDPSession(page);
    const { frameTree } = await devTools.send('Page.getFrameTree');
    devTools.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      const isMainFrame = (auxData as { frameId?: string } | undefined)?.frameId === frameTree.frame.id;
      if (name === preloadWorldName && isMainFrame) this.#preloadWorld = id;
    });
    devTools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === toMainBinding && executionContextId === this.#preloadWorld) this.#receive(page, payload);
    });
    await devTools.send('Page.enable');
    await devTools.send('Runtime.enable');
    await devTools.send('Runtime.addBinding', { name: toMainBinding, executionContextName: preloadWorldName });
    await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource() });
    const preloadPath = this.#options.webPreferences?.preload;
    if (preloadPath !== undefined) {
      await devTools.send('Page.addScriptToEvaluateOnNewDocument', { worldName: preloadWorldName, source: preloadWorldSource(readFileSync(preloadPath, 'utf8')) });
    }
    return devTools;
  }

  #receive(page: Page, payload: string): void {
    const { channel, args } = wire.unpack(payload) as { channel: string; args: unknown[] };
    ipcMain.emit(channel, { sender: this.guarded, senderFrame: { url: fromWebUrl(page.url()), parent: null } }, ...args);
  }

  /** One DevTools message for all that waits: one a message is ten times slower. */
  async #flush(): Promise<void> {
    this.#isSending = true;
    const { devTools } = await this.#ready;
    while (this.#unsent.length > 0 && !this.#isDestroyed) {
      const functionDeclaration = `(texts) => { for (const text of texts) globalThis.${fromMainFunction}(text); }`;
      const call = { functionDeclaration, executionContextId: this.#preloadWorld ?? 0, arguments: [{ value: this.#unsent.splice(0) }] };
      // The document may be gone by now; Electron drops such messages too.
      await devTools.send('Runtime.callFunctionOn', call).catch(() => undefined);
    }
    this.#isSending = false;
  }

  /** Whether the program lets the page go there. */
  allowsNavigation(url: string, isMainFrame: boolean): boolean {
    if (this.#isLoading) return true;
    let isPrevented = false;
    const details = { url: fromWebUrl(url), isMainFrame, preventDefault: () => (isPrevented = true) };
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit('will-navigate', details);
    return !isPrevented;
  }
}

async function answerRequest(route: Route): Promise<void> {
  const request = route.request();
  if (request.isNavigationRequest()) {
    const frame = frameOf(request);
    const contents = frame === null ? undefined : byPage.get(frame.page());
    if (contents?.allowsNavigation(request.url(), frame?.parentFrame() === null) !== true) return route.abort('aborted');
  }
  return fulfilFromScheme(route);
}

/** Null for a pop-up, whose first request comes before its page. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}
