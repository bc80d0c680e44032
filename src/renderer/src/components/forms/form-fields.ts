/**
 * @file A JSON Schema read as the fields of a form: which there are, of what kind, with which bounds, titles and help. `picks` of a property says that
 * its value is chosen among things of the workspace; which those are is the caller's matter. Pure.
 */
import type { Json } from '#shared/domain/json';
import { wordsOf } from '../json-text';

/** A JSON Schema, or a part of one. */
export type Schema = { readonly [key: string]: Json };

interface FieldBase {
  /** Dotted. */
  readonly path: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly isRequired: boolean;
  /** May be left empty, or be set to nothing. */
  readonly isNullable: boolean;
  readonly usual: Json | undefined;
  /** What it is chosen among: `corpus`, `endpoint`, ... */
  readonly picks?: string | undefined;
}

export interface NumberBounds {
  readonly isInteger: boolean;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

export type ValueField = FieldBase &
  (
    | { readonly kind: 'boolean' }
    | { readonly kind: 'choice'; readonly choices: readonly Json[] }
    | ({ readonly kind: 'number' } & NumberBounds)
    | { readonly kind: 'text'; readonly longest?: number | undefined; readonly takesNumbers: boolean }
    | { readonly kind: 'list'; readonly fewest: number; readonly most?: number | undefined; readonly itemsAreNumbers: boolean }
    /** A shape that no field is made for: written as JSON. */
    | { readonly kind: 'json' }
  );

export interface FieldGroup {
  /** Empty for the outermost. */
  readonly path: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly fields: readonly ValueField[];
  readonly groups: readonly FieldGroup[];
}

export function readGroup(schema: Schema, path = '', name = ''): FieldGroup {
  const required = textList(schema['required']);
  const members = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>).map(([key, property]) => ({ key, property, at: path === '' ? key : `${path}.${key}` }));
  const isGroup = ({ property }: { property: Schema }): boolean => property['type'] === 'object' && property['properties'] !== undefined;
  return {
    path,
    title: text(schema['title']) ?? wordsOf(name),
    description: text(schema['description']),
    fields: members.filter((member) => !isGroup(member)).map(({ key, property, at }) => readField(property, { path: at, name: key, isRequired: required.includes(key) && property['default'] === undefined })),
    groups: members.filter(isGroup).map(({ key, property, at }) => readGroup(property, at, key)),
  };
}

/** All fields, those of groups after those that stand before them. */
export function allFields(group: FieldGroup): ValueField[] {
  return [...group.fields, ...group.groups.flatMap(allFields)];
}

function readField(given: Schema, { path, name, isRequired }: { path: string; name: string; isRequired: boolean }): ValueField {
  const { schema, isNullable } = withoutNull(given);
  const base: FieldBase = { path, title: text(given['title']) ?? text(schema['title']) ?? wordsOf(name), description: text(given['description']) ?? text(schema['description']), isRequired, isNullable, usual: given['default'], picks: text(given['picks']) ?? text(schema['picks']) };
  const choices = schema['enum'] ?? (schema['const'] === undefined ? undefined : [schema['const']]);
  if (Array.isArray(choices)) return { ...base, kind: 'choice', choices: choices as readonly Json[] };
  if (schema['type'] === 'boolean') return { ...base, kind: 'boolean' };
  if (schema['type'] === 'number' || schema['type'] === 'integer') return { ...base, kind: 'number', ...boundsOf(schema) };
  if (schema['type'] === 'string') return { ...base, kind: 'text', longest: number(schema['maxLength']), takesNumbers: false };
  if (schema['type'] === 'array') return listField(base, schema);
  return isIdOrName(schema) ? { ...base, kind: 'text', takesNumbers: true } : { ...base, kind: 'json' };
}

function listField(base: FieldBase, schema: Schema): ValueField {
  const items = (schema['items'] ?? {}) as Schema;
  const types = [items['type'], ...alternatives(items).map((one) => one['type'])].filter((type) => type !== undefined);
  const isPlain = types.length > 0 && types.every((type) => type === 'string' || type === 'number' || type === 'integer');
  if (!isPlain && base.picks === undefined) return { ...base, kind: 'json' };
  return { ...base, kind: 'list', fewest: number(schema['minItems']) ?? 0, most: number(schema['maxItems']), itemsAreNumbers: types.every((type) => type !== 'string') };
}

function boundsOf(schema: Schema): NumberBounds {
  const isInteger = schema['type'] === 'integer';
  // Zod writes the bounds of safe integers, which nobody needs to read.
  const most = number(schema['maximum']);
  const least = number(schema['minimum']);
  return { isInteger, least: least === Number.MIN_SAFE_INTEGER ? undefined : least, most: most === Number.MAX_SAFE_INTEGER ? undefined : most, above: number(schema['exclusiveMinimum']), below: number(schema['exclusiveMaximum']) };
}

/** A schema of `something or null` without its null. */
function withoutNull(schema: Schema): { schema: Schema; isNullable: boolean } {
  const all = alternatives(schema);
  const others = all.filter((one) => one['type'] !== 'null');
  if (others.length === all.length) return { schema, isNullable: false };
  return { schema: others.length === 1 ? (others[0] ?? schema) : { ...schema, anyOf: others }, isNullable: true };
}

/** Things are named by their number or their name. */
function isIdOrName(schema: Schema): boolean {
  const types = alternatives(schema).map((one) => one['type']);
  return types.length > 0 && types.every((type) => type === 'integer' || type === 'string');
}

function alternatives(schema: Schema): readonly Schema[] {
  return (schema['anyOf'] ?? schema['oneOf'] ?? []) as readonly Schema[];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function textList(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).flatMap((item) => (typeof item === 'string' ? [item] : [])) : [];
}
