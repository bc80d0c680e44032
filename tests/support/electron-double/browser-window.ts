/** @file BrowserWindow: a page with bounds. There is no window system under it, so every window counts as shown and focused when asked to be. */
import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app';
import { strict } from './strict';
import { WebContents } from './web-contents';

const windows = new Set<DoubleWindow>();

class DoubleWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly #bounds: Rectangle;
  #isVisible: boolean;
  #isGone = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#isVisible = options.show !== false;
    this.webContents = new WebContents(options).guarded;
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): DoubleWindow[] {
    return [...windows];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#isVisible = true;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  focus(): void {
    this.emit('focus');
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  close(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    windows.delete(this);
    void this.webContents.destroy();
    this.emit('closed');
    if (windows.size === 0 && !app.isQuitting) app.emit('window-all-closed');
  }
}

app.closeWindows = () => {
  for (const window of windows) window.close();
  return windows.size === 0;
};

export const BrowserWindow = new Proxy(DoubleWindow, {
  construct: (target, [options]) => strict('BrowserWindow#', new target(options as BrowserWindowConstructorOptions)),
  get: (target, key) => Reflect.get(strict('BrowserWindow', target), key) as unknown,
});
