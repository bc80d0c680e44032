/** @file Examines the machine and the workspace. Reads only. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DoctorCheck, DoctorReport } from '#shared/contracts/workspace';
import type { Ports } from '../../platform/ports';
import { listCorpora } from '../../store/corpus-repository';
import { sqliteVersion } from '../../store/integrity';
import type { Store } from '../../store/store';
import { runtimeVersions } from '../app/versions';

const littleDiskBytes = 2 * 1000 ** 3;
const littleMemoryBytes = 500 * 1000 ** 2;

export async function examine({ ports, store }: { ports: Ports; store: Store }): Promise<DoctorReport> {
  const corpora = listCorpora(store.db);
  const { problems } = store.checkIntegrity();
  const fileSystem = await statfs(ports.workspacePath);
  const disk = { freeBytes: fileSystem.bavail * fileSystem.bsize, workspaceBytes: await folderBytes(ports.workspacePath) };
  const memory = { totalBytes: totalmem(), freeBytes: freemem() };
  const hasResources = await stat(join(ports.resourcesPath, 'samples')).then(
    () => true,
    () => false,
  );
  return {
    versions: { ...runtimeVersions(ports.appVersion), sqlite: sqliteVersion(store.db) },
    memory,
    disk,
    workspace: {
      path: ports.workspacePath,
      schemaVersion: store.schemaVersion,
      corpora: corpora.length,
      dialogues: corpora.reduce((sum, { dialogues }) => sum + dialogues, 0),
      integrity: problems.length === 0 ? 'ok' : 'damaged',
    },
    checks: [checkIntegrity(problems), checkDisk(disk.freeBytes), checkMemory(memory.freeBytes), checkResources(hasResources, ports.resourcesPath)],
  };
}

function checkIntegrity(problems: readonly string[]): DoctorCheck {
  if (problems.length === 0) return { name: 'database', state: 'ok', message: 'every page was read and is sound' };
  return { name: 'database', state: 'problem', message: `${problems.slice(0, 3).join('; ')}. Restore a backup with "restore FILE".` };
}

function checkDisk(freeBytes: number): DoctorCheck {
  if (freeBytes >= littleDiskBytes) return { name: 'disk', state: 'ok', message: 'there is room for more corpora' };
  return { name: 'disk', state: 'warning', message: 'under 2 GB are free; free some space before importing large corpora' };
}

function checkMemory(freeBytes: number): DoctorCheck {
  if (freeBytes >= littleMemoryBytes) return { name: 'memory', state: 'ok', message: 'there is enough for imports of any size' };
  return { name: 'memory', state: 'warning', message: 'under 500 MB are free; close other programs before importing large corpora' };
}

function checkResources(isThere: boolean, path: string): DoctorCheck {
  if (isThere) return { name: 'resources', state: 'ok', message: 'the files that ship with Solace are in place' };
  return { name: 'resources', state: 'problem', message: `${path} is missing; install Solace again, or set SOLACE_RESOURCES` };
}

async function folderBytes(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  let sum = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // A file may go while the folder is read, e.g. SQLite's write-ahead log.
    sum += await stat(join(entry.parentPath, entry.name)).then(
      ({ size }) => size,
      () => 0,
    );
  }
  return sum;
}
