/** @file The label schemas there are: built-in ones, files of resources/rubrics, and those that researchers saved in this workspace. */
import { AppError } from '#shared/contracts/errors';
import { LabelSchema } from '#shared/domain/label-schema';
import esca from '../../../../resources/rubrics/esca.json';
import type { ReadableDb, WritableDb } from '../../store/database';
import { addLabelSchema, listLabelSchemas } from '../../store/label-schema-repository';

const builtInSchemas: readonly LabelSchema[] = [LabelSchema.parse(esca)];

/** Built-in ones first, then the newest versions of the others. */
export function listSchemas(db: ReadableDb): (LabelSchema & { isBuiltIn: boolean })[] {
  return [...builtInSchemas.map((schema) => ({ ...schema, isBuiltIn: true })), ...listLabelSchemas(db).map((schema) => ({ ...schema, isBuiltIn: false }))];
}

/** NOT_FOUND names the schemas there are. */
export function findSchema(db: ReadableDb, id: string): LabelSchema {
  const schemas = listSchemas(db);
  const found = schemas.find((schema) => schema.id === id);
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no label schema "${id}". There are: ${schemas.map((schema) => schema.id).join(', ')}.`, { details: { schema: id } });
  return LabelSchema.parse(found);
}

export function saveSchema(db: WritableDb, schema: LabelSchema, createdAt: string): LabelSchema {
  if (builtInSchemas.some(({ id }) => id === schema.id)) throw new AppError('CONFLICT', `"${schema.id}" is a built-in label schema and stays as it is. Save yours under another id.`, { details: { schema: schema.id } });
  return addLabelSchema(db, schema, createdAt);
}
