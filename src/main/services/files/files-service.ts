/** @file Uploads, downloads, native dialogs. Implements filesContract; every path comes from the person or from the registry, never from a window. */
import { appendFile, open, writeFile } from 'node:fs/promises';
import { AppError } from '#shared/contracts/errors';
import type { FileHandle, filesContract } from '#shared/contracts/files';
import type { HandlersOf, Output, Parsed } from '#shared/contracts/index';
import { copyFileAtomically } from '../../platform/atomic-files';
import { describeFileError } from '../../platform/file-errors';
import type { NativeDialogs, Ports } from '../../platform/ports';
import { toHandle, type FileRegistry, type KnownFile } from './file-registry';

export function createFilesService({ files, ports }: { files: FileRegistry; ports: Pick<Ports, 'dialogs'> }): HandlersOf<typeof filesContract> {
  return {
    'files.pick': async ({ title, multiple }) => {
      const paths = await dialogsOf(ports).pickFiles({ title, multiple });
      return { files: await Promise.all(paths.map((path) => files.add(path, 'chosen'))) };
    },
    'files.begin': async ({ name, sizeBytes }) => begin(files, { name, sizeBytes }),
    'files.append': ({ fileId, bytes }) => append(files, { fileId, bytes }),
    'files.discard': async ({ fileId }) => {
      await files.discard(fileId);
      return {};
    },
    'files.read': ({ fileId, offset, lengthBytes }) => readSlice(writtenFile(files.get(fileId)), { offset, lengthBytes }),
    'files.saveAs': async ({ fileId }) => {
      const file = writtenFile(files.get(fileId));
      const path = await dialogsOf(ports).pickSavePath({ title: `Save ${file.name}`, suggestedName: file.name });
      if (path === null) return { saved: false };
      await copyFileAtomically(file.path, path);
      return { saved: true };
    },
    'files.reference': ({ path }) => files.add(path, 'chosen'),
    'files.copyTo': async ({ fileId, path }) => {
      await copyFileAtomically(writtenFile(files.get(fileId)).path, path);
      return {};
    },
  };
}

async function begin(files: FileRegistry, { name, sizeBytes }: Parsed<'files.begin'>): Promise<FileHandle> {
  const file = files.stage(name, sizeBytes);
  try {
    await writeFile(file.path, '', { flag: 'wx' });
  } catch (error) {
    throw describeFileError(error, file.name);
  }
  return toHandle(file);
}

/** The count is raised before the write, so that two chunks in flight together cannot exceed the declared size. */
async function append(files: FileRegistry, { fileId, bytes }: Parsed<'files.append'>): Promise<{ receivedBytes: number }> {
  const file = files.get(fileId);
  if (file.origin !== 'staged') throw new AppError('INVALID_INPUT', `${file.name} was not begun as an upload, so nothing can be added to it.`, { details: { fileId } });
  const receivedBytes = file.receivedBytes + bytes.byteLength;
  if (receivedBytes > file.sizeBytes) {
    await files.discard(fileId);
    throw new AppError('INVALID_INPUT', `${file.name} is longer than the ${file.sizeBytes} bytes announced; the upload was dropped. Start it again.`, { details: { fileId } });
  }
  file.receivedBytes = receivedBytes;
  try {
    await appendFile(file.path, bytes);
  } catch (error) {
    await files.discard(fileId);
    throw describeFileError(error, file.name);
  }
  return { receivedBytes };
}

async function readSlice(file: KnownFile, { offset, lengthBytes }: { offset: number; lengthBytes: number }): Promise<Output<'files.read'>> {
  try {
    await using handle = await open(file.path, 'r');
    const { size } = await handle.stat();
    const wanted = Math.max(0, Math.min(lengthBytes, size - offset));
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await handle.read(bytes, filled, wanted - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return { bytes: bytes.subarray(0, filled), isLast: offset + filled >= size };
  } catch (error) {
    throw describeFileError(error, file.name);
  }
}

function writtenFile(file: KnownFile): KnownFile {
  if (file.origin === 'export' || file.origin === 'backup') return file;
  throw new AppError('FORBIDDEN', `${file.name} was not written by Solace; only exports and backups can be read back.`, { details: { fileId: file.fileId } });
}

function dialogsOf(ports: Pick<Ports, 'dialogs'>): NativeDialogs {
  if (ports.dialogs !== null) return ports.dialogs;
  throw new AppError('UNSUPPORTED', 'This window has no native file dialogs; upload and download the file instead.');
}
