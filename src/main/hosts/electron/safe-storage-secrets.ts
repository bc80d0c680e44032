/** @file Secrets kept with the system's own keychain. Where there is none, or only Chromium's fixed password, a key file does it. */
import type { SafeStorage } from 'electron';
import type { Secrets } from '../../platform/ports';

const prefix = 'safe-storage:1:';

/** Not to be used before the app is ready. What a key file encrypted, the command line for one, is still read. */
export function createSafeStorageSecrets(safeStorage: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'>, keyFile: Secrets): Secrets {
  const isTrusted = safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
  return {
    description: isTrusted ? 'encrypted with the keychain of this system' : keyFile.description,
    encrypt: (text) => (isTrusted ? prefix + safeStorage.encryptString(text).toString('base64') : keyFile.encrypt(text)),
    decrypt: (secret) => (isTrusted && secret.startsWith(prefix) ? safeStorage.decryptString(Buffer.from(secret.slice(prefix.length), 'base64')) : keyFile.decrypt(secret)),
  };
}
