/** @file Electron's security checklist (electronjs.org/docs/latest/tutorial/security), point by point, against the built program. */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktopName, type DesktopApp, launchDesktop } from '../support/launch';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'solace-security-'));
const built = (path: string) => readFileSync(join(root, 'out', path), 'utf8');
const builtBelow = (path: string) =>
  readdirSync(join(root, 'out', path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|cjs|html)$/.test(name))
    .map((name) => built(join(path, name)))
    .join('\n');

describe(`security checklist, ${desktopName}`, () => {
  let desktop: DesktopApp;
  let preferences: Record<string, unknown>;

  beforeAll(async () => {
    desktop = await launchDesktop({ userDataPath: join(folder, 'user data'), workspacePath: join(folder, 'workspace') });
    preferences = await desktop.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    await desktop.evaluate(({ shell }) => {
      Object.assign(globalThis, { openedLinks: [] });
      shell.openExternal = (url: string) => {
        (globalThis as unknown as { openedLinks: string[] }).openedLinks.push(url);
        return Promise.resolve();
      };
    });
  });
  afterAll(() => desktop.quit());

  test('1. only secure content is loaded', async () => {
    expect(await desktop.page.evaluate(() => window.isSecureContext)).toBe(true);
    const sources = [...built('renderer/index.html').matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source = '']) => source);
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => /^[a-z]+:|^\/\//i.test(source))).toEqual([]);
  });

  test('2. the page has no Node', async () => {
    expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false });
    expect(await desktop.page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window))).toEqual([]);
  });

  test('3. the preload script is isolated from the page', async () => {
    expect(preferences['contextIsolation']).toBe(true);
    const isReplaceable = await desktop.page.evaluate(() => {
      try {
        Object.assign((window as unknown as { solaceBridge: object }).solaceBridge, { send: () => 'stolen' });
        return true;
      } catch {
        return false;
      }
    });
    expect(isReplaceable).toBe(false);
  });

  test('4. every process with web content is sandboxed', () => {
    expect(preferences['sandbox']).toBe(true);
    expect(builtBelow('main')).toContain('app.enableSandbox()');
    const required = [...built('preload/index.cjs').matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(['electron']));
  });

  test('5. permissions are not granted to the page', async () => {
    const granted = await desktop.page.evaluate(async () => {
      const names = ['camera', 'microphone', 'geolocation', 'notifications', 'clipboard-read'];
      const states = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state));
      return names.filter((_name, index) => states[index] === 'granted');
    });
    expect(granted).toEqual([]);
  });

  test('6. webSecurity is on', () => {
    expect(preferences['webSecurity']).toBe(true);
  });

  test('7. a content security policy forbids foreign, inline and evaluated scripts', async () => {
    const ran = await desktop.page.evaluate(async () => {
      const scope = window as unknown as Record<string, unknown>;
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
      for (const attributes of [{ textContent: 'window.inlineRan = true' }, { src: 'https://example.org/x.js' }, { src: 'data:text/javascript,window.dataRan=true' }]) {
        document.head.append(Object.assign(document.createElement('script'), attributes));
      }
      const image = Object.assign(document.createElement('img'), { src: 'x' });
      image.setAttribute('onerror', 'window.handlerRan = true');
      document.body.append(image);
      await new Promise((resolve) => setTimeout(resolve, 300));
      image.remove();
      return { violations, ran: ['inlineRan', 'dataRan', 'handlerRan'].filter((name) => name in scope) };
    });
    expect(ran.ran).toEqual([]);
    expect(ran.violations.filter((directive) => directive.startsWith('script-src')).length).toBeGreaterThanOrEqual(4);
    expect(builtBelow('main')).not.toContain('unsafe-eval');
  });

  test('8. insecure content may not run', () => {
    expect(preferences['allowRunningInsecureContent']).toBe(false);
  });

  test('9. no experimental features are on', () => {
    expect(preferences['experimentalFeatures'] ?? false).toBe(false);
  });

  test('10. no Blink features are switched on', () => {
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  });

  test('11. there is no webview, so none that allows pop-ups', () => {
    expect(preferences['webviewTag']).toBe(false);
    expect(builtBelow('renderer')).not.toContain('allowpopups');
  });

  test('12. a webview would not be attached', async () => {
    const isPrevented = await desktop.evaluate(({ BrowserWindow }) => {
      let isStopped = false;
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { emit(name: string, ...args: object[]): void } | undefined;
      contents?.emit('will-attach-webview', { preventDefault: () => (isStopped = true) }, {}, {});
      return isStopped;
    });
    expect(isPrevented).toBe(true);
  });

  test('13. the page cannot leave the interface', async () => {
    const before = desktop.page.url();
    for (const target of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,<p>x']) {
      await desktop.page.evaluate((url) => {
        window.location.href = url;
      }, target);
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(desktop.page.url()).toBe(before);
    }
  });

  test('14. the page opens no window', async () => {
    await desktop.page.evaluate(() => void window.open('app://solace/'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('15. only https links reach the system', async () => {
    await desktop.page.evaluate(() => {
      for (const url of ['file:///etc/passwd', 'smb://server/share', 'http://example.org/', 'https://example.org/paper']) window.open(url);
    });
    await expect.poll(() => desktop.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks)).toEqual(['https://example.org/paper']);
  });

  test('16. Electron is one exact, recent version', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies['electron'] ?? '', 10)).toBeGreaterThanOrEqual(45);
  });

  test('17. messages of any sender but the top frame of our page are dropped', async () => {
    const answers = await desktop.evaluate(async ({ BrowserWindow, ipcMain }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { send(...args: unknown[]): void };
      const sent: unknown[] = [];
      const send = contents.send.bind(contents);
      contents.send = (...args: unknown[]) => sent.push(args);
      const call = { type: 'call', id: 1, name: 'app.info', input: {} };
      const frames = [{ url: 'https://example.org/', parent: null }, { url: 'app://solace/', parent: {} }, null];
      for (const senderFrame of frames) ipcMain.emit('solace:channel', { sender: contents, senderFrame }, 'forged', call);
      ipcMain.emit('solace:channel', { sender: {}, senderFrame: { url: 'app://solace/', parent: null } }, 'forged', call);
      await new Promise((resolve) => setTimeout(resolve, 200));
      contents.send = send;
      return sent.filter((args) => JSON.stringify(args).includes('forged')).length;
    });
    expect(answers).toBe(0);
  });

  test('18. pages come by a scheme of our own, not by file://', async () => {
    expect(await desktop.page.evaluate(() => window.location.protocol)).not.toBe('file:');
    expect(built('main/index.js') + builtBelow('main')).not.toMatch(/\.loadFile\(|loadURL\(["'`]file:/);
  });

  test('19. fuses are set where a program is packaged', ({ skip }) => {
    const configPath = join(root, 'build/packaging/electron-builder.yml');
    if (!existsSync(configPath)) skip('nothing is packaged yet, so there are no fuses to set');
    const config = readFileSync(configPath, 'utf8');
    for (const fuse of ['runAsNode: false', 'enableNodeOptionsEnvironmentVariable: false', 'enableNodeCliInspectArguments: false', 'onlyLoadAppFromAsar: true']) expect(config).toContain(fuse);
  });

  test('20. the page sees a pipe and no part of Electron', async () => {
    const seen = await desktop.page.evaluate(() => {
      const { solaceBridge } = window as unknown as { solaceBridge: Record<string, unknown> };
      return { members: Object.keys(solaceBridge).toSorted(), others: ['electron', 'ipcRenderer', 'webUtils', 'contextBridge'].filter((name) => name in window) };
    });
    expect(seen).toEqual({ members: ['onMessage', 'send'], others: [] });
  });
});
