/** @file The content of a result as a hash: of a file, or of a folder over its files' paths and hashes, sorted by path. Follows no links. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { ReportedArtifact } from './run-messages';

const chunkBytes = 1024 * 1024;

/** INVALID_INPUT where there is nothing, or where it lies outside of `folder`. */
export async function hashArtifact(folder: string, { name, kind, path }: { name: string; kind: string; path: string }): Promise<ReportedArtifact> {
  const absolute = resolve(folder, path);
  const inside = relative(folder, absolute);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw new AppError('INVALID_INPUT', `The result "${name}" (${path}) lies outside of its run's folder.`);
  const found = await lstat(absolute).catch((error: unknown) => {
    throw new AppError('INVALID_INPUT', `The result "${name}" is declared, but there is no ${path} in the run's folder.`, { cause: error });
  });
  const artifact = { name, kind, path: toSlashes(inside) };
  if (found.isFile()) return { ...artifact, isFolder: false, sizeBytes: found.size, sha256: await hashFile(absolute), files: [] };
  if (!found.isDirectory()) throw new AppError('INVALID_INPUT', `The result "${name}" (${path}) is neither a file nor a folder.`);
  const files = await hashFiles(absolute);
  const sum = createHash('sha256');
  for (const file of files) sum.update(`${file.path}\0${file.sha256}\n`);
  return { ...artifact, isFolder: true, sizeBytes: files.reduce((bytes, file) => bytes + file.sizeBytes, 0), sha256: sum.digest('hex'), files };
}

async function hashFiles(folder: string): Promise<ReportedArtifact['files'][number][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: ReportedArtifact['files'][number][] = [];
  for (const path of paths) files.push({ path: toSlashes(relative(folder, path)), sizeBytes: (await lstat(path)).size, sha256: await hashFile(path) });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function hashFile(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Uint8Array>) sum.update(chunk);
  return sum.digest('hex');
}

function toSlashes(path: string): string {
  return path.split(sep).join('/');
}
