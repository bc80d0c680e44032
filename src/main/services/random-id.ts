/** @file Identifiers nobody can guess, for handles that stand for files and activities. */
import { randomBytes } from 'node:crypto';

const idBytes = 16;

export function createRandomId(prefix: string): string {
  return `${prefix}${randomBytes(idBytes).toString('hex')}`;
}
