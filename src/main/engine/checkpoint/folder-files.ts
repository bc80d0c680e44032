/**
 * @file Finds and reads the files of a checkpoint's folder, and of no other place: names from inside the checkpoint may not lead out of it.
 * Links are followed within the folder and, for a snapshot of the Hugging Face cache, to the cache's blobs.
 */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { describeFileProblem, systemCode } from './file-problem';
import { describeJson, parseJsonObject, type JsonObject } from './json-text';

export interface CheckpointFolder {
  /** As given: what messages show. */
  readonly label: string;
  /** Real path. */
  readonly path: string;
  /** Real paths under which files may lie. */
  readonly roots: readonly string[];
}

export interface FolderFile {
  /** Within the folder, with "/" between parts. */
  readonly name: string;
  readonly label: string;
  /** Real path. */
  readonly path: string;
  readonly sizeBytes: number;
}

export async function openFolder(path: string): Promise<CheckpointFolder> {
  try {
    const real = await realpath(path);
    if (!(await stat(real)).isDirectory()) throw new AppError('INVALID_INPUT', `${path}: this is a file; give the folder that holds config.json and the weights.`);
    return { label: path, path: real, roots: [real, ...cacheBlobs(real)] };
  } catch (error) {
    throw describeFileProblem(error, path);
  }
}

/** A regular file by its name in the folder; undefined where it is not there. `name` may come from a stranger. */
export async function findFile(folder: CheckpointFolder, name: string): Promise<FolderFile | undefined> {
  assertPlainName(folder, name);
  const label = join(folder.label, name);
  try {
    const path = await realpath(join(folder.path, name));
    if (!folder.roots.some((root) => isWithin(root, path))) {
      throw new AppError('INVALID_INPUT', `${label}: this is a link to a file outside the folder, which is not followed; put the file itself, or a hard link, into the folder.`);
    }
    const status = await stat(path);
    if (!status.isFile()) throw new AppError('INVALID_INPUT', `${label}: a file is needed, this is something else.`);
    return { name, label, path, sizeBytes: status.size };
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw describeFileProblem(error, label);
  }
}

/** Names of what lies in the folder, in code-unit order. */
export async function listNames(folder: CheckpointFolder): Promise<readonly string[]> {
  try {
    return (await readdir(folder.path)).sort();
  } catch (error) {
    throw describeFileProblem(error, folder.label);
  }
}

/** A text file; undefined where it is not there. A byte order mark is dropped. */
export async function readText(folder: CheckpointFolder, name: string, largestBytes: number): Promise<string | undefined> {
  const file = await findFile(folder, name);
  if (file === undefined) return undefined;
  const bytes = await readSmallFile(file, largestBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${file.label}: this is not UTF-8 text; download the file again.`, { cause: error });
  }
}

export async function readJsonObject(folder: CheckpointFolder, name: string, largestBytes: number): Promise<JsonObject | undefined> {
  const text = await readText(folder, name, largestBytes);
  return text === undefined ? undefined : parseJsonObject(text, join(folder.label, name));
}

export async function readSmallFile(file: FolderFile, largestBytes: number): Promise<Uint8Array> {
  if (file.sizeBytes > largestBytes) throw new AppError('LIMIT', `${file.label}: ${file.sizeBytes} bytes are more than the ${largestBytes} allowed for such a file; is it the right one?`);
  try {
    return await readFile(file.path);
  } catch (error) {
    throw describeFileProblem(error, file.label);
  }
}

/** In the cache's layout, `models--org--name/snapshots/REVISION/` holds links into `models--org--name/blobs/`. */
function cacheBlobs(folder: string): readonly string[] {
  const snapshots = dirname(folder);
  return basename(snapshots) === 'snapshots' ? [join(dirname(snapshots), 'blobs')] : [];
}

/** Relative, without "..", drive letters or backslashes, so that joining it cannot leave the folder on any system. */
function assertPlainName(folder: CheckpointFolder, name: string): void {
  const isPlain = name.length > 0 && name.length <= 255 && !/[\\:\0]/.test(name) && !isAbsolute(name) && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isPlain) throw new AppError('INVALID_INPUT', `${folder.label}: the file name ${describeJson(name)} leads out of the folder, or is none; the checkpoint is damaged or was made to do harm.`);
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}
