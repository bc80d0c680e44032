/** @file The scheme `app://solace/` under which a window loads the interface, instead of file:// with its wider rights. */
import type { Protocol } from 'electron';
import { readRendererFile } from '../renderer-files';
import { securityHeaders } from '../response-headers';
import { appOrigin, isAppUrl } from './security';

export const appUrl = `${appOrigin}/`;

/** Must run before Electron is ready. `standard` gives the scheme an origin, `secure` the APIs of a secure context. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

export function handleAppScheme(protocol: Pick<Protocol, 'handle'>, rendererPath: string): void {
  protocol.handle('app', async (request) => {
    const file = request.method === 'GET' && isAppUrl(request.url) ? await readRendererFile(rendererPath, new URL(request.url).pathname) : null;
    if (file === null) return new Response('There is no such file.', { status: 404, headers: { ...securityHeaders(), 'content-type': 'text/plain; charset=utf-8' } });
    return new Response(file.bytes, { headers: { ...securityHeaders(), 'content-type': file.contentType } });
  });
}
