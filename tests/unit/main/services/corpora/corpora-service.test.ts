/** @file Corpora through the whole core: import, preview, conflicts, splits, export, cancellation; nothing half-written. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { forkTasks } from '#main/jobs/fork-transport';
import type { SpawnTask } from '#main/platform/ports';
import type { ActivityResult } from '#shared/contracts/activities';
import type { ActivityId } from '#shared/domain/ids';
import { esconvLines, openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

type Kind = ActivityResult['kind'];

async function resultOf<K extends Kind>(workbench: TestWorkbench, activityId: ActivityId, kind: K): Promise<Extract<ActivityResult, { kind: K }>> {
  const { result } = await workbench.finish(activityId);
  expect(result?.kind).toBe(kind);
  return result as Extract<ActivityResult, { kind: K }>;
}

describe('import', () => {
  test('stores the dialogues with counts, format, reason and files', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', esconvLines(5));
    const done = await workbench.importFiles([path], { name: 'Five' });
    expect(done).toMatchObject({ state: 'done', result: { kind: 'import', outcome: { isPreview: false, corpus: { name: 'Five', format: 'esconv-jsonl', dialogues: 5, utterances: 20, seekerTurns: 10, supporterTurns: 10, strategies: { Question: 5, 'Reflection of feelings': 5 } }, rejected: [], samples: { length: 5 } } } });
    const corpus = await workbench.client.call('corpora.get', { corpus: 'five' });
    expect(corpus).toMatchObject({ name: 'Five', dialogues: 5, files: [{ name: 'a.jsonl', records: 5 }] });
    expect((await workbench.client.call('dialogues.search', { filter: { text: 'awake' } })).total).toBe(5);
  });

  test('as a preview stores nothing and says what would come', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', `${esconvLines(3)}{"dialog": []}\n`);
    const done = await workbench.importFiles([path], { name: 'Three', isPreview: true });
    expect(done).toMatchObject({ state: 'done', result: { outcome: { isPreview: true, corpus: { dialogues: 3 }, rejected: [{ index: 3, file: 'a.jsonl' }] } } });
    expect(await workbench.client.call('corpora.list', {})).toEqual([]);
  });

  test('recognises content that is there already, by its hash', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', esconvLines(3));
    const copy = await workbench.write('copy.jsonl', esconvLines(3).replaceAll('","', '" ,  "'));
    await workbench.importFiles([path], { name: 'First' });
    expect(await workbench.importFiles([copy], { name: 'Second', isPreview: true })).toMatchObject({ result: { outcome: { identicalTo: 'First' } } });
    expect(await workbench.importFiles([copy], { name: 'Second' })).toMatchObject({ state: 'failed', error: { code: 'CONFLICT', message: expect.stringContaining('"First"') } });
    await expect(workbench.importFiles([path], { name: 'FIRST' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await workbench.client.call('corpora.list', {})).toHaveLength(1);
  });

  test('with no readable record fails and leaves nothing', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', '{"dialog": []}\n');
    expect(await workbench.importFiles([path], { name: 'None', format: 'esconv-jsonl' })).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: expect.stringContaining('record 0 of a.jsonl') } });
    expect(await workbench.client.call('corpora.list', {})).toEqual([]);
  });

  test('of files of different formats names them', async () => {
    await using workbench = await openTestWorkbench();
    const lines = await workbench.write('a.jsonl', esconvLines(2));
    const posts = await workbench.write('b.csv', 'question,answer\nWhy?,Because.\n');
    expect(await workbench.importFiles([lines, posts], { name: 'Mixed' })).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: expect.stringContaining('b.csv') } });
  });

  test('of an unknown format, or of a file that went away, says so', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', esconvLines(2));
    expect(await workbench.importFiles([path], { name: 'X', format: 'nope' })).toMatchObject({ state: 'failed', error: { code: 'INVALID_INPUT', message: expect.stringContaining('esconv') } });
    const { fileId } = await workbench.client.call('files.reference', { path });
    await rm(path);
    const { activityId } = await workbench.client.call('corpora.import', { fileIds: [fileId], name: 'Gone' });
    expect(await workbench.finish(activityId)).toMatchObject({ state: 'failed', error: { code: 'NOT_FOUND', message: expect.stringContaining('a.jsonl') } });
  });

  test('keeps the first 1,000 rejected records and counts the rest', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('a.jsonl', esconvLines(1) + '{"dialog": []}\n'.repeat(1005));
    const { result } = await workbench.importFiles([path], { name: 'Bad', format: 'esconv-jsonl' });
    expect(result).toMatchObject({ outcome: { rejected: { length: 1000 }, warnings: expect.arrayContaining([expect.objectContaining({ code: 'more-rejected', count: 5 })]) } });
  });

  test('survives keys that would reach a prototype', async () => {
    await using workbench = await openTestWorkbench();
    const poisoned = esconvLines(1).replace('{"emotion_type"', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"emotion_type"');
    const path = await workbench.write('a.jsonl', poisoned);
    expect(await workbench.importFiles([path], { name: 'P', format: 'esconv-jsonl' })).toMatchObject({ state: 'done' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('cancelled in the middle leaves nothing', async () => {
    const slow: SpawnTask = <Value>(name: string, input: unknown) => {
      expect([name, typeof input]).toEqual(['import-corpus', 'object']);
      async function* values(): AsyncGenerator {
        yield { type: 'started', format: 'esconv-jsonl', formatReason: 'said so', kind: 'dialogues', vocabulary: 'esconv8' };
        for (let batch = 1; ; batch++) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          yield { type: 'batch', records: [{ record: { turns: [{ speaker: 'seeker', text: 'x' }] }, raw: '{}', fileName: 'a', sha256: `${batch}` }], bytesRead: batch, bytesTotal: 1000 };
        }
      }
      return { [Symbol.asyncIterator]: () => values() as AsyncGenerator<Value>, kill: () => undefined };
    };
    await using workbench = await openTestWorkbench({ spawnTask: slow });
    const path = await workbench.write('a.jsonl', esconvLines(1));
    const { fileId } = await workbench.client.call('files.reference', { path });
    const { activityId } = await workbench.client.call('corpora.import', { fileIds: [fileId], name: 'Slow' });
    for await (const activity of workbench.client.stream('activities.watch', { id: activityId })) {
      if (activity.progress.done > 0) await workbench.client.call('activities.cancel', { id: activityId });
    }
    expect(await workbench.finish(activityId)).toMatchObject({ state: 'cancelled', error: { code: 'CANCELLED' } });
    expect((await workbench.client.call('dialogues.search', {})).total).toBe(0);
  });

  test('whose worker dies fails by name and leaves nothing', async () => {
    const dyingWorker = fileURLToPath(new URL('../../jobs/dying-worker.mjs', import.meta.url));
    await using workbench = await openTestWorkbench({ spawnTask: forkTasks(dyingWorker) });
    const done = await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(1))], { name: 'Lost' });
    expect(done).toMatchObject({ state: 'failed', error: { code: 'INTERNAL', message: expect.stringContaining('stopped unexpectedly (exit code 1)') } });
    expect(await workbench.client.call('corpora.list', {})).toEqual([]);
  });

  test('is open to windows through uploads only', async () => {
    await using workbench = await openTestWorkbench();
    const bytes = new TextEncoder().encode(esconvLines(2));
    const { fileId } = await workbench.windowClient.call('files.begin', { name: 'a.jsonl', sizeBytes: bytes.length });
    await expect(workbench.windowClient.call('corpora.import', { fileIds: [fileId], name: 'Up' })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('not uploaded yet') });
    await workbench.windowClient.call('files.append', { fileId, bytes });
    const { activityId } = await workbench.windowClient.call('corpora.import', { fileIds: [fileId], name: 'Up' });
    expect(await workbench.finish(activityId)).toMatchObject({ state: 'done' });
  });
});

describe('recognition and columns', () => {
  test('tell the format and why, or the columns and a guess', async () => {
    await using workbench = await openTestWorkbench();
    const lines = await workbench.client.call('files.reference', { path: await workbench.write('a.jsonl', esconvLines(2)) });
    const table = await workbench.client.call('files.reference', { path: await workbench.write('t.csv', 'dialogue_id,speaker,utterance\n1,seeker,Hi\n1,supporter,Hello\n') });
    expect(await workbench.client.call('corpora.recognise', { fileIds: [lines.fileId] })).toMatchObject({ format: 'esconv-jsonl' });
    expect(await workbench.client.call('corpora.recognise', { fileIds: [lines.fileId, table.fileId] })).toMatchObject({ format: null });
    expect(await workbench.client.call('corpora.columns', { fileId: table.fileId })).toMatchObject({ columns: ['dialogue_id', 'speaker', 'utterance'], guess: { layout: 'utterance-rows', text: 'utterance' } });
  });

  test('a mapping chooses the table importer', async () => {
    await using workbench = await openTestWorkbench();
    const path = await workbench.write('t.csv', 'c,who,what\n1,A,Hi\n1,B,Hello\n2,A,Bye\n');
    const done = await workbench.importFiles([path], { name: 'Mapped', options: { mapping: { layout: 'utterance-rows', text: 'what', speaker: 'who', dialogueId: 'c', supporterValues: ['B'] } } });
    expect(done).toMatchObject({ state: 'done', result: { outcome: { corpus: { format: 'generic-csv', dialogues: 2, supporterTurns: 1 } } } });
  });
});

describe('splits', () => {
  test('come with the corpus where the files are named after their parts', async () => {
    await using workbench = await openTestWorkbench();
    const paths = [await workbench.write('train.txt', esconvLines(8, 'rent')), await workbench.write('dev.txt', esconvLines(1, 'noise')), await workbench.write('test.txt', esconvLines(1, 'dreams'))];
    const done = await workbench.importFiles(paths, { name: 'Split' });
    expect(done).toMatchObject({ result: { outcome: { warnings: [{ code: 'split-from-files', count: 3 }] } } });
    expect(await workbench.client.call('corpora.splits', { corpus: 'Split' })).toMatchObject([{ mode: 'file', parts: [{ name: 'train', dialogues: 8 }, { name: 'valid', dialogues: 1 }, { name: 'test', dialogues: 1 }] }]);
  });

  test('are added, never changed; the same one again is the one that is there', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(20))], { name: 'Twenty' });
    const split = (mode: 'sequential' | 'seeded', seed = 13) => workbench.client.call('corpora.split', { corpus: 'Twenty', mode, seed });
    const sequential = await split('sequential');
    const seeded = await split('seeded');
    expect(sequential.parts).toEqual([{ name: 'train', dialogues: 16 }, { name: 'valid', dialogues: 2 }, { name: 'test', dialogues: 2 }]);
    expect(await split('seeded')).toEqual(seeded);
    expect((await split('seeded', 14)).sha256).not.toBe(seeded.sha256);
    expect(await workbench.client.call('corpora.splits', { corpus: 'Twenty' })).toHaveLength(3);
    await expect(workbench.client.call('corpora.split', { corpus: 'Twenty', mode: 'file' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('export', () => {
  test('of one part is read back by the window, and imports to the same content', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(20))], { name: 'Twenty' });
    const { id } = await workbench.client.call('corpora.split', { corpus: 'Twenty', mode: 'sequential' });
    const { activityId } = await workbench.client.call('corpora.export', { corpus: 'Twenty', format: 'solace-jsonl', splitSetId: id, part: 'valid' });
    const { file } = await resultOf(workbench, activityId, 'export');
    const { bytes, isLast } = await workbench.windowClient.call('files.read', { fileId: file.fileId, offset: 0, lengthBytes: 1_000_000 });
    expect([bytes.byteLength, isLast]).toEqual([file.sizeBytes, true]);
    const whole = await workbench.client.call('corpora.export', { corpus: 'Twenty', format: 'solace-jsonl' });
    const exported = await resultOf(workbench, whole.activityId, 'export');
    const copied = join(workbench.workspacePath, 'copied.jsonl');
    await workbench.client.call('files.copyTo', { fileId: exported.file.fileId, path: copied });
    expect(await workbench.importFiles([copied], { name: 'Again', isPreview: true })).toMatchObject({ result: { outcome: { identicalTo: 'Twenty' } } });
    await workbench.client.call('files.discard', { fileId: exported.file.fileId });
    expect(await readdir(join(workbench.workspacePath, 'exports'))).toEqual([file.name]);
  });

  test('to a format of another kind, an unknown format, an unknown part is refused', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(4))], { name: 'Four' });
    const { id } = await workbench.client.call('corpora.split', { corpus: 'Four', mode: 'sequential', ratios: '1:1' });
    const refused = (input: { format: string; splitSetId?: typeof id; part?: string }) => workbench.client.call('corpora.export', { corpus: 'Four', ...input });
    await expect(refused({ format: 'nope' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(refused({ format: 'solace-knowledge-jsonl' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(refused({ format: 'esconv', splitSetId: id, part: 'valid' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refused({ format: 'esconv', part: 'train' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a corpus', () => {
  test('is renamed, noted, removed and restored', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(2))], { name: 'Old' });
    const { id } = await workbench.client.call('corpora.update', { corpus: 'Old', name: 'New', note: 'for the pilot', isLocalOnly: true });
    expect(await workbench.client.call('corpora.statistics', { corpus: 'New' })).toMatchObject({ name: 'New', counts: { dialogues: 2 } });
    expect(await workbench.client.call('corpora.update', { corpus: id, name: 'Newer' })).toMatchObject({ name: 'Newer', note: 'for the pilot', isLocalOnly: true });
    expect(await workbench.client.call('corpora.statistics', { corpus: id })).toMatchObject({ name: 'Newer' });
    await workbench.client.call('corpora.remove', { corpus: id });
    expect(await workbench.client.call('corpora.list', {})).toEqual([]);
    expect(await workbench.client.call('corpora.restore', { corpusId: id })).toMatchObject({ name: 'Newer' });
  });

  test('for demonstration ships with the program and loads once', async () => {
    await using workbench = await openTestWorkbench();
    const { activityId } = await workbench.client.call('corpora.importDemo', {});
    const { outcome } = await resultOf(workbench, activityId, 'import');
    expect(outcome).toMatchObject({ corpus: { name: 'Solace demo' }, rejected: [] });
    expect(await workbench.client.call('corpora.get', { corpus: 'Solace demo' })).toMatchObject({ isDemo: true });
    await expect(workbench.client.call('corpora.importDemo', {})).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('the workspace', () => {
  test('is held by one program at a time', async () => {
    await using workbench = await openTestWorkbench();
    await expect(openTestWorkbench({ workspacePath: workbench.workspacePath })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('is backed up and restored', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(2))], { name: 'Kept' });
    const { activityId } = await workbench.client.call('workspace.backup', {});
    const { file } = await resultOf(workbench, activityId, 'backup');
    await workbench.client.call('corpora.remove', { corpus: 'Kept' });
    const restored = await workbench.client.call('workspace.restore', { fileId: file.fileId });
    expect(restored.corpora).toBe(1);
    expect(existsSync(restored.keptCopy)).toBe(true);
    expect(await workbench.client.call('corpora.get', { corpus: 'Kept' })).toMatchObject({ dialogues: 2 });
    const broken = await workbench.client.call('files.reference', { path: await workbench.write('broken.sqlite', 'no database') });
    await expect(workbench.client.call('workspace.restore', { fileId: broken.fileId })).rejects.toMatchObject({ code: 'WORKSPACE' });
    expect(await workbench.client.call('corpora.list', {})).toHaveLength(1);
  });

  test('is examined, without an engine that is not there', async () => {
    await using workbench = await openTestWorkbench();
    const report = await workbench.client.call('workspace.doctor', {});
    expect(report.workspace).toMatchObject({ path: workbench.workspacePath, corpora: 0, integrity: 'ok' });
    expect(report.checks.map(({ state }) => state)).not.toContain('problem');
  });

  test('keeps faults in its log, never what was said', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('a.jsonl', esconvLines(2))], { name: 'Quiet' });
    const { calls } = await workbench.client.call('debug.snapshot', {});
    expect(calls.map(({ command }) => command)).toContain('corpora.import');
    const log = join(workbench.workspacePath, 'logs', 'solace.log');
    expect(existsSync(log) ? await readFile(log, 'utf8') : '').not.toContain('awake');
  });
});
