/** @file A result as a file for download: a copy, so that what a person does with it never touches the run's own. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import type { FileHandle } from '#shared/contracts/files';
import type { Parsed } from '#shared/contracts/index';
import type { RunArtifact } from '#shared/contracts/run-records';
import { copyFileAtomically } from '../../platform/atomic-files';
import { getArtifact } from '../../store/run-log-repository';
import type { RunsDependencies } from './dependencies';
import { insideRunFolder } from './run-folder';

export async function saveArtifact({ ports, store, files }: RunsDependencies, { artifactId, file }: Parsed<'runs.saveArtifact'>): Promise<FileHandle> {
  const { runId, artifact } = getArtifact(store.db, artifactId);
  const source = insideRunFolder(ports.workspacePath, runId, artifact.isFolder ? join(artifact.path, fileOf(artifact, file)) : artifact.path);
  if (!existsSync(source)) throw new AppError('NOT_FOUND', `The file of "${artifact.name}" is not in this workspace any more, or never was (of an imported run only the hashes come along).`, { details: { artifactId } });
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  const path = freePath(folder, `run-${runId}-${basename(source)}`);
  await copyFileAtomically(source, path);
  return files.add(path, 'export');
}

function fileOf({ name, files }: RunArtifact, wanted: string | undefined): string {
  const found = files.find(({ path }) => path === wanted);
  if (found !== undefined) return found.path;
  const some = files.slice(0, 5).map(({ path }) => path).join(', ');
  throw new AppError('INVALID_INPUT', `"${name}" is a folder of ${files.length} files; name one of them: ${some}${files.length > 5 ? ', ...' : ''}.`);
}

export function freePath(folder: string, fileName: string): string {
  const safe = fileName.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const extension = extname(safe);
  const stem = safe.slice(0, safe.length - extension.length);
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-${copy}`}${extension}`);
    if (!existsSync(path)) return path;
  }
}
