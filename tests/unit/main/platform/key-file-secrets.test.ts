import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyFileSecrets, keyFilePath } from '#main/platform/key-file-secrets';

let folder: string;
const open = (name = 'settings') => createKeyFileSecrets({ path: join(folder, name, 'secrets.key'), workspacePath: join(folder, 'workspace') });

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'solace-secrets-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was encrypted is read again by another program with the same key file, and is never the same twice', () => {
  const secret = open().encrypt('sk-tëst');
  expect(secret).not.toContain('sk-');
  expect(open().decrypt(secret)).toBe('sk-tëst');
  expect(open().encrypt('sk-tëst')).not.toBe(secret);
});

test.skipIf(process.platform === 'win32')('only the user may read the key file', () => {
  open().encrypt('x');
  expect(statSync(join(folder, 'settings', 'secrets.key')).mode & 0o777).toBe(0o600);
});

test.each([
  ['without its key file', (secret: string) => open('elsewhere').decrypt(secret), /is not there/],
  ['with another key file', (secret: string) => (open('elsewhere').encrypt('x'), open('elsewhere').decrypt(secret)), /not the one/],
  ['changed', (secret: string) => open().decrypt(`${secret.slice(0, -8)}AAAAAAA=`), /not the one/],
  ['of another program', () => open().decrypt('safe-storage:1:abcd'), /another program/],
])('a secret %s is refused with what to do', (_, read, message) => {
  const secret = open().encrypt('sk-test');
  expect(() => read(secret)).toThrow(expect.objectContaining({ code: 'UNSUPPORTED', message: expect.stringMatching(message) }));
});

test('a key file inside the workspace is refused', () => {
  const secrets = createKeyFileSecrets({ path: join(folder, 'workspace', 'secrets.key'), workspacePath: join(folder, 'workspace') });
  expect(() => secrets.encrypt('x')).toThrow(expect.objectContaining({ code: 'WORKSPACE' }));
});

test('a damaged key file is told from a missing one', () => {
  open().encrypt('x');
  writeFileSync(join(folder, 'settings', 'secrets.key'), 'short');
  expect(() => open().encrypt('x')).toThrow(expect.objectContaining({ code: 'WORKSPACE', message: expect.stringContaining('damaged') }));
  expect(readFileSync(join(folder, 'settings', 'secrets.key'), 'utf8')).toBe('short');
});

test.each([
  ['linux', { XDG_CONFIG_HOME: '/config' }, '/config/solace/secrets.key'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Solace Settings/secrets.key'],
  ['darwin', { SOLACE_CONFIG: '/mine' }, '/mine/secrets.key'],
] as const)('on %s with %j the key file is %s', (platform, environment, path) => {
  expect(keyFilePath(platform, environment).replaceAll('\\', '/')).toBe(path);
});
