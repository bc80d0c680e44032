/** @file A schema's draft: there and back without loss, ids that follow titles, and edits that keep what names each other together. */
import { expect, test } from 'vitest';
import { checkDraft, countProblems } from '../../../../../src/renderer/src/pages/schemas/check-draft';
import { addDerived, addField, addPass, askIn, idOf, moved, removeField, removePass, renamed, restoreField, retitled, slugOf, valueOf } from '../../../../../src/renderer/src/pages/schemas/draft-edits';
import { blankDraft, draftFrom, draftOf, SchemaDraft, toSchema } from '../../../../../src/renderer/src/pages/schemas/schema-draft';
import { readSchemaFile } from '../../../../../src/renderer/src/pages/schemas/schema-file';
import { escaSchema, hopeSchema } from '../../../../support/labels/schema';

test.each([escaSchema, hopeSchema])('$id comes back equal from its draft, also from a stored one', (schema) => {
  const draft = draftOf(schema);
  expect(checkDraft(draft, []).schema).toEqual(schema);
  expect(checkDraft(SchemaDraft.parse(JSON.parse(JSON.stringify(draft))), []).schema).toEqual(schema);
});

test("one's own out of another's has neither its published agreement nor its readings, and another id", () => {
  const { schema } = checkDraft(draftFrom(escaSchema), ['esca']);
  expect(schema).toMatchObject({ id: 'esca-own', name: 'ESCA seeker states, own' });
  expect(schema?.fields.every(({ published, readings }) => published === undefined && readings.length === 0)).toBe(true);
  expect(schema?.derived[0]).toMatchObject({ from: ['reliability', 'responseCompetence', 'perceivedUnderstandability'] });
  expect(checkDraft(draftOf(escaSchema), ['esca'])).toMatchObject({ schema: null, problems: new Map([['id', '“esca” is built in and stays as it is. Choose another id.']]) });
});

test('an empty draft says what it needs, place by place', () => {
  const { schema, problems } = checkDraft(blankDraft(), []);
  expect(schema).toBeNull();
  expect(problems.get('name')).toBe('A title is needed.');
  expect(problems.get('fields.0.rubric')).toBe('A text is needed.');
  expect(countProblems(problems, 'fields.0.values.0')).toBe(2);
  expect(countProblems(problems, 'fields')).toBe(countProblems(problems, 'fields.0'));
});

test('ids follow their title until somebody writes their own', () => {
  expect([idOf('Readiness to change'), idOf('2nd Hope'), idOf('Élan vital'), idOf('希望')]).toEqual(['readinessToChange', 'ndHope', 'elanVital', '']);
  expect([slugOf('Hope & topic'), valueOf('2 Much'), valueOf('  ')]).toEqual(['hope-topic', '2-much', '']);
  expect(retitled({ id: 'hope', title: 'Hope', abbreviation: 'Hop' }, 'Trust')).toEqual({ id: 'trust', title: 'Trust', abbreviation: 'Tru' });
  expect(retitled({ id: 'h1', title: 'Hope', abbreviation: 'H' }, 'Trust')).toEqual({ id: 'h1', title: 'Trust', abbreviation: 'H' });
  expect(renamed(blankDraft(), 'My schema', false).id).toBe('my-schema');
  expect(renamed(draftOf(hopeSchema), 'Despair', true).id).toBe('hope');
});

test('a removed field comes back at its place, in its pass', () => {
  const draft = draftOf(hopeSchema);
  const [hope] = draft.fields;
  if (hope === undefined) throw new Error('hope has no field');
  const less = removeField(draft, hope.key);
  expect(toSchema(less)).toMatchObject({ fields: [{ id: 'topic' }], passes: [{ fields: ['topic'] }] });
  expect(checkDraft(restoreField(less, hope.key, draft), []).schema).toEqual(hopeSchema);
  expect(restoreField(draft, hope.key, draft)).toBe(draft);
});

test('fields keep the order of the schema in every pass, and a removed pass leaves its fields to another', () => {
  const draft = addPass(draftOf(hopeSchema));
  const [hope, topic] = draft.fields;
  const [first, second] = draft.passes;
  if (hope === undefined || topic === undefined || first === undefined || second === undefined) throw new Error('the schema is another');
  const apart = askIn(draft, hope.key, second.key);
  expect(toSchema(apart)).toMatchObject({ passes: [{ fields: ['topic'] }, { fields: ['hope'] }] });
  expect(toSchema(removePass(apart, first.key))).toMatchObject({ passes: [{ fields: ['hope', 'topic'] }] });
  expect(toSchema(removePass(apart, second.key))).toMatchObject({ passes: [{ fields: ['hope', 'topic'] }] });
  expect(toSchema({ ...draft, fields: moved(draft.fields, topic.key, -1) })).toMatchObject({ fields: [{ id: 'topic' }, { id: 'hope' }], passes: [{ fields: ['topic', 'hope'] }, { fields: [] }] });
  expect(moved(draft.fields, hope.key, -1)).toEqual(draft.fields);
});

test('what is added is asked for, has keys of its own, and needs texts only', () => {
  const more = addDerived(addField(draftOf(escaSchema)));
  const keys = [...more.fields, ...more.derived].flatMap(({ key, values }) => [key, ...values.map((value) => value.key)]);
  expect(new Set(keys).size).toBe(keys.length);
  const { problems } = checkDraft(more, []);
  expect([...problems.keys()].every((place) => /^(fields\.6|derived\.1|passes\.2\.fields)/.test(place))).toBe(true);
});

test('a file is read, or refused with what is wrong', () => {
  expect(readSchemaFile({ name: 'hope.json', text: JSON.stringify(hopeSchema) })).toEqual({ schema: hopeSchema });
  expect(readSchemaFile({ name: 'hope.json', text: '{' })).toEqual({ problem: expect.stringContaining('hope.json is not JSON') });
  expect(readSchemaFile({ name: 'hope.json', text: '{"id":"Hope"}' })).toEqual({ problem: expect.stringContaining('hope.json is not a label schema: id: a schema id is a word') });
});
