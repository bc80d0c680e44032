import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createSession, isOwnHost, isOwnOrigin } from '#main/hosts/web/session';

function request(headers: IncomingMessage['headers']): IncomingMessage {
  return { headers } as IncomingMessage;
}

describe('the session of the web host', () => {
  test('two sessions have different secrets of 256 bits', () => {
    const [one, other] = [createSession(), createSession()];
    expect(Buffer.from(one.token, 'base64url').byteLength).toBe(32);
    expect(one.isToken(other.token)).toBe(false);
    expect(one.isToken(one.token)).toBe(true);
  });

  test('a cookie is looked for among others, by any port it was set under', () => {
    const session = createSession();
    const [pair = ''] = session.cookie(4000).split(';');
    expect(session.hasCookie(request({ cookie: `theme=dark; solace-9999=stale; ${pair}` }))).toBe(true);
    for (const cookie of ['', 'solace-4000', 'solace-4000=', `other=${session.token}`, `solace-4000=${session.token}x`]) expect(session.hasCookie(request({ cookie }))).toBe(false);
    expect(session.hasCookie(request({}))).toBe(false);
  });

  test.each([
    ['127.0.0.1:5210', true],
    ['localhost:9000', true],
    ['[::1]:80', true],
    ['evil.example:5210', false],
    ['127.0.0.1.evil.example', false],
    ['evil.example/127.0.0.1', false],
    ['user@127.0.0.1:80', false],
    ['', false],
    [undefined, false],
  ])('bound to loopback, the host %s is ours: %s', (host, expected) => {
    expect(isOwnHost(host, '127.0.0.1')).toBe(expected);
  });

  test('bound to all addresses, the names of this machine are ours too', () => {
    expect(isOwnHost(`${hostname()}:80`, '0.0.0.0')).toBe(true);
    expect(isOwnHost('evil.example', '0.0.0.0')).toBe(false);
    expect(isOwnHost(`${hostname()}.evil.example:80`, '127.0.0.1')).toBe(false);
  });

  test('only the page of the same host and port is of our origin', () => {
    expect(isOwnOrigin(request({ host: '127.0.0.1:5210', origin: 'http://127.0.0.1:5210' }))).toBe(true);
    for (const origin of ['http://127.0.0.1:8888', 'http://evil.example', 'null', undefined]) expect(isOwnOrigin(request({ host: '127.0.0.1:5210', origin }))).toBe(false);
  });
});
