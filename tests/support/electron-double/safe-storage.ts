/** @file safeStorage: what it gives back can be told from the text, and is no protection at all. */
import { strict } from './strict';

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));

export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => turned(Buffer.from(text)),
  decryptString: (encrypted: Buffer) => turned(encrypted).toString(),
});
