/** @file kill -9 twenty times at random moments of a review: every decision that was answered is in the store, whole, and nothing is damaged. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '#main/store/store';
import { sql } from '#main/store/sql';
import { createRandom } from '#shared/domain/random';
import { makeQueue } from '../../../support/review/queue';
import { silentLog } from '../../../support/store';

const support = join(import.meta.dirname, '../../../support');
const random = createRandom(20_261_121);

/** Kills the process after a random number of answers, at a random moment of the next; returns what it answered. */
async function decideUntilKilled(args: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', join(support, 'typescript-imports.mjs'), join(support, 'review/decide-until-killed.ts'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const wanted = 1 + random.integer(30);
  const delayMs = random.next() * 4;
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > wanted) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

test('twenty times', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'solace-review-kill-'));
  const open = () => openStore({ folder, clock: { now: () => new Date() }, log: silentLog });
  const prepared = open();
  const { campaignId, personIds } = makeQueue(prepared.db, { items: 40 });
  prepared.dispose();
  const answered: string[] = [];
  for (let round = 0; round < 20; round++) answered.push(...(await decideUntilKilled([folder, String(campaignId), String(personIds[0]), String(round)])));

  const store = open();
  const kept = new Set(store.db.column<string>(sql`SELECT decision_id FROM review_actions`));
  expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  // At most the one decision of each round that was made but not answered any more.
  expect(kept.size - answered.length).toBeLessThanOrEqual(20);
  expect(store.db.number(sql`SELECT count(*) FROM review_actions a WHERE (SELECT count(*) FROM review_decisions d WHERE d.action_id = a.id) <> 2`)).toBe(0);
  expect(store.checkIntegrity().problems).toEqual([]);
  store.dispose();
  await rm(folder, { recursive: true, force: true });
});
