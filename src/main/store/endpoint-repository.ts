/**
 * @file Table `endpoints`. Settings are stored without what is usual for their kind. A removed endpoint keeps its row, since calls refer to it,
 * and loses its key. The secret comes and goes encrypted; this file cannot read it.
 */
import { type EndpointKind, type EndpointRef, EndpointSettings } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { EndpointId } from '#shared/domain/ids';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { foldKey } from './rows';
import { sql } from './sql';

export interface StoredEndpoint {
  readonly id: EndpointId;
  readonly name: string;
  readonly settings: EndpointSettings;
  readonly isBuiltIn: boolean;
  /** Encrypted. */
  readonly secret: string | null;
  readonly keyVariable: string | null;
  readonly createdAt: string;
}

/** The key: encrypted, by a variable of the environment, or none. */
export interface StoredKey {
  readonly secret: string | null;
  readonly keyVariable: string | null;
}

interface EndpointRow {
  id: EndpointId;
  name: string;
  kind: EndpointKind;
  settings: string;
  is_built_in: number;
  secret: string | null;
  key_variable: string | null;
  created_at: string;
}

/** Those that a person added by name, then the built-in ones. */
export function listEndpoints(db: ReadableDb): StoredEndpoint[] {
  return db.all<EndpointRow>(sql`SELECT * FROM endpoints WHERE state = 'ready' ORDER BY is_built_in, name_key`).map(toEndpoint);
}

export function findEndpoint(db: ReadableDb, ref: EndpointRef): StoredEndpoint {
  const condition = typeof ref === 'number' ? sql`id = ${ref}` : sql`name_key = ${foldKey(ref)}`;
  const [row] = db.all<EndpointRow>(sql`SELECT * FROM endpoints WHERE state = 'ready' AND ${condition}`);
  if (row !== undefined) return toEndpoint(row);
  const names = listEndpoints(db).map(({ name }) => `"${name}"`);
  throw new AppError('NOT_FOUND', `There is no endpoint ${typeof ref === 'number' ? `with id ${ref}` : `"${ref}"`}. Endpoints: ${names.join(', ')}.`, { details: { endpoint: ref } });
}

export function insertEndpoint(db: WritableDb, endpoint: { name: string; settings: EndpointSettings; createdAt: string } & StoredKey): StoredEndpoint {
  return db.transaction(() => {
    assertNameIsFree(db, endpoint.name);
    const { name, settings, createdAt, secret, keyVariable } = endpoint;
    const rows = db.returning<EndpointRow>(sql`
      INSERT INTO endpoints (name, name_key, kind, settings, secret, key_variable, created_at)
      VALUES (${name}, ${foldKey(name)}, ${settings.kind}, ${unusual(settings)}, ${secret}, ${keyVariable}, ${createdAt}) RETURNING *`);
    return toEndpoint(single(rows));
  });
}

export function updateEndpoint(db: WritableDb, id: EndpointId, { name, settings, secret, keyVariable }: { name: string; settings: EndpointSettings } & StoredKey): StoredEndpoint {
  return db.transaction(() => {
    assertMayChange(findEndpoint(db, id));
    assertNameIsFree(db, name, id);
    const rows = db.returning<EndpointRow>(sql`
      UPDATE endpoints SET name = ${name}, name_key = ${foldKey(name)}, settings = ${unusual(settings)}, secret = ${secret}, key_variable = ${keyVariable} WHERE id = ${id} RETURNING *`);
    return toEndpoint(single(rows));
  });
}

/** What an endpoint turned out to support; of built-in ones too. */
export function updateSupport(db: WritableDb, id: EndpointId, supports: EndpointSettings['supports']): void {
  db.transaction(() => {
    const { settings } = findEndpoint(db, id);
    db.run(sql`UPDATE endpoints SET settings = ${unusual({ ...settings, supports })} WHERE id = ${id}`);
  });
}

export function removeEndpoint(db: WritableDb, id: EndpointId): void {
  db.transaction(() => {
    assertMayChange(findEndpoint(db, id));
    db.run(sql`UPDATE endpoints SET state = 'removed', secret = NULL, key_variable = NULL WHERE id = ${id}`);
  });
}

export function restoreEndpoint(db: WritableDb, id: EndpointId): StoredEndpoint {
  return db.transaction(() => {
    const [row] = db.all<EndpointRow>(sql`SELECT * FROM endpoints WHERE id = ${id} AND state = 'removed'`);
    if (row === undefined) throw new AppError('NOT_FOUND', `No removed endpoint has id ${id}.`, { details: { id } });
    assertNameIsFree(db, row.name);
    return toEndpoint(single(db.returning<EndpointRow>(sql`UPDATE endpoints SET state = 'ready' WHERE id = ${id} RETURNING *`)));
  });
}

/** What is usual for a kind; every setting has a value here but the model. */
export function usualSettings(kind: EndpointKind): Omit<EndpointSettings, 'model'> {
  return {
    kind,
    baseUrls: [],
    prices: { promptPerMillion: 0, replyPerMillion: 0 },
    maxConcurrency: kind === 'native' ? 1 : 8,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: 120_000,
    dailyBudget: {},
    supports: { n: kind === 'scripted', seed: kind !== 'openai', streaming: true },
    isDeclaredLocal: false,
  };
}

function unusual(settings: EndpointSettings): string {
  const usual: Readonly<Record<string, unknown>> = { ...usualSettings(settings.kind) };
  return JSON.stringify(Object.fromEntries(Object.entries(settings).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]))));
}

function assertMayChange({ isBuiltIn, name }: StoredEndpoint): void {
  if (isBuiltIn) throw new AppError('INVALID_INPUT', `"${name}" comes with Solace and cannot be changed or removed.`);
}

function assertNameIsFree(db: ReadableDb, name: string, own?: EndpointId): void {
  const [taken] = db.column<EndpointId>(sql`SELECT id FROM endpoints WHERE state = 'ready' AND name_key = ${foldKey(name)} AND id <> ${own ?? 0}`);
  if (taken !== undefined) throw new AppError('CONFLICT', `There is an endpoint named "${name}" already. Choose another name.`, { details: { name } });
}

function toEndpoint(row: EndpointRow): StoredEndpoint {
  const settings = EndpointSettings.parse({ ...usualSettings(row.kind), ...(JSON.parse(row.settings) as object) });
  return { id: row.id, name: row.name, settings, isBuiltIn: row.is_built_in === 1, secret: row.secret, keyVariable: row.key_variable, createdAt: row.created_at };
}
