import { expect, test } from 'vitest';
import { createSafeStorageSecrets } from '#main/hosts/electron/safe-storage-secrets';
import type { Secrets } from '#main/platform/ports';
import { safeStorage } from '../../../../support/electron-double/safe-storage';

const keyFile: Secrets = { description: 'a key file', encrypt: (text) => `key-file:${text.length}`, decrypt: (secret) => `from the key file: ${secret}` };

test('the keychain keeps secrets, and what a key file kept is still read', () => {
  const secrets = without({});
  const secret = secrets.encrypt('sk-test');
  expect(secret).toMatch(/^safe-storage:1:/);
  expect(Buffer.from(secret.slice('safe-storage:1:'.length), 'base64').toString()).not.toContain('sk-test');
  expect(secrets.decrypt(secret)).toBe('sk-test');
  expect(secrets.decrypt('key-file:1')).toBe('from the key file: key-file:1');
});

type SafeStorage = Parameters<typeof createSafeStorageSecrets>[0];

function without(changes: Partial<SafeStorage>): Secrets {
  const { isEncryptionAvailable, encryptString, decryptString } = safeStorage;
  return createSafeStorageSecrets({ isEncryptionAvailable, getSelectedStorageBackend: () => 'gnome_libsecret', encryptString, decryptString, ...changes }, keyFile);
}

test('without a keychain a key file does it', () => {
  const secrets = without({ isEncryptionAvailable: () => false });
  expect(secrets.encrypt('sk-test')).toBe('key-file:7');
  expect(secrets.description).toBe('a key file');
});

test.runIf(process.platform === 'linux')('a fixed password is no keychain', () => {
  expect(without({ getSelectedStorageBackend: () => 'basic_text' }).encrypt('sk-test')).toBe('key-file:7');
});
