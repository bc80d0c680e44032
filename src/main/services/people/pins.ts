/** @file PINs as scrypt hashes, and the waiting after wrong ones. Remembers no PIN; wrong attempts are forgotten when the program ends. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '#shared/contracts/errors';
import type { PersonId } from '#shared/domain/ids';
import type { Clock } from '../../platform/ports';

const deriveKey = promisify<string, Buffer, number, { N: number; r: number; p: number }, Buffer>(scrypt);
/** Some 50 ms a try: a PIN is short, so the waiting below matters more. */
const cost = { N: 16_384, r: 8, p: 1 };
const keyBytes = 32;
const saltBytes = 16;

const freeAttempts = 3;
const longestWaitMs = 60_000;

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await deriveKey(pin, salt, keyBytes, cost);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

export async function isPinOf(hash: string, pin: string): Promise<boolean> {
  const [, n, r, p, salt = '', key = ''] = hash.split('$');
  const expected = Buffer.from(key, 'base64');
  const found = await deriveKey(pin, Buffer.from(salt, 'base64'), expected.length, { N: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(found, expected);
}

export interface PinGate {
  /** Throws FORBIDDEN for a wrong PIN, LIMIT while the person has to wait. After three wrong ones the wait doubles from one second to a minute. */
  check(id: PersonId, hash: string, pin: string): Promise<void>;
}

export function createPinGate(clock: Clock): PinGate {
  const attempts = new Map<PersonId, { wrong: number; notBeforeMs: number }>();
  return {
    async check(id, hash, pin) {
      const { wrong, notBeforeMs } = attempts.get(id) ?? { wrong: 0, notBeforeMs: 0 };
      const nowMs = clock.now().getTime();
      if (nowMs < notBeforeMs) throw new AppError('LIMIT', `Too many wrong PINs. Wait ${Math.ceil((notBeforeMs - nowMs) / 1000)} s, then try again.`, { details: { waitMs: notBeforeMs - nowMs } });
      // Counted before the slow comparison, so that attempts made at once from many windows are counted too.
      attempts.set(id, { wrong: wrong + 1, notBeforeMs: nowMs + waitMs(wrong + 1) });
      if (!(await isPinOf(hash, pin))) throw new AppError('FORBIDDEN', 'That is not the PIN.');
      attempts.delete(id);
    },
  };
}

function waitMs(wrong: number): number {
  return wrong < freeAttempts ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (wrong - freeAttempts));
}
