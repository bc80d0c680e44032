/** @file The tag binds what it is given and splices only its own kind. */
import { expect, test } from 'vitest';
import { allOf, listOf, sql } from '#main/store/sql';

test('values are bound in order, also through nested parts', () => {
  const inner = sql`b = ${2} OR c = ${"x'; DROP TABLE t"}`;
  expect(sql`a = ${1} AND (${inner}) AND d = ${null}`).toEqual({ text: 'a = ? AND (b = ? OR c = ?) AND d = ?', params: [1, 2, "x'; DROP TABLE t", null] });
});

test('no conditions pass everything', () => {
  expect(allOf([]).text).toBe('1');
  expect(allOf([sql`a = ${1}`, sql`b`])).toEqual({ text: 'a = ? AND b', params: [1] });
});

test('a list is one parameter', () => {
  expect(listOf(['a"b', 2])).toEqual({ text: '(SELECT value FROM json_each(?))', params: ['["a\\"b",2]'] });
});
