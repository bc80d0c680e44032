/** @file What is wrong with the options of a run: what the form sees itself, and what the workbench says, each at its field. Pure. */
import { AppError } from '#shared/contracts/errors';
import type { Json } from '#shared/domain/json';
import { problemOf } from '../../../components/forms/field-values';
import type { ValueField } from '../../../components/forms/form-fields';

export interface FoundProblems {
  /** By path. */
  readonly atFields: ReadonlyMap<string, string>;
  /** Fields that must still be filled in. */
  readonly missing: readonly ValueField[];
}

export function localProblems(fields: readonly ValueField[], valueOf: (path: string) => Json | undefined): FoundProblems {
  const missing = fields.filter((field) => field.isRequired && isEmpty(valueOf(field.path)));
  const atFields = fields.flatMap((field): [string, string][] => {
    const problem = problemOf(field, valueOf(field.path));
    return problem === null ? [] : [[field.path, problem]];
  });
  return { atFields: new Map(atFields), missing };
}

/** The workbench names the options it found wrong, one a line of `details.issues`: "path: what". What belongs to no field is the rest. */
export function workbenchProblems(error: Error | null, fields: readonly ValueField[]): { atFields: ReadonlyMap<string, string>; rest: string | null } {
  if (error === null) return { atFields: new Map(), rest: null };
  const issues = error instanceof AppError ? error.details['issues'] : undefined;
  const lines = Array.isArray(issues) ? (issues as readonly string[]) : [];
  const paths = new Set(fields.map(({ path }) => path));
  const found = lines.flatMap((line): [string, string][] => {
    const end = line.indexOf(': ');
    return end > 0 && paths.has(line.slice(0, end)) ? [[line.slice(0, end), line.slice(end + 2)]] : [];
  });
  return { atFields: new Map(found), rest: found.length === lines.length && lines.length > 0 ? null : error.message };
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
