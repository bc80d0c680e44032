/** @file Table `prompts`: versions of each role's template, one of them in use. A version is written once. Cannot read templates. */
import { AppError } from '#shared/contracts/errors';
import type { Prompt, PromptSummary } from '#shared/contracts/prompts';
import type { PromptId } from '#shared/domain/ids';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { sql, type Sql } from './sql';

export interface NewPrompt {
  readonly role: string;
  readonly text: string;
  readonly sha256: string;
  readonly isShipped: boolean;
  readonly note: string;
  readonly createdAt: string;
}

interface PromptRow {
  id: PromptId;
  role: string;
  version: number;
  sha256: string;
  text: string;
  is_shipped: number;
  is_current: number;
  note: string;
  created_at: string;
  calls: number;
}

export function listCurrentPrompts(db: ReadableDb): PromptSummary[] {
  return select(db, sql`is_current = 1 ORDER BY role`).map(toSummary);
}

export function listPromptVersions(db: ReadableDb, role: string): PromptSummary[] {
  return select(db, sql`role = ${role} ORDER BY version DESC`).map(toSummary);
}

export function getPrompt(db: ReadableDb, id: PromptId): Prompt {
  const [row] = select(db, sql`id = ${id}`);
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no prompt template with id ${id}.`, { details: { id } });
  return toPrompt(row);
}

/** Undefined for a role whose template was never put away. */
export function findCurrentPrompt(db: ReadableDb, role: string): { text: string; sha256: string } | undefined {
  return db.all<{ text: string; sha256: string }>(sql`SELECT text, sha256 FROM prompts WHERE role = ${role} AND is_current = 1`)[0];
}

/** Adds a version and uses it; where the text is there already, uses that. */
export function savePrompt(db: WritableDb, prompt: NewPrompt): Prompt {
  return db.transaction(() => usePrompt(db, insertOrFind(db, prompt)));
}

/** What came with this program. It is used unless a person chose or wrote the version that is in use now. */
export function syncShippedPrompts(db: WritableDb, prompts: readonly NewPrompt[]): void {
  db.transaction(() => {
    for (const prompt of prompts) {
      const [current] = select(db, sql`role = ${prompt.role} AND is_current = 1`);
      const isThere = db.number(sql`SELECT count(*) FROM prompts WHERE role = ${prompt.role} AND sha256 = ${prompt.sha256}`) > 0;
      if (isThere) continue;
      const id = insertOrFind(db, prompt);
      if (current === undefined || current.is_shipped === 1) usePrompt(db, id);
    }
  });
}

export function usePrompt(db: WritableDb, id: PromptId): Prompt {
  return db.transaction(() => {
    const { role } = getPrompt(db, id);
    db.run(sql`UPDATE prompts SET is_current = 0 WHERE role = ${role} AND is_current = 1`);
    db.run(sql`UPDATE prompts SET is_current = 1 WHERE id = ${id}`);
    return getPrompt(db, id);
  });
}

function insertOrFind(db: WritableDb, { role, text, sha256, isShipped, note, createdAt }: NewPrompt): PromptId {
  const [found] = db.column<PromptId>(sql`SELECT id FROM prompts WHERE role = ${role} AND sha256 = ${sha256}`);
  if (found !== undefined) return found;
  const rows = db.returning<{ id: PromptId }>(sql`
    INSERT INTO prompts (role, version, sha256, text, is_shipped, is_current, note, created_at)
    VALUES (${role}, (SELECT coalesce(max(version), 0) + 1 FROM prompts WHERE role = ${role}), ${sha256}, ${text}, ${isShipped ? 1 : 0}, 0, ${note}, ${createdAt}) RETURNING id`);
  return single(rows).id;
}

function select(db: ReadableDb, condition: Sql): PromptRow[] {
  return db.all(sql`SELECT p.*, (SELECT count(*) FROM calls c WHERE c.prompt_sha256 = p.sha256) AS calls FROM prompts p WHERE ${condition}`);
}

function toSummary({ id, role, version, sha256, is_shipped: isShipped, is_current: isCurrent, note, calls, created_at: createdAt }: PromptRow): PromptSummary {
  return { id, role, version, sha256, isShipped: isShipped === 1, isCurrent: isCurrent === 1, note, calls, createdAt };
}

function toPrompt(row: PromptRow): Prompt {
  return { ...toSummary(row), text: row.text };
}
