/** @file The queue: runs work in their order and slot, wait for what they need, stop when asked, go on after deaths, and end in a true state. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunId } from '#shared/domain/ids';
import { forkedWorkers, openTestRuns, type TestRuns } from '../../../../support/runs/test-runs';

/** Every point of the curves that the work draws. */
async function curvesOf({ client }: TestRuns, id: RunId): Promise<unknown> {
  return client.call('runs.metricsPage', { id, names: ['train/loss', 'score'], limit: 10_000 }).then((rows) => rows.map(({ step, epoch, values }) => ({ step, epoch, values })));
}

async function logOf({ client }: TestRuns, id: RunId): Promise<string> {
  return (await client.call('runs.log', { id })).lines.map(({ source, text }) => `${source}: ${text}`).join('\n');
}

describe('a run', () => {
  test('waits until the queue works, then leaves curves, log, artefact, result and provenance', async () => {
    await using runs = await openTestRuns();
    const { id, state } = await runs.start({ steps: 12 }, { name: 'First', tags: ['a'] });
    expect(state).toBe('queued');
    const [row] = await runs.work([id]);
    expect(row).toMatchObject({ state: 'done', progress: { done: 12, total: 12 }, device: 'CPU', isScripted: false, lastMetrics: { score: expect.any(Number) } });
    const detail = await runs.client.call('runs.get', { id });
    expect(detail).toMatchObject({ name: 'First', attempts: 1, result: { sum: expect.any(Number), writes: [] }, artifacts: [{ name: 'sum', path: 'sum.txt', isFolder: false }], provenance: { node: process.versions.node, device: 'CPU' } });
    expect(detail.progress).not.toHaveProperty('unitsPerSecond');
    expect(await curvesOf(runs, id)).toHaveLength(12);
    expect(await logOf(runs, id)).toBe('workbench: Queued.\nworkbench: Begins.\nrun: counts from 0\nworkbench: Done.');
    const file = await runs.client.call('runs.saveArtifact', { artifactId: detail.artifacts[0]?.id as never });
    const { bytes } = await runs.client.call('files.read', { fileId: file.fileId, offset: 0, lengthBytes: 100 });
    expect(new TextDecoder().decode(bytes)).toBe(String((detail.result as { sum: number }).sum));
  });

  test('fails with its own words, and with ours for a fault', async () => {
    await using runs = await openTestRuns();
    const refused = await runs.start({ trouble: 'refuse', troubleAt: 3 });
    const faulty = await runs.start({ trouble: 'fail', troubleAt: 3 });
    const rows = await runs.work([refused.id, faulty.id]);
    expect(rows).toMatchObject([{ state: 'failed', errorMessage: 'dialogue 7 has no turns' }, { state: 'failed', errorMessage: expect.stringContaining('a fault of the task') }]);
    // What it had reported is kept.
    expect(await curvesOf(runs, refused.id)).toHaveLength(3);
  });

  test('that meets a limit is paused with it and can go on', async () => {
    await using runs = await openTestRuns();
    const { id } = await runs.start({ trouble: 'limit', troubleAt: 7 });
    await runs.client.call('runs.work', {});
    expect(await runs.until(id, ({ state }) => state === 'paused')).toMatchObject({ errorMessage: 'the cap of 60 calls is reached' });
    await runs.client.call('runs.resume', { id });
    expect(await runs.finish(id)).not.toHaveProperty('errorMessage');
    expect(await curvesOf(runs, id)).toHaveLength(20);
  });

  test('asks the parent and gets its answers', async () => {
    await using runs = await openTestRuns();
    const [asked, plain] = [await runs.start({ askEvery: 4 }), await runs.start()];
    await runs.work([asked.id, plain.id]);
    expect(await runs.client.call('runs.get', { id: asked.id })).toMatchObject({ state: 'done', isScripted: true });
    expect(await curvesOf(runs, asked.id)).not.toEqual(await curvesOf(runs, plain.id));
  });

  test('that cannot begin any more says why', async () => {
    await using runs = await openTestRuns();
    await expect(runs.start({ steps: 404 })).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no corpus 404.' });
    await expect(runs.start({ stepz: 3 })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('no option "stepz"') });
    await expect(runs.start({ steps: 'many' })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('steps:') });
    await expect(runs.client.call('runs.start', { kind: 'dreaming' })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('There are: counting') });
    expect(await runs.client.call('runs.list', {})).toMatchObject({ total: 0 });
  });
});

describe('the order', () => {
  test('is by priority, then by age, as many at once as the slot has places', async () => {
    await using runs = await openTestRuns();
    const low = await runs.start({ steps: 3 }, { priority: -1 });
    const first = await runs.start({ steps: 3 });
    const second = await runs.start({ steps: 3 });
    const high = await runs.start({ steps: 3 }, { priority: 5 });
    const other = await runs.start({ steps: 3, slot: 'gpu' });
    await runs.client.call('runs.setSlot', { slot: 'gpu', places: 0 });
    await runs.work([low.id, first.id, second.id, high.id]);
    const { rows } = await runs.client.call('runs.list', { sort: { by: 'column', key: 'finishedAt' }, order: 'ascending' });
    const begun = await Promise.all(rows.map(async ({ id }) => ({ id, log: (await runs.client.call('runs.log', { id })).lines })));
    const beginnings = begun.flatMap(({ id, log }) => log.filter(({ text }) => text === 'Begins.').map((line) => ({ id, line: line.id })));
    expect(beginnings.sort((a, b) => a.line - b.line).map(({ id }) => id)).toEqual([high.id, first.id, second.id, low.id]);
    expect(await runs.client.call('runs.slots', {})).toContainEqual({ slot: 'gpu', places: 0, running: [], queued: [other.id] });
    await runs.client.call('runs.setSlot', { slot: 'gpu', places: 1 });
    expect(await runs.finish(other.id)).toMatchObject({ state: 'done' });
  });

  test('waits for what a run needs, and fails it where that failed', async () => {
    await using runs = await openTestRuns();
    const source = await runs.start({ steps: 4, slot: 'gpu' });
    const broken = await runs.start({ trouble: 'refuse', troubleAt: 0, slot: 'gpu' });
    const good = await runs.start({ steps: 2 }, { needs: [source.id] });
    const bad = await runs.start({ steps: 2 }, { needs: [source.id, broken.id] });
    const worse = await runs.start({ steps: 2 }, { needs: [bad.id] });
    expect(await runs.work([good.id, bad.id, worse.id])).toMatchObject([
      { state: 'done' },
      { state: 'failed', errorMessage: expect.stringContaining(`needs run ${broken.id} ("Counting ${broken.id}"), which failed`) },
      { state: 'failed', errorMessage: expect.stringContaining(`needs run ${bad.id}`) },
    ]);
    expect(await runs.client.call('runs.get', { id: source.id })).toMatchObject({ state: 'done', neededBy: [{ id: good.id }, { id: bad.id }] });
  });

  test('lets only the chosen runs work, with what they need', async () => {
    await using runs = await openTestRuns();
    const need = await runs.start({ steps: 2 });
    const bystander = await runs.start({ steps: 2 });
    const wanted = await runs.start({ steps: 2 }, { needs: [need.id] });
    await runs.client.call('runs.work', { ids: [wanted.id] });
    await runs.finish(wanted.id);
    expect(await runs.client.call('runs.get', { id: bystander.id })).toMatchObject({ state: 'queued', attempts: 0 });
  });
});

describe('stopping', () => {
  test('a paused run goes on from its checkpoint, and its curves are those of an uninterrupted one', async () => {
    await using runs = await openTestRuns();
    const whole = await runs.start({ steps: 40 });
    await runs.work([whole.id]);
    const { id } = await runs.start({ steps: 40, pauseMs: 5 });
    await runs.until(id, ({ progress }) => (progress?.done ?? 0) >= 8);
    await runs.client.call('runs.pause', { id });
    expect(await runs.until(id, ({ state }) => state === 'paused')).not.toHaveProperty('stopping');
    await runs.client.call('runs.resume', { id });
    expect(await runs.finish(id)).toMatchObject({ state: 'done' });
    expect(await curvesOf(runs, id)).toEqual(await curvesOf(runs, whole.id));
    expect(await runs.client.call('runs.get', { id })).toMatchObject({ attempts: 2, result: (await runs.client.call('runs.get', { id: whole.id })).result });
  });

  test('a run that does not stop within the grace is ended', async () => {
    await using runs = await openTestRuns({ openProgram: forkedWorkers, limits: { stopGraceMs: 50 } });
    const { id } = await runs.start({ trouble: 'hang', troubleAt: 4 });
    await runs.client.call('runs.work', {});
    await runs.until(id, ({ progress }) => progress?.done === 4);
    await runs.client.call('runs.pause', { id });
    await runs.until(id, ({ state }) => state === 'paused');
    await runs.client.call('runs.resume', { id });
    expect(await runs.finish(id)).toMatchObject({ state: 'done' });
    expect(await curvesOf(runs, id)).toHaveLength(20);
  });

  test('a cancelled run stays cancelled until it is tried again', async () => {
    await using runs = await openTestRuns();
    const { id } = await runs.start({ steps: 30, pauseMs: 5 });
    const waiting = await runs.start();
    await runs.client.call('runs.work', {});
    await runs.until(id, ({ state }) => state === 'running');
    await runs.client.call('runs.cancel', { id: waiting.id });
    await runs.client.call('runs.cancel', { id });
    expect(await runs.finish(id)).toMatchObject({ state: 'cancelled' });
    await expect(runs.client.call('runs.cancel', { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(runs.client.call('runs.pause', { id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(runs.client.call('runs.resume', { id })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('retry it') });
    await runs.client.call('runs.retry', { id });
    expect(await runs.finish(id)).toMatchObject({ state: 'done' });
    expect(await runs.client.call('runs.get', { id: waiting.id })).toMatchObject({ state: 'cancelled', attempts: 0 });
  });

  test('closing keeps a run queued; opening again does not begin it by itself, working does', async () => {
    await using runs = await openTestRuns();
    const { id } = await runs.start({ steps: 30, pauseMs: 5 });
    await runs.client.call('runs.work', {});
    await runs.until(id, ({ progress }) => (progress?.done ?? 0) >= 6);
    await using later = await runs.reopen();
    expect(await later.client.call('runs.get', { id })).toMatchObject({ state: 'queued', attempts: 1 });
    expect(await later.work([id])).toMatchObject([{ state: 'done' }]);
    expect(await curvesOf(later, id)).toHaveLength(30);
    expect(await logOf(later, id)).toContain('The workbench was closed');
  });
});

describe('a worker that dies', () => {
  test('is started again from the checkpoint', async () => {
    await using runs = await openTestRuns({ openProgram: forkedWorkers });
    const whole = await runs.start();
    const { id } = await runs.start({ trouble: 'die', troubleAt: 13 });
    await runs.work([whole.id, id]);
    expect(await runs.client.call('runs.get', { id })).toMatchObject({ state: 'done', attempts: 2, deaths: 1 });
    expect(await curvesOf(runs, id)).toEqual(await curvesOf(runs, whole.id));
    expect(await logOf(runs, id)).toMatch(/stopped unexpectedly \(exit code 7\)[^]*Goes on \(attempt 2\)[^]*counts from 10/);
  });

  test('at the same place three times has failed; tried again it gets three more', async () => {
    await using runs = await openTestRuns({ openProgram: forkedWorkers });
    const { id } = await runs.start({ trouble: 'die-each-time', troubleAt: 7 });
    expect(await runs.work([id])).toMatchObject([{ state: 'failed', errorMessage: expect.stringContaining('3 times at the same place (exit code 7)') }]);
    expect(await runs.client.call('runs.get', { id })).toMatchObject({ attempts: 3, deaths: 3 });
    await runs.client.call('runs.retry', { id });
    await runs.finish(id);
    expect(await runs.client.call('runs.get', { id })).toMatchObject({ attempts: 6 });
  });

  test('for want of memory fails at once and says what to change', async () => {
    await using runs = await openTestRuns({ openProgram: forkedWorkers });
    const { id } = await runs.start({ trouble: 'memory', troubleAt: 2 });
    expect(await runs.work([id])).toMatchObject([{ state: 'failed', errorMessage: expect.stringContaining('smaller batch') }]);
    expect(await runs.client.call('runs.get', { id })).toMatchObject({ attempts: 1, error: { code: 'LIMIT' } });
  });
});

test('a removed run is hidden, restored, and not taken while it works', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.start({ steps: 30, pauseMs: 5 });
  await runs.client.call('runs.work', {});
  await runs.until(id, ({ state }) => state === 'running');
  await expect(runs.client.call('runs.remove', { id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await runs.finish(id);
  await runs.client.call('runs.remove', { id });
  await expect(runs.client.call('runs.get', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await runs.client.call('runs.list', {})).toMatchObject({ total: 0 });
  expect(await runs.client.call('runs.restore', { id })).toMatchObject({ state: 'done' });
  expect(existsSync(join(runs.workspacePath, 'runs', String(id), 'sum.txt'))).toBe(true);
});

test('a workspace is not replaced under a run at work', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.start({ steps: 30, pauseMs: 5 });
  const { activityId } = await runs.client.call('workspace.backup', {});
  const backup = (await Array.fromAsync(runs.client.stream('activities.watch', { id: activityId }))).at(-1)?.result;
  if (backup?.kind !== 'backup') throw new Error('no backup was made');
  await runs.client.call('runs.work', {});
  await runs.until(id, ({ state }) => state === 'running');
  await expect(runs.client.call('workspace.restore', { fileId: backup.file.fileId })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('is at work') });
  await runs.finish(id);
  // The run of that number begins anew: it does not find the checkpoints of the one that was done.
  await runs.client.call('workspace.restore', { fileId: backup.file.fileId });
  expect(await runs.finish(id)).toMatchObject({ state: 'done' });
  expect(await logOf(runs, id)).toContain('counts from 0');
});

test('language models are asked through the gateway, which checks the question', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.start({ askEvery: 1, asks: 'language-model' });
  expect(await runs.work([id])).toMatchObject([{ state: 'failed', errorMessage: expect.stringContaining('A language model cannot be asked') }]);
});
