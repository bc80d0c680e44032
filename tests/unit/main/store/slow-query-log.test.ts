/** @file Slow queries: every one in the log, the last hundred at hand. */
import { expect, test, vi } from 'vitest';
import { SlowQueryLog } from '#main/store/slow-query-log';

function createLog() {
  let second = 0;
  const write = vi.fn();
  return { write, slowQueries: new SlowQueryLog({ clock: { now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++)) }, log: { write } }) };
}

test('keeps the last hundred, newest first, with their time', () => {
  const { slowQueries } = createLog();
  for (let number = 0; number < 130; number++) slowQueries.record({ sql: `SELECT ${number}`, durationMs: 41 });
  const queries = slowQueries.list();
  expect(queries).toHaveLength(100);
  expect(queries[0]).toEqual({ at: '2026-01-01T00:02:09.000Z', sql: 'SELECT 129', durationMs: 41 });
  expect(queries.at(-1)?.sql).toBe('SELECT 30');
});

test('every one is written to the log', () => {
  const { write, slowQueries } = createLog();
  slowQueries.record({ sql: 'SELECT ?', durationMs: 41.3 });
  expect(write).toHaveBeenCalledExactlyOnceWith('warn', 'Slow query', { sql: 'SELECT ?', durationMs: 41 });
});
