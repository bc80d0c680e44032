/** @file The gateway's process is killed at some moment, several times: what had its answer given is never asked again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { startLlmServer } from '../../../../support/llm-server';

const support = resolve(import.meta.dirname, '../../../../support');
const questions = 120;

test('what was answered before a kill is not asked again after it', { timeout: 120_000 }, async () => {
  await using server = await startLlmServer({ latencyMs: 3, reply: () => 'I hear you.' });
  const folder = mkdtempSync(join(tmpdir(), 'solace-kill-'));
  const given = new Set<string>();
  const askedOf = (): string[] => server.delivered.map(({ request }) => /question \d+/.exec(request.messages.at(-1)?.content ?? '')?.[0] ?? '');
  try {
    let deliveredBefore = 0;
    for (const killAfter of [5, 40, 90, questions]) {
      const stored = new Set(given);
      const child = spawn(process.execPath, ['--import', join(support, 'typescript-imports.mjs'), join(support, 'llm/ask-until-killed.ts'), folder, server.baseUrl, String(questions)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let told = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        told += text;
        if (killAfter < questions && told.split('\n').length > killAfter) child.kill('SIGKILL');
      });
      await once(child, 'close');
      for (const line of told.split('\n').slice(0, -1)) given.add(line);
      expect(askedOf().slice(deliveredBefore).filter((question) => stored.has(question))).toEqual([]);
      deliveredBefore = server.delivered.length;
    }
    expect(given.size).toBe(questions);
    // Four at a time may have been on their way at each of three kills.
    expect(server.delivered.length).toBeLessThanOrEqual(questions + 3 * 8);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
