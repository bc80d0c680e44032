import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Port } from '#shared/channel/port';
import { startWebHost, type WebHost } from '#main/hosts/web/start-web-host';

const rendererPath = join(mkdtempSync(join(tmpdir(), 'solace-web-')), 'renderer');
mkdirSync(join(rendererPath, 'assets'), { recursive: true });
writeFileSync(join(rendererPath, 'index.html'), '<title>Solace</title>');
writeFileSync(join(rendererPath, 'assets/index-abc123.js'), 'export const text = "x";'.repeat(200));
writeFileSync(join(rendererPath, '../secret.txt'), 'secret');

const served: Port[] = [];
let webHost: WebHost;
let origin: string;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly bytes: Buffer;
}

/** Unlike fetch, sends the path and the Host header as they are given. */
function ask(path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { cookie, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** What becomes of an attempt to open the channel. */
function knock(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => {
      resolve('open');
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', () => undefined);
  });
}

beforeAll(async () => {
  webHost = await startWebHost({ workbench: { serve: (port) => void served.push(port) }, rendererPath });
  origin = new URL(webHost.url).origin;
  cookie = '';
  const admission = await ask(webHost.url.slice(origin.length));
  cookie = String(admission.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(() => webHost.close());

describe('the web host', () => {
  test('listens on this machine alone', () => {
    expect(new URL(webHost.url).hostname).toBe('127.0.0.1');
  });

  test('changes the secret link into a cookie that scripts cannot read', async () => {
    const admission = await ask(webHost.url.slice(origin.length), { headers: { cookie: '' } });
    expect(admission).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } });
    expect(String(admission.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  test('refuses who has no cookie, and a wrong token', async () => {
    expect((await ask('/', { headers: { cookie: '' } })).status).toBe(401);
    expect((await ask('/', { headers: { cookie: `${cookie}x` } })).status).toBe(401);
    expect((await ask('/?token=wrong')).status).toBe(403);
    expect((await ask('/assets/index-abc123.js', { headers: { cookie: '' } })).status).toBe(401);
  });

  test('refuses a foreign Host, even with the cookie', async () => {
    for (const host of ['evil.example', `evil.example:${new URL(origin).port}`, 'localhost.evil.example']) expect((await ask('/', { headers: { host } })).status).toBe(403);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('sends the headers that close the page to others', async () => {
    const { status, headers } = await ask('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-cache',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
  });

  test('keeps hashed files for ever and compresses text', async () => {
    const plain = await ask('/assets/index-abc123.js');
    expect(plain.headers).toMatchObject({ 'cache-control': expect.stringContaining('immutable') as string, vary: 'accept-encoding' });
    for (const encoding of ['br', 'gzip']) {
      const compressed = await ask('/assets/index-abc123.js', { headers: { 'accept-encoding': encoding } });
      expect(compressed.headers['content-encoding']).toBe(encoding);
      expect(compressed.bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 4);
    }
  });

  test('answers HEAD without a body, and leads from unknown places to the page', async () => {
    const head = await ask('/', { method: 'HEAD' });
    expect([head.status, head.bytes.byteLength]).toEqual([200, 0]);
    expect(await ask('/corpora/3')).toMatchObject({ status: 303, headers: { location: '/' } });
    expect((await ask('/missing.js')).status).toBe(404);
  });

  test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '//secret.txt', '/%5c..%5csecret.txt', '/%'])('does not let %s leave its folder', async (path) => {
    const { status, bytes } = await ask(path);
    expect([303, 404]).toContain(status);
    expect(bytes.toString()).not.toContain('secret');
  });

  test.each(['http://', '*', 'http://[', '//'])('survives the request path %s', async (path) => {
    expect((await ask(path)).status).toBeLessThan(500);
  });

  test('opens the channel to its own page only', async () => {
    const own = { origin, cookie };
    expect(await knock('/channel', own)).toBe('open');
    expect(await knock('/channel', { ...own, cookie: '' })).toBe('403');
    expect(await knock('/channel', { ...own, origin: 'http://evil.example' })).toBe('403');
    expect(await knock('/channel', { cookie })).toBe('403');
    expect(await knock('/channel', { ...own, host: 'evil.example', origin: 'http://evil.example' })).toBe('403');
    expect(await knock('/other', own)).toBe('403');
    expect(served.length).toBe(1);
  });

  test('survives sockets that send what is no frame, or too much', async () => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/channel`, { headers: { origin, cookie } });
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('text');
    socket.send(Uint8Array.of(9, 9, 9));
    socket.send(new Uint8Array(33 * 1024 ** 2));
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await ask('/')).status).toBe(200);
  });

  test('survives strangers that hang up while they are refused', async () => {
    const { hostname, port, host } = new URL(origin);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const stranger = connect(Number(port), hostname);
      stranger.on('error', () => undefined);
      await new Promise((resolve) => stranger.once('connect', resolve));
      stranger.write(`GET /channel HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      stranger.resetAndDestroy();
    }
    expect((await ask('/')).status).toBe(200);
  });

  test('says when its port is taken', async () => {
    const port = Number(new URL(origin).port);
    await expect(startWebHost({ workbench: { serve: () => undefined }, rendererPath, port })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(String(port)) as string });
  });
});
