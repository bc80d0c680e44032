/** @file Which real path stands behind which handle. Other services resolve handles here; no window ever sees a path. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { FileHandle } from '#shared/contracts/files';
import { FileId } from '#shared/domain/ids';
import { describeFileError } from '../../platform/file-errors';
import type { FileOnDisk } from '../../platform/file-source';
import { createRandomId } from '../random-id';

/** `staged` came by upload, `chosen` lies where the person keeps it; the workbench wrote `export` and `backup`, which may be read back. */
export type FileOrigin = 'staged' | 'chosen' | 'export' | 'backup';

export interface KnownFile {
  readonly fileId: FileId;
  readonly name: string;
  readonly path: string;
  readonly origin: FileOrigin;
  /** As declared (staged) or as found. */
  readonly sizeBytes: number;
  receivedBytes: number;
}

export interface FileRegistry {
  /** Adds a file that is on disk already. */
  add(path: string, origin: Exclude<FileOrigin, 'staged'>): Promise<FileHandle>;
  stage(name: string, sizeBytes: number): KnownFile;
  get(fileId: FileId): KnownFile;
  /** A complete file to read. */
  readable(fileId: FileId): FileOnDisk;
  /** Forgets a file; an upload and an export are deleted as well, a backup never. */
  discard(fileId: FileId): Promise<void>;
  /** Removes what uploads of an earlier run left behind. */
  clearStaging(): Promise<void>;
}

export function createFileRegistry(workspacePath: string): FileRegistry {
  const files = new Map<FileId, KnownFile>();
  const stagingFolder = join(workspacePath, 'staging');
  const newId = (): FileId => FileId.parse(createRandomId('f_'));

  const get = (fileId: FileId): KnownFile => {
    const file = files.get(fileId);
    if (file === undefined) throw new AppError('NOT_FOUND', `There is no file ${fileId}; files are forgotten when Solace ends. Choose or upload it again.`, { details: { fileId } });
    return file;
  };

  return {
    async add(path, origin) {
      const absolute = resolve(path);
      const sizeBytes = await sizeOfRegularFile(absolute, path);
      const file: KnownFile = { fileId: newId(), name: basename(absolute), path: absolute, origin, sizeBytes, receivedBytes: sizeBytes };
      files.set(file.fileId, file);
      return toHandle(file);
    },
    stage(name, sizeBytes) {
      const fileId = newId();
      const file: KnownFile = { fileId, name: basename(name.replaceAll('\\', '/')), path: join(stagingFolder, fileId), origin: 'staged', sizeBytes, receivedBytes: 0 };
      files.set(fileId, file);
      return file;
    },
    get,
    readable(fileId) {
      const file = get(fileId);
      if (file.receivedBytes !== file.sizeBytes) {
        throw new AppError('INVALID_INPUT', `${file.name} is not uploaded yet: ${file.receivedBytes} of ${file.sizeBytes} bytes came. Finish the upload or start it again.`, { details: { fileId } });
      }
      return file;
    },
    async discard(fileId) {
      const file = get(fileId);
      files.delete(fileId);
      if (file.origin === 'staged' || file.origin === 'export') await rm(file.path, { force: true });
    },
    async clearStaging() {
      await rm(stagingFolder, { recursive: true, force: true });
      await mkdir(stagingFolder, { recursive: true });
    },
  };
}

export function toHandle({ fileId, name, sizeBytes }: KnownFile): FileHandle {
  return { fileId, name, sizeBytes };
}

async function sizeOfRegularFile(absolute: string, shown: string): Promise<number> {
  try {
    const found = await stat(absolute);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw describeFileError(error, shown);
  }
  throw new AppError('INVALID_INPUT', `${shown}: this is not a file.`, { details: { path: shown } });
}
