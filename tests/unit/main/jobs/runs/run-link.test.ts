/** @file What a task reports arrives once, in order and in batches; a store that refuses ends the work; results are hashed where they lie. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Conversation } from '#main/jobs/requests';
import { hashArtifact } from '#main/jobs/runs/hash-artifact';
import { openRunLink } from '#main/jobs/runs/run-link';
import type { RunReport, RunRequest } from '#main/jobs/runs/run-messages';
import { AppError } from '#shared/contracts/errors';

const folder = mkdtempSync(join(tmpdir(), 'solace-run-link-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openLink(answer: (report: RunReport) => Promise<void> = () => Promise.resolve()) {
  const reports: RunReport[] = [];
  const conversation: Conversation = {
    async ask(request) {
      const { report } = request as Extract<RunRequest, { type: 'report' }>;
      await answer(report);
      reports.push(report);
      return null;
    },
    tell: () => undefined,
    close: () => undefined,
  };
  const stopping = new AbortController();
  const start = { runId: 1, task: 't', input: null, folder, isResumed: true, seed: 1, workedMs: 500 };
  return { reports, ...openRunLink(start, conversation, { clock: { now: () => new Date(0), elapsedMs: () => 7 }, stopping }) };
}

describe('reports', () => {
  test('come whole and in order, in few batches, with the work of earlier attempts', async () => {
    const { link, reports } = openLink();
    for (let step = 0; step < 5_000; step++) {
      link.metrics(step, { loss: step });
      link.progress({ done: step, unit: 'steps', note: '' });
    }
    await link.flush();
    expect(reports.flatMap(({ steps }) => steps.map(({ step }) => step))).toEqual(Array.from({ length: 5_000 }, (_, step) => step));
    expect(reports.length).toBeLessThan(12);
    expect(reports.at(-1)).toMatchObject({ workedMs: 507 });
    expect(reports.findLast(({ progress }) => progress !== undefined)?.progress?.done).toBe(4_999);
  });

  test('are sent without a flush too', async () => {
    const { promise, resolve } = Promise.withResolvers<RunReport>();
    const { link } = openLink((report) => Promise.resolve(resolve(report)));
    link.log('info', 'hello');
    expect(await promise).toMatchObject({ log: [{ level: 'info', text: 'hello' }] });
  });

  test('that cannot be stored abort the task and reject its flush', async () => {
    const { link } = openLink(() => Promise.reject(new AppError('LIMIT', 'the disk is full')));
    link.metrics(0, { loss: 1 });
    await expect(link.flush()).rejects.toMatchObject({ code: 'LIMIT' });
    expect(link.signal.reason).toMatchObject({ message: 'the disk is full' });
    await expect(link.flush()).rejects.toMatchObject({ code: 'LIMIT' });
  });

  test('name a step that is a whole number', () => {
    expect(() => openLink().link.metrics(0.5, { loss: 1 })).toThrow('whole number');
  });
});

describe('a result', () => {
  mkdirSync(join(folder, 'model', 'deep'), { recursive: true });
  writeFileSync(join(folder, 'model', 'a.txt'), 'abc');
  writeFileSync(join(folder, 'model', 'deep', 'b.txt'), '');
  symlinkSync('/etc/hostname', join(folder, 'model', 'link'));

  test('that is a folder is its files, links left out', async () => {
    expect(await hashArtifact(folder, { name: 'model', kind: 'model', path: 'model' })).toMatchObject({
      path: 'model',
      isFolder: true,
      sizeBytes: 3,
      files: [
        { path: 'a.txt', sizeBytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
        { path: 'deep/b.txt', sizeBytes: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      ],
    });
  });

  test('must lie in the folder of the run and be there', async () => {
    for (const path of ['..', '../x', '/etc/hostname', '.', 'model/nothing', 'model/link']) {
      await expect(hashArtifact(folder, { name: 'x', kind: 'k', path })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});
