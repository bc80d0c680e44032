/** @file app: life cycle, paths and the single-instance lock. */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeBrowser } from './browser';
import { strict } from './strict';

const userData = process.env['ELECTRON_DOUBLE_USER_DATA'] ?? '';
const lockPath = join(userData, 'SingletonLock');
/** Written by an instance that is refused, so that the first one hears of it. */
const knockPath = join(userData, 'SingletonKnock');

class DoubleApp extends EventEmitter {
  isQuitting = false;
  /** Given by the windows, which know this module and not the other way round. Answers whether all are closed. */
  closeWindows: () => boolean = () => true;
  readonly #ready = Promise.withResolvers<void>();

  becomeReady(): void {
    this.#ready.resolve();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  enableSandbox(): void {
    this.emit('sandbox-enabled');
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`electron double: app.getPath('${name}') is not implemented`);
    mkdirSync(userData, { recursive: true });
    return userData;
  }

  showAboutPanel(): void {
    this.emit('about-panel-shown');
  }

  requestSingleInstanceLock(): boolean {
    mkdirSync(userData, { recursive: true });
    if (isHeldByAnother()) {
      writeFileSync(knockPath, String(process.pid));
      return false;
    }
    writeFileSync(lockPath, String(process.pid));
    writeFileSync(knockPath, '');
    watch(knockPath, { persistent: false }, () => this.emit('second-instance', {}, [], ''));
    return true;
  }

  quit(): void {
    if (this.isQuitting) return;
    this.isQuitting = true;
    this.emit('before-quit', { preventDefault: () => (this.isQuitting = false) });
    if (!this.isQuitting || !this.closeWindows()) {
      this.isQuitting = false;
      return;
    }
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    this.isQuitting = isPrevented;
    if (!isPrevented) this.exit(0);
  }

  exit(code = 0): void {
    if (readLock() === process.pid) rmSync(lockPath, { force: true });
    void closeBrowser().finally(() => process.exit(code));
  }
}

function readLock(): number {
  try {
    return Number(readFileSync(lockPath, 'utf8'));
  } catch {
    return 0;
  }
}

function isHeldByAnother(): boolean {
  const holder = readLock();
  if (holder === 0 || holder === process.pid) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = strict('app', new DoubleApp());
