/** @file The handle's promises: reads do not write, transactions are whole, failures are explained. */
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, type SqliteDatabase } from '#main/store/database';
import { describeSqliteError } from '#main/store/errors';
import { sql } from '#main/store/sql';

let db: SqliteDatabase;

beforeEach(() => {
  db = openDatabase(':memory:');
  db.execute('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)');
});

const insert = (name: string) => db.run(sql`INSERT INTO t (name) VALUES (${name})`);
const names = () => db.column(sql`SELECT name FROM t ORDER BY id`);

test('a read refuses to write', () => {
  expect(() => db.all(sql`INSERT INTO t (name) VALUES ('x') RETURNING *`)).toThrow('must not write');
  expect(() => db.column(sql`DELETE FROM t`)).toThrow('must not write');
  expect(names()).toEqual([]);
});

test('rows, columns, numbers and changes', () => {
  expect(insert('a')).toBe(1);
  expect(db.returning(sql`INSERT INTO t (name) VALUES (${'b'}) RETURNING id, name`)).toEqual([{ id: 2, name: 'b' }]);
  expect(db.all(sql`SELECT * FROM t`)).toEqual([{ id: 1, name: 'a' }, { id: 2, name: 'b' }]);
  expect(db.column(sql`SELECT * FROM t`)).toEqual([1, 2]);
  expect(db.all(sql`SELECT * FROM t`)).toHaveLength(2);
  expect(db.number(sql`SELECT count(*) FROM t`)).toBe(2);
  expect(() => db.number(sql`SELECT id FROM t WHERE 0`)).toThrow('expected a number');
});

test('a transaction is whole, an inner one may fail alone', () => {
  expect(() => db.transaction(() => {
    insert('a');
    throw new Error('no');
  })).toThrow('no');
  expect(names()).toEqual([]);
  db.transaction(() => {
    insert('a');
    try {
      db.transaction(() => {
        insert('b');
        throw new Error('no');
      });
    } catch {
      insert('c');
    }
  });
  expect(names()).toEqual(['a', 'c']);
});

test('more different statements than are kept still work', () => {
  for (let number = 0; number < 600; number++) expect(db.column({ text: `SELECT ${number}`, params: [] })).toEqual([number]);
});

describe('failures', () => {
  test('a full disk is a limit', () => {
    db.pragma('max_page_count = 4');
    expect(() => insert('x'.repeat(100_000))).toThrow(expect.objectContaining({ code: 'LIMIT', message: expect.stringContaining('disk is full') }));
    expect(names()).toEqual([]);
  });

  test('a broken constraint is a fault of ours and passes as it is', () => {
    insert('a');
    expect(() => insert('a')).toThrow('UNIQUE constraint failed');
  });

  test('what is not from SQLite passes as it is', () => {
    const error = new Error('other');
    expect(describeSqliteError(error, 'x')).toBe(error);
  });

  test('a file in a missing folder names the path', () => {
    expect(() => openDatabase('/no/such/folder/solace.sqlite')).toThrow(expect.objectContaining({ code: 'WORKSPACE', message: expect.stringContaining('/no/such/folder') }));
  });
});
