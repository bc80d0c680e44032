/** @file Table `people`. A removed person stays, since what they decided names them. Knows PINs as hashes only. */
import { AppError } from '#shared/contracts/errors';
import { PersonColour, type Person } from '#shared/contracts/people';
import type { PersonId } from '#shared/domain/ids';
import { single } from './corpus-repository';
import type { ReadableDb, WritableDb } from './database';
import { foldKey } from './rows';
import { sql } from './sql';

export interface NewPerson {
  name: string;
  role: Person['role'];
  colour?: PersonColour | undefined;
  pinHash?: string | undefined;
  createdAt: string;
}

export interface PersonChanges {
  name?: string | undefined;
  role?: Person['role'] | undefined;
  colour?: PersonColour | undefined;
  /** Null takes it away. */
  pinHash?: string | null | undefined;
}

interface PersonRow {
  id: PersonId;
  name: string;
  colour: PersonColour;
  role: Person['role'];
  pin_hash: string | null;
  created_at: string;
}

/** By name. */
export function listPeople(db: ReadableDb): Person[] {
  return db.all<PersonRow>(sql`SELECT * FROM people WHERE removed_at IS NULL ORDER BY name_key`).map(toPerson);
}

/** Undefined for a removed one. */
export function findPerson(db: ReadableDb, id: PersonId): Person | undefined {
  const [row] = db.all<PersonRow>(sql`SELECT * FROM people WHERE id = ${id} AND removed_at IS NULL`);
  return row && toPerson(row);
}

export function getPerson(db: ReadableDb, id: PersonId): Person {
  const person = findPerson(db, id);
  if (person === undefined) throw new AppError('NOT_FOUND', `There is no person with id ${id} in this workspace; they may have been removed.`, { details: { id } });
  return person;
}

/** Removed ones too, for what they decided once. */
export function nameEverybody(db: ReadableDb): Map<PersonId, Person> {
  return new Map(db.all<PersonRow>(sql`SELECT * FROM people`).map((row) => [row.id, toPerson(row)]));
}

export function pinHashOf(db: ReadableDb, id: PersonId): string | null {
  const [hash] = db.column<string | null>(sql`SELECT pin_hash FROM people WHERE id = ${id} AND removed_at IS NULL`);
  return hash ?? null;
}

export function hasResearcher(db: ReadableDb): boolean {
  return db.number(sql`SELECT EXISTS (SELECT 1 FROM people WHERE role = 'researcher' AND removed_at IS NULL)`) === 1;
}

/** CONFLICT when somebody has the name, whatever the case. */
export function addPerson(db: WritableDb, { name, role, colour, pinHash, createdAt }: NewPerson): Person {
  return db.transaction(() => {
    checkNameIsFree(db, name);
    const rows = db.returning<PersonRow>(sql`
      INSERT INTO people (name, name_key, colour, role, pin_hash, created_at)
      VALUES (${name}, ${foldKey(name)}, ${colour ?? leastUsedColour(db)}, ${role}, ${pinHash ?? null}, ${createdAt}) RETURNING *`);
    return toPerson(single(rows));
  });
}

export function updatePerson(db: WritableDb, id: PersonId, changes: PersonChanges): Person {
  return db.transaction(() => {
    const before = getPerson(db, id);
    const after = { ...before, name: changes.name ?? before.name, role: changes.role ?? before.role, colour: changes.colour ?? before.colour };
    if (foldKey(after.name) !== foldKey(before.name)) checkNameIsFree(db, after.name);
    const pinHash = changes.pinHash === undefined ? pinHashOf(db, id) : changes.pinHash;
    const rows = db.returning<PersonRow>(sql`
      UPDATE people SET name = ${after.name}, name_key = ${foldKey(after.name)}, role = ${after.role}, colour = ${after.colour}, pin_hash = ${pinHash}
      WHERE id = ${id} RETURNING *`);
    return toPerson(single(rows));
  });
}

export function removePerson(db: WritableDb, id: PersonId, removedAt: string): void {
  db.transaction(() => {
    getPerson(db, id);
    db.run(sql`UPDATE people SET removed_at = ${removedAt} WHERE id = ${id}`);
  });
}

export function restorePerson(db: WritableDb, id: PersonId): Person {
  return db.transaction(() => {
    const [removed] = db.all<PersonRow>(sql`SELECT * FROM people WHERE id = ${id} AND removed_at IS NOT NULL`);
    if (removed === undefined) throw new AppError('NOT_FOUND', `No removed person has id ${id}.`, { details: { id } });
    checkNameIsFree(db, removed.name);
    return toPerson(single(db.returning<PersonRow>(sql`UPDATE people SET removed_at = NULL WHERE id = ${id} RETURNING *`)));
  });
}

function checkNameIsFree(db: ReadableDb, name: string): void {
  const [taken] = db.column<string>(sql`SELECT name FROM people WHERE removed_at IS NULL AND name_key = ${foldKey(name)}`);
  if (taken !== undefined) throw new AppError('CONFLICT', `Somebody is called "${taken}" already. Choose another name, so that decisions can be told apart.`, { details: { name: taken } });
}

function leastUsedColour(db: ReadableDb): PersonColour {
  const used = new Map(db.all<{ colour: PersonColour; count: number }>(sql`SELECT colour, count(*) AS count FROM people WHERE removed_at IS NULL GROUP BY colour`).map(({ colour, count }) => [colour, count]));
  return PersonColour.options.reduce((best, one) => ((used.get(one) ?? 0) < (used.get(best) ?? 0) ? one : best));
}

function toPerson(row: PersonRow): Person {
  return { id: row.id, name: row.name, colour: row.colour, role: row.role, hasPin: row.pin_hash !== null, createdAt: row.created_at };
}
