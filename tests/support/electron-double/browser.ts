/** @file The Chromium under the double: one context, in which a custom scheme is an https host, permissions follow the program, and nothing leaves the machine. */
import { type Browser, type BrowserContext, chromium, type Route } from 'playwright-core';
import { strict } from './strict';

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type PermissionCheck = (contents: null, permission: string, origin: string) => boolean;
type Navigation = (route: Route) => Promise<void>;

const hostSuffix = '.electron-double.test';
const handlers = new Map<string, SchemeHandler>();
/** Electron's names of the permissions that Chromium can be told to grant, and Playwright's. */
const grantable = { media: ['camera', 'microphone'], geolocation: ['geolocation'], notifications: ['notifications'], 'clipboard-read': ['clipboard-read'], 'clipboard-sanitized-write': ['clipboard-write'] };

let browser: Promise<Browser> | null = null;
let context: Promise<BrowserContext> | null = null;
/** Electron grants everything until the program says otherwise. */
let isPermitted: PermissionCheck = () => true;

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme: string, handler: SchemeHandler) => void handlers.set(scheme, handler),
});

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: () => undefined,
  setPermissionCheckHandler: (check: PermissionCheck) => void (isPermitted = check),
  setDevicePermissionHandler: () => undefined,
});
export const session = strict('session', { defaultSession });

export function openContext(onNavigation: Navigation): Promise<BrowserContext> {
  context ??= createContext(onNavigation);
  return context;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
}

/** app://solace/x as the page of this Chromium sees it, and back. */
export function toWebUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/i.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  return handlers.has(scheme) ? `https://${host}.${scheme}${hostSuffix}${rest}` : url;
}

export function fromWebUrl(url: string): string {
  const match = new RegExp(`^https://([^/]+)\\.([a-z]+)\\${hostSuffix}(.*)$`).exec(url);
  return match === null ? url : `${match[2]}://${match[1]}${match[3]}`;
}

/** Runs the program's handler, as Chromium does for a request of its scheme. */
export async function fulfilFromScheme(route: Route): Promise<void> {
  const request = route.request();
  const url = new URL(fromWebUrl(request.url()));
  const handler = handlers.get(url.protocol.slice(0, -1));
  if (handler === undefined) return route.abort('blockedbyclient');
  const response = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) });
}

async function createContext(onNavigation: Navigation): Promise<BrowserContext> {
  browser = chromium.launch({ executablePath: process.env['SOLACE_CHROMIUM'], args: ['--disable-gpu', `--remote-debugging-port=${process.env['ELECTRON_DOUBLE_DEBUG_PORT'] ?? 0}`] });
  const created = await (await browser).newContext({ viewport: null });
  const allowed = Object.entries(grantable).filter(([permission]) => isPermitted(null, permission, ''));
  await created.grantPermissions(allowed.flatMap(([, names]) => names));
  await created.route('**/*', onNavigation);
  return created;
}
