/** @file What a window may not do, and whose messages are believed. Follows Electron's security checklist. */
import type { App, IpcMainEvent, Session, Shell, WebContents } from 'electron';

export const appOrigin = 'app://solace';

/** A message counts only from the top frame of the given window, while it shows a page of ours. */
export function isTrustedSender(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === contents && frame !== null && frame.parent === null && isAppUrl(frame.url);
}

/** Node reports the origin of a scheme of our own as "null", hence scheme and host. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && `${url.protocol}//${url.host}` === appOrigin;
}

/** Applies to every window and to whatever else may ever show web content. */
export function restrictContents(app: App, shell: Pick<Shell, 'openExternal'>): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (details) => {
      if (!isAppUrl(details.url)) details.preventDefault();
    });
    contents.on('will-frame-navigate', (details) => {
      if (!details.isMainFrame || !isAppUrl(details.url)) details.preventDefault();
    });
    contents.on('will-redirect', (details) => details.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalLink(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** Links in the interface lead to papers and licences: https without credentials, nothing else reaches the system. */
export function isExternalLink(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** The interface needs no permission that a browser would ask for, except copying a figure or a citation. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(isAllowedPermission(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowedPermission(permission));
  session.setDevicePermissionHandler(() => false);
}

function isAllowedPermission(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}
