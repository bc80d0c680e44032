/** @file A schema as a form: kinds of fields, bounds, nullable and chosen values, and what is said of wrong ones. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseValue, problemOf } from '../../../../src/renderer/src/components/forms/field-values';
import { allFields, readGroup, type Schema } from '../../../../src/renderer/src/components/forms/form-fields';
import { PlannerConfig } from '#shared/domain/planner-config';

const Example = z.object({
  corpus: z.union([z.int().positive(), z.string()]).meta({ picks: 'corpus', title: 'Corpus' }),
  limit: z.int().min(1).max(9).nullable().default(null),
  rate: z.number().positive().lt(1).default(0.1),
  isOn: z.boolean().default(true),
  mode: z.enum(['quick', 'exact']).default('quick'),
  raters: z.array(z.string()).min(2),
  sizes: z.array(z.int()).default([1, 2]),
  extra: z.record(z.string(), z.number()).default({}),
  inner: z.object({ depth: z.int().default(3).meta({ title: 'How deep' }) }).prefault({}),
});

const group = readGroup(z.toJSONSchema(Example, { io: 'input', unrepresentable: 'any' }) as Schema);
const byPath = new Map(allFields(group).map((field) => [field.path, field]));

test('every shape becomes the field that fits it', () => {
  expect([...byPath].map(([path, { kind }]) => [path, kind])).toEqual([
    ['corpus', 'text'],
    ['limit', 'number'],
    ['rate', 'number'],
    ['isOn', 'boolean'],
    ['mode', 'choice'],
    ['raters', 'list'],
    ['sizes', 'list'],
    ['extra', 'json'],
    ['inner.depth', 'number'],
  ]);
  expect(byPath.get('corpus')).toMatchObject({ isRequired: true, picks: 'corpus', title: 'Corpus', takesNumbers: true });
  expect(byPath.get('limit')).toMatchObject({ isNullable: true, isRequired: false, least: 1, most: 9, isInteger: true });
  expect(byPath.get('rate')).toMatchObject({ above: 0, below: 1, usual: 0.1, isInteger: false });
  expect(group.groups.map(({ path, title }) => [path, title])).toEqual([['inner', 'Inner']]);
  expect(byPath.get('inner.depth')?.title).toBe('How deep');
});

test.each([
  ['corpus', '', 'Choose “Corpus”.'],
  ['limit', '', null],
  ['limit', '2.5', 'This must be a whole number.'],
  ['limit', '12', 'This must be between 1 and 9.'],
  ['rate', '0', 'This must be above 0 and below 1.'],
  ['rate', '0,5', null],
  ['raters', 'one', 'At least 2 are needed.'],
  ['raters', 'one, two', null],
  ['sizes', '1, many', 'Numbers, with commas between them.'],
])('%s as %j', (path, typed, problem) => {
  const field = byPath.get(path);
  expect(field && problemOf(field, parseValue(field, typed))).toBe(problem);
});

test('every option of the planner has a field of its own', () => {
  const fields = allFields(readGroup(z.toJSONSchema(PlannerConfig, { io: 'input', unrepresentable: 'any' }) as Schema));
  expect(fields.length).toBeGreaterThan(40);
  expect(fields.filter(({ kind }) => kind === 'json')).toEqual([]);
  expect(fields.filter(({ isRequired }) => isRequired).map(({ path }) => path)).toEqual(['data.corpus']);
});
