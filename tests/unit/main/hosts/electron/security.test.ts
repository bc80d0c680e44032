import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { denyPermissions, isAppUrl, isExternalLink, restrictContents } from '#main/hosts/electron/security';

interface Contents extends EventEmitter {
  openHandler?: (details: { url: string }) => { action: string };
  setWindowOpenHandler(handler: Contents['openHandler']): void;
}

function restrictedContents() {
  const app = new EventEmitter();
  const opened: string[] = [];
  restrictContents(app as unknown as App, { openExternal: async (url) => void opened.push(url) });
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler(this: Contents, handler: Contents['openHandler']) {
      this.openHandler = handler;
    },
  }) as Contents;
  app.emit('web-contents-created', {}, contents);
  const isPrevented = (event: string, details: object) => {
    let isStopped = false;
    contents.emit(event, { ...details, preventDefault: () => (isStopped = true) });
    return isStopped;
  };
  return { contents, opened, isPrevented };
}

describe('what a window may not do', () => {
  test.each([
    ['app://solace/', true],
    ['app://solace/index.html#/import', true],
    ['app://other/', false],
    ['app://solace.evil/', false],
    ['https://solace/', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['not a url', false],
  ])('%s is a page of ours: %s', (url, expected) => {
    expect(isAppUrl(url)).toBe(expected);
  });

  test.each([
    ['https://aclanthology.org/2021.acl-long.269/', true],
    ['http://example.org/', false],
    ['https://user:secret@example.org/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['smb://server/share', false],
    ['', false],
  ])('%s may be opened in the browser: %s', (url, expected) => {
    expect(isExternalLink(url)).toBe(expected);
  });

  test('navigation away, frames, redirects and webviews are stopped', () => {
    const { isPrevented } = restrictedContents();
    expect(isPrevented('will-navigate', { url: 'https://example.org/' })).toBe(true);
    expect(isPrevented('will-navigate', { url: 'app://solace/index.html' })).toBe(false);
    expect(isPrevented('will-frame-navigate', { url: 'app://solace/', isMainFrame: false })).toBe(true);
    expect(isPrevented('will-redirect', { url: 'app://solace/' })).toBe(true);
    expect(isPrevented('will-attach-webview', {})).toBe(true);
  });

  test('no page opens a window; a link goes to the browser when it is https', () => {
    const { contents, opened } = restrictedContents();
    expect(contents.openHandler?.({ url: 'https://example.org/paper' })).toEqual({ action: 'deny' });
    expect(contents.openHandler?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://example.org/paper']);
  });

  test('no permission is granted but writing to the clipboard', () => {
    const handlers: Record<string, (...args: never[]) => unknown> = {};
    const keep = (name: string) => (handler: never) => void (handlers[name] = handler);
    denyPermissions({ setPermissionRequestHandler: keep('request'), setPermissionCheckHandler: keep('check'), setDevicePermissionHandler: keep('device') } as unknown as Session);
    const granted = (permission: string) => {
      let answer: boolean | undefined;
      handlers['request']?.(null as never, permission as never, ((isGranted: boolean) => (answer = isGranted)) as never);
      return [answer, handlers['check']?.(null as never, permission as never)];
    };
    expect(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem'].flatMap(granted)).not.toContain(true);
    expect(granted('clipboard-sanitized-write')).toEqual([true, true]);
    expect(handlers['device']?.()).toBe(false);
  });
});
