/**
 * @file What can be said of a seeker's turn: a label schema names the fields, their values and the rubric that people and language models
 * judge by, and in which passes a model is asked. Built-in schemas are files in resources/rubrics; researchers add their own.
 */
import { z } from 'zod';

const identifier = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'an id is a word of letters and digits that starts with a small letter');
const title = z.string().trim().min(1, 'a title is needed').max(80, 'a title has at most 80 characters');
const text = z.string().trim().min(1, 'a text is needed').max(4_000, 'a text has at most 4,000 characters');
const abbreviation = z.string().trim().min(1, 'an abbreviation is needed').max(5, 'an abbreviation has at most 5 characters');
const values = () => z.array(LabelValue).min(2, 'two values are needed at least').max(60, 'there are 60 values at most');

export const LabelValue = z.object({
  /** As it is stored, exported and asked for: "3", "statement-fact". */
  value: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a value is a word of small letters, digits and hyphens'),
  title,
  /** When to give it. */
  description: text,
  /** Other spellings that a reply or a file may use. */
  aliases: z.array(z.string().min(1).max(80, 'another spelling has at most 80 characters')).max(40, 'there are 40 other spellings at most').default([]),
});
export type LabelValue = z.output<typeof LabelValue>;

/** Agreement that was published for a field, shown beside one's own. */
const PublishedAgreement = z.object({ fleiss: z.number(), source: z.string() });

const described = {
  id: identifier,
  title,
  /** For column heads and charts. */
  abbreviation,
  /** The question that is answered, and the rules that hold for all values. */
  rubric: text,
  published: PublishedAgreement.optional(),
};

/** Another way to understand a field, chosen by an option of the run. */
const FieldReading = z.object({ id: identifier, title, rubric: text, /** One for each value, in their order. */ descriptions: z.array(text) });

export const LabelField = z.object({
  ...described,
  /** Whether the order of the values means anything. */
  scale: z.enum(['ordinal', 'nominal']),
  /** Lowest first where the scale is ordinal; else the index order of classifiers and exports. */
  values: values(),
  /** What the label judges: the seeker's turn that carries it, or the supporter's reply before it. */
  judges: z.enum(['turn', 'previous-reply']).default('turn'),
  /** What to give where nothing can be told. */
  whenUnsure: z.string().optional(),
  /** The corpus may know the first and the last label: the survey's intensity before and after. Known labels are kept as they are. */
  known: z.literal('survey-intensity').optional(),
  readings: z.array(FieldReading).max(5).default([]),
});
export type LabelField = z.output<typeof LabelField>;

/** A field nobody is asked for: the mean of the levels of others, mapped to a level. */
export const DerivedField = z.object({ ...described, from: z.array(identifier).min(2, 'it is the mean of two fields at least').max(10, 'it is the mean of 10 fields at most'), values: values() });
export type DerivedField = z.output<typeof DerivedField>;

/** Fields that a language model is asked for together. */
export const AnnotationPass = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title,
  /** The role that is asked; `annotate-labels` suits any fields. */
  role: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/).default('annotate-labels'),
  fields: z.array(identifier).min(1, 'a pass asks for one field at least').max(10, 'a pass asks for 10 fields at most'),
});
export type AnnotationPass = z.output<typeof AnnotationPass>;

export const LabelSchemaId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a schema id is a word of small letters, digits and hyphens');

const LabelSchemaRecord = z.object({
  id: LabelSchemaId,
  name: title,
  /** Grows by one with every change; label sets name the version they were made with. */
  version: z.int().positive(),
  description: z.string().max(2_000, 'a description has at most 2,000 characters').default(''),
  /** What carries the labels. */
  unit: z.literal('seeker-turn'),
  fields: z.array(LabelField).min(1, 'a schema has one field at least').max(20, 'a schema has 20 fields at most'),
  derived: z.array(DerivedField).max(10, 'a schema has 10 derived fields at most').default([]),
  passes: z.array(AnnotationPass).min(1, 'a schema has one pass at least').max(20, 'a schema has 20 passes at most'),
});

export const LabelSchema = LabelSchemaRecord.superRefine((schema, context) => {
  for (const { path, message } of schemaProblems(schema)) context.addIssue({ code: 'custom', path: [...path], message });
});
export type LabelSchema = z.output<typeof LabelSchema>;

/** The built-in schema of ESCA's seeker states (spec E-1). */
export const escaSchemaId = 'esca';

/** What annotated and derived fields have in common, for tables and charts. */
export type AnyLabelField = Pick<LabelField, 'id' | 'title' | 'abbreviation' | 'rubric' | 'scale' | 'values' | 'published'> & { readonly isDerived: boolean };

/** Annotated fields, then derived ones. */
export function allFields({ fields, derived }: Pick<LabelSchema, 'fields' | 'derived'>): AnyLabelField[] {
  return [...fields.map((field) => ({ ...field, isDerived: false })), ...derived.map((field) => ({ ...field, scale: 'ordinal' as const, isDerived: true }))];
}

/** One-based place among the values: the number behind an ordinal label. Undefined for what is no value of the field. */
export function levelOf({ values }: Pick<LabelField, 'values'>, value: string): number | undefined {
  const index = values.findIndex((one) => one.value === value);
  return index === -1 ? undefined : index + 1;
}

/** A label as a reply or a file may spell it: case, surrounding space, aliases, the first of a comma list. */
export function readLabel({ values }: Pick<LabelField, 'values'>, spelling: string): string | undefined {
  const word = (spelling.split(',')[0] ?? '').trim().toLowerCase();
  return values.find((one) => one.value === word || one.title.toLowerCase() === word || one.aliases.some((alias) => alias.toLowerCase() === word))?.value;
}

/** The schema with the named readings in the place of the usual rubrics; `readings` maps a field's id to a reading's. */
export function withReadings(schema: LabelSchema, readings: Readonly<Record<string, string>>): LabelSchema {
  return { ...schema, fields: schema.fields.map((field) => withReading(field, readings[field.id])) };
}

function withReading(field: LabelField, id: string | undefined): LabelField {
  const reading = field.readings.find((one) => one.id === id);
  if (reading === undefined) return field;
  return { ...field, rubric: reading.rubric, values: field.values.map((value, index) => ({ ...value, description: reading.descriptions[index] ?? value.description })) };
}

/** What the record says against itself, and where. */
interface SchemaProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function schemaProblems({ fields, derived, passes }: z.output<typeof LabelSchemaRecord>): SchemaProblem[] {
  const places = [...fields.map(({ id }, index) => ({ id, path: ['fields', index, 'id'] })), ...derived.map(({ id }, index) => ({ id, path: ['derived', index, 'id'] }))];
  const asked = passes.flatMap((pass, index) => pass.fields.map((id) => ({ id, path: ['passes', index, 'fields'] })));
  return [
    ...repeated(places).map(({ id, path }) => ({ path, message: `two fields have the id "${id}"` })),
    ...repeated(passes.map(({ id }, index) => ({ id, path: ['passes', index, 'id'] }))).map(({ id, path }) => ({ path, message: `two passes have the id "${id}"` })),
    ...repeated(asked).map(({ id, path }) => ({ path, message: `the field "${id}" is asked for twice` })),
    ...fields.filter(({ id }) => !asked.some((one) => one.id === id)).map(({ id }) => ({ path: ['passes'], message: `no pass asks for the field "${id}"` })),
    ...asked.filter(({ id }) => !fields.some((field) => field.id === id)).map(({ id, path }) => ({ path, message: `a pass asks for "${id}", which is no field` })),
    ...fields.flatMap((field, index) => fieldProblems(field, ['fields', index])),
    ...derived.flatMap((field, index) => derivedProblems(field, fields, ['derived', index])),
  ];
}

function fieldProblems({ id, values, whenUnsure, readings }: LabelField, path: SchemaProblem['path']): SchemaProblem[] {
  const problems = valueProblems({ id, values }, path);
  if (whenUnsure !== undefined && !values.some(({ value }) => value === whenUnsure)) problems.push({ path: [...path, 'whenUnsure'], message: `the field "${id}" has no value "${whenUnsure}" to give when unsure` });
  for (const [index, reading] of readings.entries()) {
    if (reading.descriptions.length !== values.length) problems.push({ path: [...path, 'readings', index], message: `the reading "${reading.id}" of "${id}" needs a description for each of its ${values.length} values` });
  }
  return problems;
}

function derivedProblems({ id, from, values }: DerivedField, fields: readonly LabelField[], path: SchemaProblem['path']): SchemaProblem[] {
  const problems = valueProblems({ id, values }, path);
  for (const source of from) {
    const field = fields.find((one) => one.id === source);
    if (field?.scale !== 'ordinal') problems.push({ path: [...path, 'from'], message: `"${id}" is derived from "${source}", which is no ordinal field` });
    else if (field.values.length !== values.length) problems.push({ path: [...path, 'values'], message: `"${id}" has ${values.length} levels, its source "${source}" ${field.values.length}` });
  }
  return problems;
}

function valueProblems({ id, values }: Pick<LabelField, 'id' | 'values'>, path: SchemaProblem['path']): SchemaProblem[] {
  const places = values.map(({ value }, index) => ({ id: value, path: [...path, 'values', index, 'value'] }));
  return repeated(places).map(({ id: value, path: place }) => ({ path: place, message: `the field "${id}" has the value "${value}" twice` }));
}

/** The second one of each id that stands more than once. */
function repeated<Place extends { readonly id: string }>(places: readonly Place[]): Place[] {
  return places.filter(({ id }, index) => places.slice(0, index).filter((before) => before.id === id).length === 1);
}
