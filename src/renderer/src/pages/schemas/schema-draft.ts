/** @file A label schema as it is being written: every text as typed, things that name each other by key, so that an id can change freely. Pure. */
import { z } from 'zod';
import { Json } from '#shared/domain/json';
import { type AnnotationPass, type DerivedField, type LabelField, type LabelSchema, type LabelValue } from '#shared/domain/label-schema';

/** Unique within a draft. */
const Key = z.int();

export const ValueDraft = z.object({ key: Key, value: z.string(), title: z.string(), description: z.string(), /** With commas between them. */ aliases: z.string() });
export type ValueDraft = z.output<typeof ValueDraft>;

const described = { key: Key, id: z.string(), title: z.string(), abbreviation: z.string(), rubric: z.string(), values: z.array(ValueDraft), /** Kept as it came. */ published: Json.optional() };

export const FieldDraft = z.object({
  ...described,
  scale: z.enum(['ordinal', 'nominal']),
  judges: z.enum(['turn', 'previous-reply']),
  /** Key of a value. */
  whenUnsure: Key.nullable(),
  isKnownFromSurvey: z.boolean(),
  /** Kept as they came. */
  readings: z.array(Json),
});
export type FieldDraft = z.output<typeof FieldDraft>;

/** `from` are keys of fields. */
export const DerivedDraft = z.object({ ...described, from: z.array(Key) });
export type DerivedDraft = z.output<typeof DerivedDraft>;

/** `fields` are keys of fields. */
export const PassDraft = z.object({ key: Key, id: z.string(), title: z.string(), role: z.string(), fields: z.array(Key) });
export type PassDraft = z.output<typeof PassDraft>;

export const SchemaDraft = z.object({ id: z.string(), name: z.string(), description: z.string(), fields: z.array(FieldDraft), derived: z.array(DerivedDraft), passes: z.array(PassDraft) });
export type SchemaDraft = z.output<typeof SchemaDraft>;

export const usualRole = 'annotate-labels';

/** One field of three levels, asked for in one pass. */
export function blankDraft(): SchemaDraft {
  const field: FieldDraft = { ...blankField(1), values: ['1', '2', '3'].map((value, index) => ({ ...blankValue(index + 2), value })) };
  return { id: '', name: '', description: '', fields: [field], derived: [], passes: [{ key: 5, id: 'all', title: 'All', role: usualRole, fields: [1] }] };
}

export function blankField(key: number): FieldDraft {
  return { key, id: '', title: '', abbreviation: '', rubric: '', values: [], scale: 'ordinal', judges: 'turn', whenUnsure: null, isKnownFromSurvey: false, readings: [] };
}

export function blankValue(key: number): ValueDraft {
  return { key, value: '', title: '', description: '', aliases: '' };
}

export function draftOf({ id, name, description, fields, derived, passes }: LabelSchema): SchemaDraft {
  let last = 0;
  const next = (): number => ++last;
  const keys = new Map<string, number>();
  const drafted = fields.map((field) => fieldDraftOf(field, next));
  for (const field of drafted) keys.set(field.id, field.key);
  const keysOf = (ids: readonly string[]): number[] => ids.flatMap((one) => keys.get(one) ?? []);
  return {
    id,
    name,
    description,
    fields: drafted,
    derived: derived.map(({ from, ...field }) => ({ ...describedOf(field, next), from: keysOf(from) })),
    passes: passes.map((pass) => ({ key: next(), id: pass.id, title: pass.title, role: pass.role, fields: keysOf(pass.fields) })),
  };
}

/** A draft of one's own out of another's schema: agreement that was published and readings that options choose belong to that one. */
export function draftFrom(schema: LabelSchema): SchemaDraft {
  const draft = draftOf(schema);
  return { ...draft, id: `${schema.id}-own`.slice(0, 40), name: `${schema.name}, own`.slice(0, 80), fields: draft.fields.map((field) => ({ ...field, published: undefined, readings: [] })), derived: draft.derived.map((field) => ({ ...field, published: undefined })) };
}

/** As the contract takes it; whether it holds is the contract's to say. The version is given when it is saved. */
export function toSchema({ id, name, description, fields, derived, passes }: SchemaDraft): unknown {
  const ids = new Map(fields.map((field) => [field.key, field.id.trim()]));
  const idsOf = (keys: readonly number[]): string[] => keys.flatMap((key) => ids.get(key) ?? []);
  return {
    id: id.trim(),
    name,
    version: 1,
    description: description.trim(),
    unit: 'seeker-turn',
    fields: fields.map(toField),
    derived: derived.map((field) => ({ ...toDescribed(field), from: idsOf(field.from) }) satisfies DerivedField),
    passes: passes.map((pass) => ({ id: pass.id, title: pass.title, role: pass.role, fields: idsOf(fields.filter(({ key }) => pass.fields.includes(key)).map(({ key }) => key)) }) satisfies AnnotationPass),
  };
}

function fieldDraftOf(field: LabelField, next: () => number): FieldDraft {
  const { scale, judges, whenUnsure, known, readings } = field;
  const drafted = describedOf(field, next);
  const unsure = drafted.values.find(({ value }) => value === whenUnsure);
  return { ...drafted, scale, judges, whenUnsure: unsure?.key ?? null, isKnownFromSurvey: known !== undefined, readings };
}

function describedOf({ id, title, abbreviation, rubric, values, published }: Pick<LabelField, 'id' | 'title' | 'abbreviation' | 'rubric' | 'values' | 'published'>, next: () => number): Omit<DerivedDraft, 'from'> {
  const drafted = values.map(({ value, title: word, description, aliases }) => ({ key: next(), value, title: word, description, aliases: aliases.join(', ') }));
  return { key: next(), id, title, abbreviation, rubric, values: drafted, ...(published !== undefined && { published }) };
}

function toField(field: FieldDraft): unknown {
  const { scale, judges, whenUnsure, isKnownFromSurvey, readings, values } = field;
  const unsure = values.find(({ key }) => key === whenUnsure);
  return {
    ...toDescribed(field),
    scale,
    judges,
    ...(unsure !== undefined && { whenUnsure: unsure.value.trim() }),
    ...(isKnownFromSurvey && scale === 'ordinal' && { known: 'survey-intensity' }),
    readings,
  };
}

function toDescribed({ id, title, abbreviation, rubric, values, published }: Omit<DerivedDraft, 'from' | 'key'>): Omit<DerivedField, 'from'> {
  return { id: id.trim(), title, abbreviation, rubric, values: values.map(toValue), ...(published !== undefined && { published: published as NonNullable<LabelField['published']> }) };
}

function toValue({ value, title, description, aliases }: ValueDraft): LabelValue {
  return { value: value.trim(), title, description, aliases: aliases.split(',').map((one) => one.trim()).filter((one) => one !== '') };
}
