/** @file What is read off runs: kinds and their forms, lists, sweeps, comparisons, lineage, reproduction and bundles. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileId } from '#shared/domain/ids';
import { openTestRuns, type TestRuns } from '../../../../support/runs/test-runs';

async function textOf({ client }: TestRuns, fileId: FileId): Promise<string> {
  return new TextDecoder().decode((await client.call('files.read', { fileId, offset: 0, lengthBytes: 16 * 1024 ** 2 })).bytes);
}

test('a kind tells its form, its defaults, its profiles and where they differ', async () => {
  await using runs = await openTestRuns();
  const [kind] = await runs.client.call('runs.kinds', {});
  expect(kind).toMatchObject({ kind: 'counting', defaults: { steps: 20, nested: { rate: 1, labels: ['a', 'b'] } }, profiles: [{ name: 'paper', options: { steps: 30, 'nested.rate': 0.5 } }, { name: 'authors-code' }] });
  expect(kind?.schema).toMatchObject({ type: 'object', properties: { steps: { default: 20, title: 'Steps', description: 'How far to count.', minimum: 1 } } });
  expect(await runs.client.call('runs.forecast', { kind: 'counting', config: { steps: 50 } })).toMatchObject({ seconds: 0.5, slot: 'cpu', notes: ['It counts.'] });
  expect(await runs.client.call('runs.profileDifferences', { kind: 'counting', config: { steps: 30, nested: { rate: 0.5 } } })).toEqual([
    { path: 'nested.rate', value: 0.5, profiles: [{ name: 'authors-code', value: 2 }], decision: 'D1', why: 'The paper and the code differ.' },
  ]);
  expect(await runs.client.call('runs.start', { kind: 'counting', profile: 'paper', config: { steps: 7 } })).toMatchObject({ profile: 'paper', config: { steps: 7, 'nested.rate': 0.5 } });
  await expect(runs.client.call('runs.start', { kind: 'counting', profile: 'recommended' })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('It has: paper, authors-code') });
});

test('the table is filtered and sorted by any option and any metric', async () => {
  await using runs = await openTestRuns();
  const slow = await runs.start({ steps: 3, nested: { rate: 0.1, labels: ['x'] } }, { name: 'Slow', tags: ['baseline', 'a'] });
  const fast = await runs.start({ steps: 4, nested: { rate: 100 } }, { name: 'Fast 100%', tags: ['a'] });
  const idle = await runs.start({ steps: 5 }, { name: 'Idle' });
  await runs.client.call('runs.pause', { id: idle.id });
  await runs.work([slow.id, fast.id]);
  const ids = async (input: Parameters<typeof runs.client.call<'runs.list'>>[1]): Promise<number[]> => (await runs.client.call('runs.list', input)).rows.map(({ id }) => id);
  expect(await ids({})).toEqual([idle.id, fast.id, slow.id]);
  expect(await ids({ sort: { by: 'last', key: 'score' }, order: 'ascending' })).toEqual([slow.id, fast.id, idle.id]);
  expect(await ids({ sort: { by: 'config', key: 'nested.rate' } })).toEqual([fast.id, idle.id, slow.id]);
  expect(await ids({ filter: { config: [{ path: 'nested.rate', values: [0.1, 1] }] } })).toEqual([idle.id, slow.id]);
  expect(await ids({ filter: { config: [{ path: 'nested.labels', values: [['x']] }] } })).toEqual([slow.id]);
  expect(await ids({ filter: { config: [{ path: 'nested.missing', values: [null] }] } })).toEqual([]);
  expect(await ids({ filter: { text: '100%' } })).toEqual([fast.id]);
  expect(await ids({ filter: { tags: ['a', 'baseline'] } })).toEqual([slow.id]);
  expect(await ids({ filter: { states: ['paused'] } })).toEqual([idle.id]);
  expect(await runs.client.call('runs.list', { limit: 1, offset: 1 })).toMatchObject({ total: 3, rows: [{ id: fast.id }] });
  const facets = await runs.client.call('runs.facets', {});
  expect(facets).toMatchObject({ kinds: [{ value: 'counting', count: 3 }], tags: [{ value: 'a', count: 2 }, { value: 'baseline', count: 1 }], metrics: [{ value: 'score', count: 2 }, { value: 'train/loss', count: 2 }] });
  expect(facets.config.slice(0, 3).map(({ path }) => path)).toEqual(['nested.labels', 'nested.rate', 'steps']);
  expect(facets.config[1]?.values).toContainEqual({ value: 0.1, count: 1 });
  await runs.client.call('runs.edit', { id: idle.id, name: 'Renamed', tags: ['b'], notes: 'why it waits', priority: 3 });
  expect(await ids({ filter: { text: 'why it' } })).toEqual([idle.id]);
  expect(await runs.client.call('runs.compare', { ids: [slow.id, fast.id] })).toMatchObject({
    config: expect.arrayContaining([{ path: 'steps', values: [3, 4], isDifferent: true }, { path: 'slot', values: ['cpu', 'cpu'], isDifferent: false }]),
    metrics: [{ name: 'score', direction: 'higher', last: [expect.any(Number), expect.any(Number)] }, { name: 'train/loss', direction: 'lower' }],
  });
});

test('a sweep is a parent whose state and summary follow its runs', async () => {
  await using runs = await openTestRuns();
  const { client } = runs;
  const plan = { search: { mode: 'grid' as const, parameters: [{ path: 'nested.rate', values: [1, 10] }, { path: 'steps', values: [3, 5] }] }, seeds: [1, 2, 3] };
  const { id } = await client.call('runs.sweep', { kind: 'counting', name: 'Rates', plan });
  expect(await client.call('runs.get', { id })).toMatchObject({ kind: 'sweep', state: 'queued', progress: { done: 0, total: 12, unit: 'runs' }, sweep: plan });
  await client.call('runs.pause', { id });
  expect(await client.call('runs.get', { id })).toMatchObject({ state: 'paused' });
  await client.call('runs.work', {});
  await client.call('runs.resume', { id });
  expect(await runs.finish(id)).toMatchObject({ state: 'done', progress: { done: 12 } });
  const summary = await client.call('runs.sweepSummary', { id, metric: 'score' });
  expect(summary.parameters).toEqual([{ path: 'nested.rate', values: [1, 10] }, { path: 'steps', values: [3, 5] }]);
  expect(summary.groups).toHaveLength(4);
  expect(summary.groups[0]).toMatchObject({ parameters: { 'nested.rate': 10 }, statistics: { n: 3, low: expect.any(Number) } });
  const best = Math.max(...summary.runs.map(({ value }) => value ?? 0));
  expect(summary.best?.value).toBe(best);
  expect(summary.sensitivity[0]?.points.map(({ statistics }) => statistics?.n)).toEqual([6, 6]);
  const children = (await client.call('runs.list', { filter: { parentId: id } })).rows;
  expect(children.at(-1)).toMatchObject({ name: 'Rates, rate 1, steps 3, seed 1', parentId: id, seed: 1 });
  expect((await client.call('runs.list', { filter: { parentId: null } })).rows).toMatchObject([{ id }]);
  await expect(client.call('runs.sweep', { kind: 'counting', plan: { search: { mode: 'grid', parameters: [{ path: 'stepz', values: [1] }] } } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await client.call('runs.remove', { id });
  expect(await client.call('runs.list', {})).toMatchObject({ total: 0 });
  await client.call('runs.restore', { id });
  expect(await client.call('runs.list', {})).toMatchObject({ total: 13 });
});

test('a sweep with a failed run has failed, and its failed runs can be tried again', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.client.call('runs.sweep', { kind: 'counting', config: { troubleAt: 2 }, plan: { search: { mode: 'grid', parameters: [{ path: 'trouble', values: ['none', 'refuse'] }] } } });
  expect(await runs.work([id])).toMatchObject([{ state: 'failed', errorMessage: expect.stringContaining('1 of the 2 runs') }]);
  await runs.client.call('runs.retry', { id });
  expect(await runs.finish(id)).toMatchObject({ state: 'failed' });
});

test('lineage reaches from what went in to what came of it', async () => {
  await using runs = await openTestRuns();
  const { client } = runs;
  const annotate = await runs.start({ steps: 2, reads: [{ kind: 'corpus', id: 1, name: 'ESConv' }], writes: [{ kind: 'label-set', id: 7, name: 'Votes' }] }, { name: 'Annotate' });
  const train = await runs.start({ steps: 2, reads: [{ kind: 'label-set', id: 7, name: 'Votes' }] }, { name: 'Train', needs: [annotate.id] });
  const evaluate = await runs.start({ steps: 2, reads: [{ kind: 'run', id: train.id, name: 'Train' }] }, { name: 'Evaluate', needs: [train.id] });
  const stranger = await runs.start({ steps: 2, reads: [{ kind: 'corpus', id: 1, name: 'ESConv' }] });
  await runs.work([evaluate.id, stranger.id]);
  const { nodes, edges, isCut } = await client.call('runs.lineage', { id: train.id });
  expect(isCut).toBe(false);
  expect(nodes.map(({ key }) => key)).toEqual(expect.arrayContaining(['corpus:1', `run:${annotate.id}`, 'label-set:7', `run:${train.id}`, `run:${evaluate.id}`, 'artifact:2']));
  expect(nodes.map(({ key }) => key)).not.toContain(`run:${stranger.id}`);
  expect(edges).toEqual(
    expect.arrayContaining([
      { from: 'corpus:1', to: `run:${annotate.id}`, relation: 'input' },
      { from: `run:${annotate.id}`, to: 'label-set:7', relation: 'output' },
      { from: 'label-set:7', to: `run:${train.id}`, relation: 'input' },
      { from: `run:${train.id}`, to: `run:${evaluate.id}`, relation: 'input' },
    ]),
  );
});

test('a clone changes what it is told to, and nothing that is not there', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.start({ steps: 3, nested: { rate: 3 } }, { seed: 5, tags: ['a'] });
  expect(await runs.client.call('runs.clone', { id, changes: { 'nested.rate': 4 } })).toMatchObject({ config: { steps: 3, 'nested.rate': 4 }, seed: 5, tags: ['a'], name: `Counting ${id}, changed` });
  await expect(runs.client.call('runs.clone', { id, changes: { 'nested.rat': 4 } })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('reproducing tells whether the numbers agree', async () => {
  await using runs = await openTestRuns();
  const { client } = runs;
  const { id } = await runs.start({ steps: 6 }, { seed: 99 });
  await expect(client.call('runs.reproduce', { id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await runs.work([id]);
  const again = await client.call('runs.reproduce', { id });
  await runs.finish(again.id);
  expect(await client.call('runs.get', { id: again.id })).toMatchObject({ reproducesId: id, reproduction: { of: id, tolerance: 0, isIdentical: true, compared: 12, differing: [], artifacts: [{ name: 'sum', isIdentical: true }] } });
});

test('an exported run comes back with its curves; a forged number is found by reproducing it', async () => {
  await using runs = await openTestRuns();
  const { client } = runs;
  const { id } = await runs.start({ steps: 6, reads: [{ kind: 'corpus', id: 1, name: 'ESConv' }] }, { name: 'Mine', seed: 4 });
  await runs.work([id]);
  const exported = await client.call('runs.exportBundle', { id });
  const bundle = JSON.parse(await textOf(runs, exported.fileId)) as { inputs: { sha256: string }[]; metrics: { name: string; points: number[][] }[] };
  for (const { name, points } of bundle.metrics) if (name === 'score') for (const point of points.slice(2, 3)) point[1] = 0.25;
  (bundle.inputs[0] as { sha256: string }).sha256 = 'another';
  const path = join(runs.workspacePath, 'forged.json');
  await writeFile(path, JSON.stringify(bundle));
  const { fileId } = await client.call('files.reference', { path });
  const { run, notes } = await client.call('runs.importBundle', { fileId });
  expect(run).toMatchObject({ state: 'done', isImported: true, name: 'Mine', seed: 4, config: { steps: 6 } });
  expect(notes).toEqual([expect.stringContaining('Its corpus "ESConv"')]);
  await expect(client.call('runs.retry', { id: run.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  const again = await client.call('runs.reproduce', { id: run.id });
  await runs.finish(again.id);
  expect(await client.call('runs.get', { id: again.id })).toMatchObject({ reproduction: { isIdentical: false, differing: [{ name: 'score', values: 1, step: 2, expected: 0.25 }] } });
  const whole = await readFile(path, 'utf8');
  for (const damaged of [whole.slice(0, 100), whole.replace('"result":', `"result":${'['.repeat(100_000)}${']'.repeat(100_000)},"was":`)]) {
    await writeFile(path, damaged);
    const broken = await client.call('files.reference', { path });
    await expect(client.call('runs.importBundle', { fileId: broken.fileId })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('forged.json') });
  }
});

test('the log is paged from its end, forwards and by level', async () => {
  await using runs = await openTestRuns();
  const { id } = await runs.start({ trouble: 'refuse', troubleAt: 1 });
  await runs.work([id]);
  const read = async (page: object): Promise<string[]> => (await runs.client.call('runs.log', { id, ...page })).lines.map(({ text }) => text);
  expect(await read({ limit: 2 })).toEqual(['counts from 0', 'dialogue 7 has no turns']);
  const { lines, hasMore } = await runs.client.call('runs.log', { id, limit: 1 });
  expect(hasMore).toBe(true);
  expect(await read({ before: lines[0]?.id, limit: 1 })).toEqual(['counts from 0']);
  expect(await read({ after: 0, limit: 2 })).toEqual(['Queued.', 'Begins.']);
  expect(await read({ level: 'error' })).toEqual(['dialogue 7 has no turns']);
});
