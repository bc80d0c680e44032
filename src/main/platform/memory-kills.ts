/** @file Whether the system ends processes for want of memory: the only trace that such an end leaves. */
import { readFileSync } from 'node:fs';

/** How many it has ended since it started; null where it does not tell (every system but Linux). */
export function countMemoryKills(): number | null {
  try {
    const [, count] = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8')) ?? [];
    return count === undefined ? null : Number(count);
  } catch {
    return null;
  }
}
