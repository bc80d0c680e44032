/** @file A ring of the last hundred. */
import { expect, test } from 'vitest';
import { SlowQueryLog } from '#main/store/slow-query-log';

test('keeps the last hundred, newest first, with their time', () => {
  let second = 0;
  const log = new SlowQueryLog({ now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++)) });
  for (let number = 0; number < 130; number++) log.record({ sql: `SELECT ${number}`, durationMs: 41 });
  const queries = log.list();
  expect(queries).toHaveLength(100);
  expect(queries[0]).toEqual({ at: '2026-01-01T00:02:09.000Z', sql: 'SELECT 129', durationMs: 41 });
  expect(queries.at(-1)?.sql).toBe('SELECT 30');
});
