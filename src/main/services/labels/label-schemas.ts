/** @file The label schemas there are: built-in ones, files of resources/rubrics, and those that researchers saved in this workspace. */
import { AppError } from '#shared/contracts/errors';
import { LabelSchema } from '#shared/domain/label-schema';
import esca from '../../../../resources/rubrics/esca.json';
import { annotateRoles } from '../../llm/roles/annotate';
import type { ReadableDb, WritableDb } from '../../store/database';
import { addLabelSchema, listLabelSchemas, listSchemaVersions } from '../../store/label-schema-repository';

const builtInSchemas: readonly LabelSchema[] = [LabelSchema.parse(esca)];

/** Built-in ones first, then the newest versions of the others. */
export function listSchemas(db: ReadableDb): (LabelSchema & { isBuiltIn: boolean })[] {
  return [...builtInSchemas.map((schema) => ({ ...schema, isBuiltIn: true })), ...listLabelSchemas(db).map((schema) => ({ ...schema, isBuiltIn: false }))];
}

/** NOT_FOUND names the schemas there are. */
export function findSchema(db: ReadableDb, id: string): LabelSchema {
  const found = listSchemas(db).find((schema) => schema.id === id);
  if (found === undefined) throw noSchema(db, id);
  return LabelSchema.parse(found);
}

/** The newest first; a built-in one has no date. */
export function schemaVersions(db: ReadableDb, id: string): { schema: LabelSchema; createdAt: string | null }[] {
  const builtIn = builtInSchemas.find((schema) => schema.id === id);
  const versions = builtIn === undefined ? listSchemaVersions(db, id) : [{ schema: builtIn, createdAt: null }];
  if (versions.length === 0) throw noSchema(db, id);
  return versions;
}

export function saveSchema(db: WritableDb, schema: LabelSchema, createdAt: string): LabelSchema {
  if (builtInSchemas.some(({ id }) => id === schema.id)) throw new AppError('CONFLICT', `"${schema.id}" is a built-in label schema and stays as it is. Save yours under another id.`, { details: { schema: schema.id } });
  assertRoles(schema);
  return addLabelSchema(db, schema, createdAt);
}

/** A pass of another role would fail at its first question. */
function assertRoles({ passes }: LabelSchema): void {
  const names = annotateRoles.map(({ name }) => name);
  const wrong = passes.find(({ role }) => !names.includes(role));
  if (wrong !== undefined) throw new AppError('INVALID_INPUT', `The pass "${wrong.title}" is asked of the role "${wrong.role}", which annotates nothing. Roles that do are ${names.join(', ')}.`, { details: { role: wrong.role } });
}

function noSchema(db: ReadableDb, id: string): AppError {
  return new AppError('NOT_FOUND', `There is no label schema "${id}". There are: ${listSchemas(db).map((schema) => schema.id).join(', ')}.`, { details: { schema: id } });
}
