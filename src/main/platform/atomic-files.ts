/** @file Files appear whole or not at all: everything is written beside its place under another name, flushed, then renamed. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { describeFileError } from './file-errors';

/** Writes text piece by piece. Nothing is left behind when a piece fails or the signal aborts. */
export async function writeFileAtomically(path: string, pieces: AsyncIterable<string> | Iterable<string>, signal?: AbortSignal): Promise<void> {
  await inPlace(path, async (temporaryPath) => {
    const file = await open(temporaryPath, 'wx');
    try {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        await file.appendFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

export async function copyFileAtomically(from: string, to: string): Promise<void> {
  await inPlace(to, (temporaryPath) => copyFile(from, temporaryPath, constants.COPYFILE_FICLONE));
}

async function inPlace(path: string, write: (temporaryPath: string) => Promise<void>): Promise<void> {
  const temporaryPath = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    await write(temporaryPath);
    await rename(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw describeFileError(error, path);
  }
}
