/** @file Table `label_schemas`: schemas of researchers' own, every version kept. Built-in ones are not here. */
import { LabelSchema } from '#shared/domain/label-schema';
import type { ReadableDb, WritableDb } from './database';
import { sql } from './sql';

/** The newest version of each, by id. */
export function listLabelSchemas(db: ReadableDb): LabelSchema[] {
  const contents = db.column<string>(sql`
    SELECT content FROM label_schemas s WHERE version = (SELECT max(version) FROM label_schemas WHERE id = s.id) ORDER BY id`);
  return contents.map((content) => LabelSchema.parse(JSON.parse(content)));
}

/** The newest first. */
export function listSchemaVersions(db: ReadableDb, id: string): { schema: LabelSchema; createdAt: string }[] {
  const rows = db.all<{ content: string; createdAt: string }>(sql`SELECT content, created_at AS createdAt FROM label_schemas WHERE id = ${id} ORDER BY version DESC`);
  return rows.map(({ content, createdAt }) => ({ schema: LabelSchema.parse(JSON.parse(content)), createdAt }));
}

/** Adds it as the next version of its id. */
export function addLabelSchema(db: WritableDb, schema: LabelSchema, createdAt: string): LabelSchema {
  return db.transaction(() => {
    const version = db.number(sql`SELECT coalesce(max(version), 0) + 1 FROM label_schemas WHERE id = ${schema.id}`);
    const added = { ...schema, version };
    db.run(sql`INSERT INTO label_schemas (id, version, content, created_at) VALUES (${schema.id}, ${version}, ${JSON.stringify(added)}, ${createdAt})`);
    return added;
  });
}
