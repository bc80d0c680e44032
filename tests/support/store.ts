/** @file A store in memory, and rows to put into it. */
import { createHash } from 'node:crypto';
import type { Corpus } from '#shared/contracts/corpora';
import type { CorpusCounts } from '#shared/contracts/import-report';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { CorpusId } from '#shared/domain/ids';
import { createRandom, type Random } from '#shared/domain/random';
import { esconv8 } from '#shared/domain/strategies';
import { openDatabase, type DatabaseOptions, type ReadableDb, type SqliteDatabase, type WritableDb } from '#main/store/database';
import { appendImported, beginImport, finishImport, type ImportedRecord, type NewCorpus } from '#main/store/import-repository';
import { migrate } from '#main/store/migrate';
import { migrations } from '#main/store/migrations/index';
import { sql } from '#main/store/sql';
import type { Log } from '#main/platform/ports';

export const someTime = '2026-01-02T03:04:05.000Z';

export const silentLog: Pick<Log, 'write'> = { write: () => {} };

/** All migrations applied. */
export function openMemoryStore(options: DatabaseOptions = {}): SqliteDatabase {
  const db = openDatabase(':memory:', options);
  migrate(db, { migrations, keepCopy: () => {} });
  return db;
}

export function toRecord(record: Dialogue | KnowledgeEntry, fileName = 'some.json'): ImportedRecord {
  const raw = JSON.stringify(record);
  return { record, raw, fileName, sha256: createHash('sha256').update(raw).digest('hex') };
}

/** Imports dialogues as a live corpus. */
export function insertDialogues(db: WritableDb, dialogues: readonly Dialogue[], corpus: Partial<NewCorpus> = {}): Corpus {
  const corpusId = beginCorpus(db, corpus);
  for (let start = 0; start < dialogues.length; start += 500) appendImported(db, corpusId, dialogues.slice(start, start + 500).map((one) => toRecord(one)));
  return finishCorpus(db, corpusId, countDialogues(dialogues));
}

/** Imports entries as a live knowledge base. */
export function insertKnowledge(db: WritableDb, entries: readonly KnowledgeEntry[], corpus: Partial<NewCorpus> = {}): Corpus {
  const corpusId = beginCorpus(db, { kind: 'knowledge', name: 'posts', ...corpus });
  appendImported(db, corpusId, entries.map((one) => toRecord(one)));
  return finishCorpus(db, corpusId, { ...countDialogues([]), entries: entries.length });
}

export function beginCorpus(db: WritableDb, corpus: Partial<NewCorpus> = {}): CorpusId {
  return beginImport(db, { name: 'corpus', kind: 'dialogues', format: 'esconv', vocabulary: 'esconv8', isDemo: false, isLocalOnly: false, createdAt: someTime, ...corpus });
}

export function finishCorpus(db: WritableDb, corpusId: CorpusId, counts: CorpusCounts): Corpus {
  return finishImport(db, corpusId, { counts, sha256: `sha of ${corpusId}`, files: [], warnings: [], rejected: [] });
}

export function countDialogues(dialogues: readonly Dialogue[]): CorpusCounts {
  const turns = dialogues.flatMap((one) => one.turns);
  const strategies: Record<string, number> = {};
  for (const { strategy } of turns) if (strategy !== undefined) strategies[strategy] = (strategies[strategy] ?? 0) + 1;
  const seekerTurns = turns.filter((turn) => turn.speaker === 'seeker').length;
  return { dialogues: dialogues.length, utterances: turns.length, seekerTurns, supporterTurns: turns.length - seekerTurns, entries: 0, strategies };
}

const emotions = ['anxiety', 'Anxiety', 'depression', 'sadness', 'anger', 'fear', 'shame'];
const problems = ['job crisis', 'Job Crisis', 'ongoing depression', 'breakup with partner', 'problems with friends', 'academic pressure'];
const commonWords = 'i you the feel feeling feelings work working worked job sad happy happiness really want friend friends try trying sleep night tired anxious worried help talk sister school don’t café'.split(' ');

/** Believable in shape, not in sense: a few hundred common words and, now and then, a rare one. */
export function generateDialogue(random: Random, turnCount = 4 + random.integer(53)): Dialogue {
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] as T;
  const word = () => (random.integer(6) === 0 ? `rare${random.integer(5000)}` : random.integer(2) === 0 ? `word${random.integer(300)}` : pick(commonWords));
  const sentence = () => Array.from({ length: 4 + random.integer(24) }, word).join(' ');
  const hasFeedback = random.integer(3) > 0;
  return {
    ...(random.integer(10) > 0 ? { emotionType: pick(emotions) } : {}),
    ...(random.integer(10) > 0 ? { problemType: pick(problems) } : {}),
    ...(random.integer(5) > 0 ? { situation: sentence() } : {}),
    ...(random.integer(5) > 0 ? { survey: { initialIntensity: 1 + random.integer(5), finalIntensity: random.integer(6) } } : {}),
    turns: Array.from({ length: turnCount }, (_, index) =>
      index % 2 === 0
        ? { speaker: 'seeker' as const, text: sentence(), ...(hasFeedback && random.integer(4) === 0 ? { feedback: 1 + random.integer(5) } : {}) }
        : { speaker: 'supporter' as const, text: sentence(), ...(random.integer(20) === 0 ? { unknownStrategy: 'Direct Guidance' } : { strategy: pick(esconv8).label }) },
    ),
  };
}

export function generateDialogues(count: number, seed: number, turnCount?: number): Dialogue[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => generateDialogue(random, turnCount));
}

/** Every row of every table that holds facts, search indexes as their words. For comparing a workspace with itself. */
export function dumpTables(db: ReadableDb): Record<string, unknown[]> {
  const tables = ['corpora', 'dialogues', 'dialogue_records', 'turns', 'dialogue_strategies', 'split_sets', 'split_parts', 'split_members', 'knowledge_entries', 'measurements', 'measurement_items'];
  return Object.fromEntries(tables.map((table) => [table, db.all({ text: `SELECT * FROM ${table} ORDER BY 1, 2`, params: [] })]));
}

/** Rowids that a word is indexed under. */
export function indexedUnder(db: ReadableDb, word: string): number[] {
  return db.column(sql`SELECT rowid FROM dialogue_search WHERE dialogue_search MATCH ${`"${word}"`} ORDER BY rowid`);
}
