/**
 * @file Secrets encrypted by AES-256-GCM with a key in a file of the user's own (mode 0600), outside any workspace, so that a workspace that
 * is copied or exported gives nothing away. The file is made when the first secret is.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { describeFileError, systemCodeOf } from './file-errors';
import type { Secrets } from './ports';

const prefix = 'key-file:1:';
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

export function createKeyFileSecrets({ path, workspacePath }: { path: string; workspacePath: string }): Secrets {
  return {
    description: `encrypted with the key file ${path}`,
    encrypt(text) {
      assertOutside(path, workspacePath);
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, readOrCreateKey(path), iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    decrypt(secret) {
      if (!secret.startsWith(prefix)) throw unreadable('it was encrypted by another program, the desktop window for one');
      const bytes = Buffer.from(secret.slice(prefix.length), 'base64');
      const decipher = createDecipheriv(algorithm, readKey(path), bytes.subarray(0, ivBytes));
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        throw unreadable(`the key file ${path} is not the one it was encrypted with`);
      }
    },
  };
}

/** In the folder for the user's settings; SOLACE_CONFIG names another folder. */
export function keyFilePath(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string {
  return join(settingsFolder(platform, environment), 'secrets.key');
}

function settingsFolder(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment['SOLACE_CONFIG'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Solace Settings');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Preferences', 'Solace');
  return join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'solace');
}

function assertOutside(path: string, workspacePath: string): void {
  const way = relative(workspacePath, path);
  if (way.startsWith('..') || resolve(way) === way) return;
  throw new AppError('WORKSPACE', `The key file ${path} would lie inside the workspace, and whoever gets a copy of that would get the keys too. Choose another folder with SOLACE_CONFIG.`, { details: { path } });
}

/** Of two programs that make it at the same time, the later takes the key of the first. */
function readOrCreateKey(path: string): Buffer {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw describeFileError(error, path);
  }
  return readKey(path);
}

function readKey(path: string): Buffer {
  try {
    return readKeyFile(path);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') throw unreadable(`the key file ${path} is not there; the secret was encrypted on another machine or for another user`);
    throw describeFileError(error, path);
  }
}

function readKeyFile(path: string): Buffer {
  const key = readFileSync(path);
  if (key.length !== keyBytes) throw new AppError('WORKSPACE', `The key file ${path} is damaged: it has ${key.length} bytes, ${keyBytes} are needed. Delete it and give your keys again.`, { details: { path } });
  return key;
}

function unreadable(why: string): AppError {
  return new AppError('UNSUPPORTED', `A stored key cannot be read: ${why}. Give the key again, or name an environment variable that holds it.`);
}
