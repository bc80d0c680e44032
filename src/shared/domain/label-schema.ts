/**
 * @file What can be said of a seeker's turn: a label schema names the fields, their values and the rubric that people and language models
 * judge by, and in which passes a model is asked. Built-in schemas are files in resources/rubrics; researchers add their own.
 */
import { z } from 'zod';

const identifier = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'an id is a word of letters and digits that starts with a small letter');
const title = z.string().trim().min(1).max(80);
const text = z.string().trim().min(1).max(4_000);
const abbreviation = z.string().trim().min(1).max(5);

export const LabelValue = z.object({
  /** As it is stored, exported and asked for: "3", "statement-fact". */
  value: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a value is a word of small letters, digits and hyphens'),
  title,
  /** When to give it. */
  description: text,
  /** Other spellings that a reply or a file may use. */
  aliases: z.array(z.string().min(1).max(80)).max(40).default([]),
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
  values: z.array(LabelValue).min(2).max(60),
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
export const DerivedField = z.object({ ...described, from: z.array(identifier).min(2).max(10), values: z.array(LabelValue).min(2).max(60) });
export type DerivedField = z.output<typeof DerivedField>;

/** Fields that a language model is asked for together. */
export const AnnotationPass = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title,
  /** The role that is asked; `annotate-labels` suits any fields. */
  role: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/).default('annotate-labels'),
  fields: z.array(identifier).min(1).max(10),
});
export type AnnotationPass = z.output<typeof AnnotationPass>;

export const LabelSchemaId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a schema id is a word of small letters, digits and hyphens');

const LabelSchemaRecord = z.object({
  id: LabelSchemaId,
  name: title,
  /** Grows by one with every change; label sets name the version they were made with. */
  version: z.int().positive(),
  description: z.string().max(2_000).default(''),
  /** What carries the labels. */
  unit: z.literal('seeker-turn'),
  fields: z.array(LabelField).min(1).max(20),
  derived: z.array(DerivedField).max(10).default([]),
  passes: z.array(AnnotationPass).min(1).max(20),
});

export const LabelSchema = LabelSchemaRecord.superRefine((schema, context) => {
  for (const problem of schemaProblems(schema)) context.addIssue({ code: 'custom', message: problem });
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

function schemaProblems(schema: z.output<typeof LabelSchemaRecord>): string[] {
  const ids = [...schema.fields, ...schema.derived].map(({ id }) => id);
  const asked = schema.passes.flatMap(({ fields }) => fields);
  return [
    ...repeated(ids).map((id) => `two fields have the id "${id}"`),
    ...repeated(schema.passes.map(({ id }) => id)).map((id) => `two passes have the id "${id}"`),
    ...repeated(asked).map((id) => `the field "${id}" is asked for twice`),
    ...schema.fields.filter(({ id }) => !asked.includes(id)).map(({ id }) => `no pass asks for the field "${id}"`),
    ...asked.filter((id) => !schema.fields.some((field) => field.id === id)).map((id) => `a pass asks for "${id}", which is no field`),
    ...schema.fields.flatMap(fieldProblems),
    ...schema.derived.flatMap((derived) => derivedProblems(derived, schema.fields)),
  ];
}

function fieldProblems({ id, values, whenUnsure, readings }: LabelField): string[] {
  const problems = repeated(values.map(({ value }) => value)).map((value) => `the field "${id}" has the value "${value}" twice`);
  if (whenUnsure !== undefined && !values.some(({ value }) => value === whenUnsure)) problems.push(`the field "${id}" has no value "${whenUnsure}" to give when unsure`);
  for (const reading of readings) if (reading.descriptions.length !== values.length) problems.push(`the reading "${reading.id}" of "${id}" needs a description for each of its ${values.length} values`);
  return problems;
}

function derivedProblems({ id, from, values }: DerivedField, fields: readonly LabelField[]): string[] {
  const problems = repeated(values.map(({ value }) => value)).map((value) => `the field "${id}" has the value "${value}" twice`);
  for (const source of from) {
    const field = fields.find((one) => one.id === source);
    if (field?.scale !== 'ordinal') problems.push(`"${id}" is derived from "${source}", which is no ordinal field`);
    else if (field.values.length !== values.length) problems.push(`"${id}" has ${values.length} levels, its source "${source}" ${field.values.length}`);
  }
  return problems;
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
