/** @file Table `models`: which folders were registered under which names. Does not know what a model's description means, and opens no folder. */
import { AppError } from '#shared/contracts/errors';
import type { ModelId } from '#shared/domain/ids';
import type { ReadableDb, WritableDb } from './database';
import { foldKey, fromJson, toJson } from './rows';
import { sql, type Sql } from './sql';

export interface StoredModel {
  id: ModelId;
  name: string;
  /** Absolute path of the folder. */
  path: string;
  contentHash: string;
  /** Any JSON object. */
  description: unknown;
  files: { name: string; sizeBytes: number }[];
  registeredAt: string;
}

interface ModelRow {
  id: ModelId;
  name: string;
  path: string;
  content_hash: string;
  description: string;
  files: string;
  registered_at: string;
}

/** By name. */
export function listModels(db: ReadableDb): StoredModel[] {
  return db.all<ModelRow>(sql`SELECT * FROM models ORDER BY name_key`).map(toModel);
}

export function findModel(db: ReadableDb, model: ModelId | string): StoredModel | undefined {
  return db.all<ModelRow>(sql`SELECT * FROM models WHERE ${keyOf(model)}`).map(toModel)[0];
}

export function getModel(db: ReadableDb, model: ModelId | string): StoredModel {
  const found = findModel(db, model);
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no model ${typeof model === 'string' ? `"${model}"` : model}; "model list" and the page Models show those that are registered.`, { details: { model } });
  return found;
}

export function insertModel(db: WritableDb, model: Omit<StoredModel, 'id'>): ModelId {
  assertNameIsFree(db, model.name);
  db.run(sql`
    INSERT INTO models (name, name_key, path, content_hash, description, files, registered_at)
    VALUES (${model.name}, ${foldKey(model.name)}, ${model.path}, ${model.contentHash}, ${toJson(model.description)}, ${toJson(model.files)}, ${model.registeredAt})`);
  return db.number(sql`SELECT id FROM models WHERE name_key = ${foldKey(model.name)}`) as ModelId;
}

/** After the folder was read again. */
export function updateModel(db: WritableDb, id: ModelId, found: Pick<StoredModel, 'contentHash' | 'description' | 'files'>): void {
  db.run(sql`UPDATE models SET content_hash = ${found.contentHash}, description = ${toJson(found.description)}, files = ${toJson(found.files)} WHERE id = ${id}`);
}

export function renameModel(db: WritableDb, id: ModelId, name: string): void {
  assertNameIsFree(db, name, id);
  db.run(sql`UPDATE models SET name = ${name}, name_key = ${foldKey(name)} WHERE id = ${id}`);
}

export function deleteModel(db: WritableDb, id: ModelId): void {
  db.run(sql`DELETE FROM models WHERE id = ${id}`);
}

function assertNameIsFree(db: ReadableDb, name: string, except?: ModelId): void {
  const taken = db.number(sql`SELECT count(*) FROM models WHERE name_key = ${foldKey(name)} AND id IS NOT ${except ?? null}`);
  if (taken > 0) throw new AppError('CONFLICT', `There is a model named "${name}" already. Choose another name, or remove that one.`, { details: { name } });
}

function keyOf(model: ModelId | string): Sql {
  return typeof model === 'string' ? sql`name_key = ${foldKey(model)}` : sql`id = ${model}`;
}

function toModel(row: ModelRow): StoredModel {
  return {
    id: row.id,
    name: row.name,
    path: row.path,
    contentHash: row.content_hash,
    description: fromJson(row.description),
    files: fromJson(row.files) as StoredModel['files'],
    registeredAt: row.registered_at,
  };
}
