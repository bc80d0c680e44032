/** @file The stemmer against SQLite's own, word by word. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '#main/store/database';
import { porterStem } from '#shared/domain/search/porter-stem';
import { sql } from '#main/store/sql';

/** What FTS5 makes of each word, in order. */
function stemsOfSqlite(words: readonly string[]): string[] {
  const db = openDatabase(':memory:');
  db.execute(`CREATE VIRTUAL TABLE stems USING fts5 (word, tokenize = 'porter unicode61'); CREATE VIRTUAL TABLE vocabulary USING fts5vocab (stems, instance);`);
  for (const [index, word] of words.entries()) db.run(sql`INSERT INTO stems (rowid, word) VALUES (${index + 1}, ${word})`);
  const stems = db.column<string>(sql`SELECT term FROM vocabulary ORDER BY doc`);
  db.close();
  return stems;
}

const paperExamples =
  'caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky ' +
  'relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness ' +
  'hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical hopeful goodness revival allowance inference airliner ' +
  'gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize probate rate ' +
  'cease controll roll as is yes dyeing say crying y yy yes ass ess ies eed ing ed ly a ion sion tion apology';

test('stems the examples of the paper as the index does', () => {
  const words = paperExamples.split(' ');
  expect(words.map(porterStem)).toEqual(stemsOfSqlite(words));
});

test('stems any plain word as the index does', () => {
  const part = fc.constantFrom('a', 'e', 'i', 'o', 'u', 'y', 'b', 'l', 's', 't', 'w', 'x', 'z', 'll', 'ss', 'tt', 'at', 'bl', 'iz', 'eed', 'ed', 'ing', 'ies', 'ational', 'logi', 'biliti', 'iveness', 'icate', 'ful', 'ness', 'ement', 'ion', 'tion', 'ou', 'ate', 'e');
  const word = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('').slice(0, 60));
  fc.assert(
    fc.property(fc.array(word, { minLength: 50, maxLength: 50 }), (words) => {
      expect(words.map(porterStem)).toEqual(stemsOfSqlite(words));
    }),
    { numRuns: 60 },
  );
});
