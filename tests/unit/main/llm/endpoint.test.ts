import { expect, test } from 'vitest';
import { isLocalAddress, isLocalEndpoint } from '#main/llm/endpoint';

test.each(['http://localhost:8000/v1', 'http://127.0.0.1/v1', 'http://127.9.9.9/v1', 'http://10.1.2.3/v1', 'http://172.16.0.1/v1', 'http://172.31.255.1/v1', 'http://192.168.1.5:1/v1', 'http://[::1]:8000/v1', 'http://[fd00::1]/v1', 'http://[fe80::1]/v1', 'http://[::ffff:127.0.0.1]/v1', 'http://gpu.local/v1', 'http://a.localhost/v1'])('%s stays here', (url) => {
  expect(isLocalAddress(url)).toBe(true);
});

test.each(['https://api.openai.com/v1', 'http://172.32.0.1/v1', 'http://8.8.8.8/v1', 'http://127.0.0.1.example.com/v1', 'http://localhost.example.com/v1', 'http://gpu-server/v1', 'http://[2001:db8::1]/v1', 'http://[::ffff:8.8.8.8]/v1', 'http://10.example.com/v1'])('%s leads away', (url) => {
  expect(isLocalAddress(url)).toBe(false);
});

test('one address away makes a pool leave the machine, unless the person says that it does not', () => {
  const baseUrls = ['http://localhost:8000/v1', 'http://gpu-server:8000/v1'];
  expect(isLocalEndpoint({ kind: 'openai', baseUrls, isDeclaredLocal: false })).toBe(false);
  expect(isLocalEndpoint({ kind: 'openai', baseUrls, isDeclaredLocal: true })).toBe(true);
  expect(isLocalEndpoint({ kind: 'scripted', baseUrls: [], isDeclaredLocal: false })).toBe(true);
});
