/** @file Who may talk to the web host: a browser that was given the secret link, at an address that is ours. Knows nothing of files or commands. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

export interface Session {
  readonly token: string;
  readonly isToken: (candidate: string) => boolean;
  /** The value of Set-Cookie that lets a browser in. */
  readonly cookie: (port: number) => string;
  readonly hasCookie: (request: IncomingMessage) => boolean;
}

/** 256 random bits; whoever holds them may do everything a researcher may. */
export function createSession(): Session {
  const token = randomBytes(32).toString('base64url');
  const expected = Buffer.from(token);
  const isToken = (candidate: string) => {
    const given = Buffer.from(candidate);
    return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
  };
  return {
    token,
    isToken,
    // Cookies ignore ports: the name keeps two workbenches on one machine apart.
    cookie: (port) => `${cookiePrefix}${port}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    hasCookie: (request) => readCookies(request).some(isToken),
  };
}

const cookiePrefix = 'solace-';

function readCookies(request: IncomingMessage): string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name]) => name?.startsWith(cookiePrefix))
    .map(([, value]) => value ?? '');
}

/**
 * Whether the request names this machine. A page elsewhere that points its own name at 127.0.0.1 (DNS rebinding) still sends that name here.
 * Ports are free: a tunnel to a server changes them.
 */
export function isOwnHost(hostHeader: string | undefined, boundHost: string): boolean {
  const name = hostName(hostHeader);
  if (name === null) return false;
  if (loopbackNames.has(name)) return true;
  return !isLoopback(boundHost) && [boundHost, hostname().toLowerCase(), ...ownAddresses()].includes(name);
}

/** Whether the page that opens a socket is the one this host serves. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || /^127(\.\d{1,3}){3}$/.test(host);
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

function hostName(hostHeader: string | undefined): string | null {
  const url = URL.parse(`http://${hostHeader ?? ''}`);
  return url !== null && url.host !== '' && url.pathname === '/' && url.username === '' ? url.hostname : null;
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)));
}
