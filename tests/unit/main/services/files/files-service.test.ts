/** @file Files: what a window can reach through handles, and what it cannot. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NativeDialogs } from '#main/platform/ports';
import { createFileRegistry, type FileRegistry } from '#main/services/files/file-registry';
import { createFilesService } from '#main/services/files/files-service';
import { FileId } from '#shared/domain/ids';

const context = { role: 'researcher', seat: { person: null, standing: 'researcher', take: () => undefined, leave: () => undefined }, signal: new AbortController().signal } as const;
let folder: string;
let files: FileRegistry;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-files-'));
  files = createFileRegistry(folder);
  await files.clearStaging();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const service = (dialogs: NativeDialogs | null = null) => createFilesService({ files, ports: { dialogs } });
const staged = () => readdir(join(folder, 'staging'));

describe('uploads', () => {
  test('come together in order and are readable only when complete', async () => {
    const { 'files.begin': begin, 'files.append': append } = service();
    const { fileId } = await begin({ name: 'a.json', sizeBytes: 4 }, context);
    expect(await append({ fileId, bytes: new Uint8Array([1, 2]) }, context)).toEqual({ receivedBytes: 2 });
    expect(() => files.readable(fileId)).toThrow(/2 of 4 bytes/);
    await append({ fileId, bytes: new Uint8Array([3, 4]) }, context);
    expect([...(await readFile(files.readable(fileId).path))]).toEqual([1, 2, 3, 4]);
  });

  test('longer than announced are refused and leave nothing', async () => {
    const { 'files.begin': begin, 'files.append': append } = service();
    const { fileId } = await begin({ name: 'a.json', sizeBytes: 3 }, context);
    await expect(append({ fileId, bytes: new Uint8Array(4) }, context)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(append({ fileId, bytes: new Uint8Array(1) }, context)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await staged()).toEqual([]);
  });

  test('stay in the staging folder whatever they are called', async () => {
    const names = ['../../etc/passwd', '..\\..\\evil.json', '/absolute.json', 'a/../../b.json', '..'];
    for (const name of names) await service()['files.begin']({ name, sizeBytes: 0 }, context);
    expect(await staged()).toHaveLength(names.length);
    expect(await readdir(folder)).toEqual(['staging']);
  });

  test('are removed when discarded, and at the next start', async () => {
    const { 'files.begin': begin, 'files.discard': discard } = service();
    const { fileId } = await begin({ name: 'a', sizeBytes: 0 }, context);
    await discard({ fileId }, context);
    expect(await staged()).toEqual([]);
    await begin({ name: 'b', sizeBytes: 0 }, context);
    await createFileRegistry(folder).clearStaging();
    expect(await staged()).toEqual([]);
  });
});

describe('reading back', () => {
  test('gives slices of what the workbench wrote', async () => {
    await writeFile(join(folder, 'export.txt'), 'abcdef');
    const { fileId } = await files.add(join(folder, 'export.txt'), 'export');
    const read = service()['files.read'];
    const first = await read({ fileId, offset: 0, lengthBytes: 4 }, context);
    const last = await read({ fileId, offset: 4, lengthBytes: 4 }, context);
    expect([Buffer.from(first.bytes).toString(), first.isLast, Buffer.from(last.bytes).toString(), last.isLast]).toEqual(['abcd', false, 'ef', true]);
    expect(await read({ fileId, offset: 99, lengthBytes: 4 }, context)).toEqual({ bytes: new Uint8Array(0), isLast: true });
  });

  test('is refused for a file the person chose or uploaded', async () => {
    await writeFile(join(folder, 'private.txt'), 'secret');
    const chosen = await files.add(join(folder, 'private.txt'), 'chosen');
    const uploaded = await service()['files.begin']({ name: 'a', sizeBytes: 0 }, context);
    for (const { fileId } of [chosen, uploaded]) {
      await expect((async () => service()['files.read']({ fileId, offset: 0, lengthBytes: 9 }, context))()).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(service()['files.copyTo']({ fileId, path: join(folder, 'stolen.txt') }, context)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await readdir(folder)).not.toContain('stolen.txt');
  });

  test('of a handle nobody gave is NOT_FOUND', async () => {
    await expect((async () => service()['files.read']({ fileId: FileId.parse('f_0123456789abcdef'), offset: 0, lengthBytes: 1 }, context))()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('discarding deletes an export, and neither a chosen file nor a backup', async () => {
    for (const origin of ['chosen', 'backup', 'export'] as const) {
      await writeFile(join(folder, origin), 'x');
      const { fileId } = await files.add(join(folder, origin), origin);
      await service()['files.discard']({ fileId }, context);
    }
    expect(await readdir(folder)).toEqual(['backup', 'chosen', 'staging']);
  });
});

describe('dialogs', () => {
  test('are UNSUPPORTED where the host has none', async () => {
    await expect(service()['files.pick']({ title: 'Choose', multiple: true }, context)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  test('give handles, never paths, and save atomically', async () => {
    await writeFile(join(folder, 'in.json'), '[]');
    await writeFile(join(folder, 'export.txt'), 'content');
    const target = join(folder, 'saved.txt');
    const { 'files.pick': pick, 'files.saveAs': saveAs } = service({ pickFiles: async () => [join(folder, 'in.json')], pickSavePath: async () => target });
    const picked = await pick({ title: 'Choose', multiple: true }, context);
    expect(picked.files).toEqual([{ fileId: expect.stringMatching(/^f_/), name: 'in.json', sizeBytes: 2 }]);
    expect(JSON.stringify(picked)).not.toContain(folder);
    const { fileId } = await files.add(join(folder, 'export.txt'), 'export');
    expect(await saveAs({ fileId }, context)).toEqual({ saved: true });
    expect(await readFile(target, 'utf8')).toBe('content');
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('real paths', () => {
  test('that are missing or folders are refused by name', async () => {
    const reference = service()['files.reference'];
    await expect(reference({ path: join(folder, 'none.json') }, context)).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('none.json') });
    await expect(reference({ path: folder }, context)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
