/** @file Files appear whole or not at all: written beside their place under another name, flushed, then renamed. */
import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeFileProblem } from './file-problem';

/** Nothing is left behind when a piece fails. */
export async function writeFileWhole(path: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const temporaryPath = temporaryName(path);
  try {
    const handle = await open(temporaryPath, 'wx');
    try {
      for await (const piece of pieces) await writeAll(handle, piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporaryPath, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw describeFileProblem(error, path);
  }
}

export async function writeTextWhole(path: string, text: string): Promise<void> {
  await writeFileWhole(path, [new TextEncoder().encode(text)]);
}

/** A name beside `path` that nothing else uses. */
export function temporaryName(path: string): string {
  return `${path}.${randomBytes(4).toString('hex')}.part`;
}

/** Makes a rename survive a power cut. Windows cannot open folders and needs no such thing. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}
