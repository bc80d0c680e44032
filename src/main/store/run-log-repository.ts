/** @file Tables `run_log` and `run_artifacts`: what a run says, and the files it leaves in its folder. */
import { AppError } from '#shared/contracts/errors';
import type { RunArtifact } from '#shared/contracts/run-records';
import type { LogLine } from '#shared/contracts/run-results';
import type { ArtifactId, RunId } from '#shared/domain/ids';
import type { ReadableDb, WritableDb } from './database';
import { fromJson } from './rows';
import { allOf, sql } from './sql';

export type NewLogLine = Omit<LogLine, 'id'>;
export type NewArtifact = Omit<RunArtifact, 'id'>;

interface ArtifactRow {
  id: ArtifactId;
  name: string;
  kind: string;
  path: string;
  is_folder: number;
  size_bytes: number;
  sha256: string;
  files: string;
  created_at: string;
}

/** Oldest first: what came after a line, or the last lines (before one). */
export function readLog(db: ReadableDb, runId: RunId, page: { after?: number | undefined; before?: number | undefined; level?: LogLine['level'] | undefined; limit: number }): { lines: LogLine[]; hasMore: boolean } {
  const ofRun = allOf([sql`run_id = ${runId}`, ...(page.level === undefined ? [] : [sql`level = ${page.level}`])]);
  const columns = sql`id, at, level, source, text`;
  const rows =
    page.after === undefined
      ? db.all<LogLine>(sql`SELECT ${columns} FROM run_log WHERE ${ofRun} AND id < ${page.before ?? Number.MAX_SAFE_INTEGER} ORDER BY id DESC LIMIT ${page.limit + 1}`)
      : db.all<LogLine>(sql`SELECT ${columns} FROM run_log WHERE ${ofRun} AND id > ${page.after} ORDER BY id LIMIT ${page.limit + 1}`);
  const lines = rows.slice(0, page.limit);
  return { lines: page.after === undefined ? lines.reverse() : lines, hasMore: rows.length > page.limit };
}

export function appendLog(db: WritableDb, runId: RunId, lines: readonly NewLogLine[]): void {
  for (const { at, level, source, text } of lines) db.run(sql`INSERT INTO run_log (run_id, at, level, source, text) VALUES (${runId}, ${at}, ${level}, ${source}, ${text})`);
}

/** By name. */
export function artifactsOf(db: ReadableDb, runId: RunId): RunArtifact[] {
  return db.all<ArtifactRow>(sql`SELECT * FROM run_artifacts WHERE run_id = ${runId} ORDER BY name`).map(toArtifact);
}

export function getArtifact(db: ReadableDb, id: ArtifactId): { runId: RunId; artifact: RunArtifact } {
  const [row] = db.all<ArtifactRow & { run_id: RunId }>(sql`SELECT run_artifacts.* FROM run_artifacts JOIN runs ON runs.id = run_id WHERE run_artifacts.id = ${id} AND removed_at IS NULL`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no artefact ${id}; its run may have been removed.`, { details: { artifactId: id } });
  return { runId: row.run_id, artifact: toArtifact(row) };
}

/** The same name again replaces it, under the same id. */
export function storeArtifact(db: WritableDb, runId: RunId, artifact: NewArtifact): void {
  const { name, kind, path, isFolder, sizeBytes, sha256, files, createdAt } = artifact;
  db.run(sql`
    INSERT INTO run_artifacts (run_id, name, kind, path, is_folder, size_bytes, sha256, files, created_at)
    VALUES (${runId}, ${name}, ${kind}, ${path}, ${Number(isFolder)}, ${sizeBytes}, ${sha256}, ${JSON.stringify(files)}, ${createdAt})
    ON CONFLICT (run_id, name) DO UPDATE SET kind = excluded.kind, path = excluded.path, is_folder = excluded.is_folder, size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
      files = excluded.files, created_at = excluded.created_at`);
}

function toArtifact(row: ArtifactRow): RunArtifact {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    path: row.path,
    isFolder: row.is_folder === 1,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    files: fromJson(row.files) as RunArtifact['files'],
    createdAt: row.created_at,
  };
}
