/** @file A label schema is refused where it contradicts itself, and the place is named. */
import { expect, test } from 'vitest';
import { LabelSchema } from '#shared/domain/label-schema';
import { hopeSchema } from '../../../support/labels/schema';

const [hope, topic] = hopeSchema.fields;
const [pass] = hopeSchema.passes;

function problemsOf(changes: Readonly<Record<string, unknown>>): [string, string][] {
  const checked = LabelSchema.safeParse({ ...hopeSchema, ...changes });
  return (checked.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]);
}

test('nothing is said against a sound one', () => {
  expect(problemsOf({})).toEqual([]);
});

test.each([
  ['two fields of one id', { fields: [hope, { ...topic, id: 'hope' }], passes: [{ ...pass, fields: ['hope'] }] }, [['fields.1.id', 'two fields have the id "hope"']]],
  ['a derived field with the id of another', { derived: [{ id: 'topic', title: 'T', abbreviation: 'T', rubric: 'R', from: ['hope', 'hope'], values: hope?.values }] }, [['derived.0.id', 'two fields have the id "topic"']]],
  ['two passes of one id', { passes: [{ ...pass, fields: ['hope'] }, { ...pass, fields: ['topic'] }] }, [['passes.1.id', 'two passes have the id "all"']]],
  ['a field that is asked for twice', { passes: [pass, { ...pass, id: 'again', fields: ['topic'] }] }, [['passes.1.fields', 'the field "topic" is asked for twice']]],
  ['a field that nobody asks for', { passes: [{ ...pass, fields: ['hope'] }] }, [['passes', 'no pass asks for the field "topic"']]],
  ['a pass that asks for no field', { passes: [{ ...pass, fields: ['hope', 'topic', 'mood'] }] }, [['passes.0.fields', 'a pass asks for "mood", which is no field']]],
  ['a value twice', { fields: [hope, { ...topic, values: [topic?.values[0], topic?.values[0]] }] }, [['fields.1.values.1.value', 'the field "topic" has the value "self" twice']]],
  ['a way out that is no value', { fields: [{ ...hope, whenUnsure: 'maybe' }, topic] }, [['fields.0.whenUnsure', 'the field "hope" has no value "maybe" to give when unsure']]],
  ['a reading without all descriptions', { fields: [{ ...hope, readings: [{ id: 'other', title: 'Other', rubric: 'R', descriptions: ['one'] }] }, topic] }, [['fields.0.readings.0', 'the reading "other" of "hope" needs a description for each of its 3 values']]],
  ['the mean of a nominal field', { derived: [{ id: 'mean', title: 'M', abbreviation: 'M', rubric: 'R', from: ['hope', 'topic'], values: hope?.values }] }, [['derived.0.from', '"mean" is derived from "topic", which is no ordinal field']]],
  ['a mean with other levels', { derived: [{ id: 'mean', title: 'M', abbreviation: 'M', rubric: 'R', from: ['hope', 'hope'], values: topic?.values }] }, [['derived.0.values', '"mean" has 2 levels, its source "hope" 3'], ['derived.0.values', '"mean" has 2 levels, its source "hope" 3']]],
])('%s', (_, changes, problems) => {
  expect(problemsOf(changes)).toEqual(problems);
});

test('empty texts are told as a person would, together with what contradicts', () => {
  const problems = problemsOf({ name: ' ', fields: [{ ...hope, title: '' }, { ...topic, values: [topic?.values[0]] }], passes: [{ ...pass, fields: ['hope'] }] });
  expect(problems).toContainEqual(['name', 'a title is needed']);
  expect(problems).toContainEqual(['fields.0.title', 'a title is needed']);
  expect(problems).toContainEqual(['fields.1.values', 'two values are needed at least']);
});
