/** @file Label sets in the store: visible when finished, dialogue by dialogue, filtered, counted, hashed by their labels alone. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CorpusId, DialogueId, LabelSetId, RunId } from '#shared/domain/ids';
import type { SqliteDatabase } from '#main/store/database';
import { openDatabase } from '#main/store/database';
import { addLabelSchema, listLabelSchemas } from '#main/store/label-schema-repository';
import { abandonLabelSet, addLabelledDialogue, beginLabelSet, findSetInMaking, finishLabelSet, getLabelSet, getLabelSetDetails, listKeptDialogues, listLabelSets, purgeLabelSets, removeLabelSet, renameLabelSet, restoreLabelSet } from '#main/store/label-set-repository';
import { countDissent, getLabelledDialogue, listValues, listVotes, readPlainLabels, type ValueQuery } from '#main/store/label-value-repository';
import { removeCorpus } from '#main/store/corpus-repository';
import { migrate } from '#main/store/migrate';
import { migrations } from '#main/store/migrations/index';
import { sql, type Sql } from '#main/store/sql';
import { addLabelSet, dialogueIdsOf, newLabelSet, votedValue } from '../../../support/labels/label-set';
import { hopeSchema } from '../../../support/labels/schema';
import { insertDialogues, openMemoryStore, someTime } from '../../../support/store';

let db: SqliteDatabase;
let corpusId: CorpusId;

const dialogue = { turns: ['seeker', 'supporter', 'seeker'].map((speaker, place) => ({ speaker: speaker as 'seeker' | 'supporter', text: `turn  ${place}` })) };
const labels = {
  0: { emotionIntensity: votedValue('333'), behaviour: { ...votedValue('xxx'), value: 'question', votes: [] } },
  2: { emotionIntensity: votedValue('445'), reliability: { ...votedValue(''), value: null, origin: 'failed' as const } },
};
function dialogueAt(of: CorpusId, position: number): DialogueId {
  const id = dialogueIdsOf(db, of)[position];
  if (id === undefined) throw new Error('there is no such dialogue');
  return id;
}

const all: ValueQuery = { filter: {}, sort: 'corpus', offset: 0, limit: 100 };

beforeEach(() => {
  db = openMemoryStore();
  db.pragma('foreign_keys = ON');
  corpusId = insertDialogues(db, [dialogue, dialogue]).id;
});
afterEach(() => db.close());

test('is not seen before it is finished, and not changed afterwards', () => {
  const first = dialogueAt(corpusId, 0);
  const id = beginLabelSet(db, newLabelSet(corpusId));
  const turns = [{ turn: 0, values: labels[0] }];
  addLabelledDialogue(db, id, { dialogueId: first, state: 'labelled', problems: [], turns });
  expect(listLabelSets(db)).toEqual([]);
  expect(() => getLabelSet(db, id)).toThrow('no label set');
  const set = finishLabelSet(db, id);
  expect(set).toMatchObject({ id, corpusId, corpusName: 'corpus', name: 'some labels', schema: { id: 'esca', version: 1 }, counts: { dialogues: 1, turns: 1, values: 2, unanimous: 2, failed: 0 } });
  expect(() => finishLabelSet(db, id)).toThrow('not being made');
  expect(() => addLabelledDialogue(db, id, { dialogueId: first, state: 'labelled', problems: [], turns: [] })).toThrow('the set is finished');
  abandonLabelSet(db, id);
  expect(listLabelSets(db, corpusId)).toHaveLength(1);
});

test('goes on with what a run has kept, whichever order it came in, and keeps a dialogue once', () => {
  const runId = 3 as RunId;
  const [first, second] = [dialogueAt(corpusId, 0), dialogueAt(corpusId, 1)];
  const id = beginLabelSet(db, newLabelSet(corpusId, { source: { kind: 'run', runId } }));
  expect(findSetInMaking(db, runId)).toBe(id);
  for (const [dialogueId, calls] of [[second, 5], [first, 4], [second, 99]] as const) addLabelledDialogue(db, id, { dialogueId, state: 'labelled', problems: [], turns: [], tally: { calls } });
  expect(listKeptDialogues(db, id)).toEqual([{ dialogueId: first, tally: { calls: 4 } }, { dialogueId: second, tally: { calls: 5 } }]);
  finishLabelSet(db, id);
  expect(findSetInMaking(db, runId)).toBeUndefined();
});

test('takes no dialogue of another corpus', () => {
  const other = insertDialogues(db, [dialogue], { name: 'other' }).id;
  const id = beginLabelSet(db, newLabelSet(corpusId));
  expect(() => addLabelledDialogue(db, id, { dialogueId: dialogueAt(other, 0), state: 'labelled', problems: [], turns: [] })).toThrow('not of the corpus');
});

test('equal labels have equal hashes, however they came about', () => {
  const voted = addLabelSet(db, corpusId, labels);
  const given = addLabelSet(db, corpusId, { 0: { behaviour: { ...votedValue(''), value: 'question', origin: 'given' }, emotionIntensity: votedValue('3') }, 2: { emotionIntensity: votedValue('4') } });
  const other = addLabelSet(db, corpusId, { 0: { emotionIntensity: votedValue('3') } });
  const hashOf = (id: LabelSetId): string => getLabelSet(db, id).sha256;
  expect(hashOf(given)).toBe(hashOf(voted));
  expect(hashOf(other)).not.toBe(hashOf(voted));
});

test('gives the labels of one dialogue with their votes', () => {
  const id = addLabelSet(db, corpusId, labels);
  const first = dialogueAt(corpusId, 0);
  expect(getLabelledDialogue(db, id, first)).toEqual({ dialogueId: first, state: 'labelled', problems: [], turns: [{ turn: 0, values: labels[0] }, { turn: 2, values: labels[2] }] });
  expect(readPlainLabels(db, id, [first]).get(first)?.get(2)).toEqual({ emotionIntensity: '4' });
  const outsider = insertDialogues(db, [dialogue], { name: 'other' }).id;
  expect(getLabelledDialogue(db, id, dialogueAt(outsider, 0))).toMatchObject({ state: null, turns: [] });
});

test('finds values by field, origin, value, disagreement and dissenter', () => {
  const id = addLabelSet(db, corpusId, labels);
  const found = (filter: ValueQuery['filter'], sort: ValueQuery['sort'] = 'corpus'): string[] => listValues(db, id, { ...all, filter, sort }).rows.map((row) => `${row.position}.${row.turn} ${row.field}`);
  expect(found({ fields: ['emotionIntensity'], isDivided: true })).toEqual(['0.2 emotionIntensity', '1.2 emotionIntensity']);
  expect(found({ origins: ['failed'] })).toEqual(['0.2 reliability', '1.2 reliability']);
  expect(found({ values: ['question'] })).toEqual(['0.0 behaviour', '1.0 behaviour']);
  expect([found({ dissenter: 2 }), found({ dissenter: 1 })]).toEqual([['0.2 emotionIntensity', '1.2 emotionIntensity'], []]);
  expect(found({ dialogueId: dialogueAt(corpusId, 1), fields: ['reliability'] })).toEqual(['1.2 reliability']);
  expect(found({}, 'disagreement')[0]).toBe('0.2 emotionIntensity');
  const page = listValues(db, id, { ...all, offset: 2, limit: 1 });
  expect([page.total, page.rows[0]]).toMatchObject([8, { turn: 2, text: 'turn 2', votes: [{ value: '4' }, { value: '4' }, { value: '5' }] }]);
});

test('a page of the most divided values is read by indexes, its votes by their key', () => {
  const id = addLabelSet(db, corpusId, labels);
  const steps: string[] = [];
  const recorder = new Proxy(db, {
    get: (target, key) =>
      key === 'all'
        ? (query: Sql) => {
            steps.push(...target.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query.text}`, params: query.params }).map(({ detail }) => detail));
            return target.all(query);
          }
        : (query: Sql) => target.number(query),
  });
  listValues(recorder, id, { ...all, sort: 'disagreement' });
  expect(steps).toContainEqual(expect.stringContaining('SEARCH v USING INDEX label_values_agreement (label_set_id=?)'));
  expect(steps).toContainEqual(expect.stringContaining('SEARCH o USING PRIMARY KEY (label_set_id=? AND position=? AND turn=? AND field=?)'));
  expect(steps.filter((step) => step.includes('ORDER BY'))).toHaveLength(1);
});

test('counts who votes against the value, known labels left out', () => {
  const id = addLabelSet(db, corpusId, { 0: { emotionIntensity: votedValue('335', { origin: 'known' }), reliability: votedValue('112') } });
  expect(countDissent(db, id)).toEqual([0, 1, 2].map((annotator) => ({ annotator, field: 'reliability', votes: 2, differing: annotator === 2 ? 2 : 0 })));
  expect(listVotes(db, id, 'emotionIntensity')).toEqual([]);
  expect(listVotes(db, id, 'reliability')).toEqual([['1', '1', '2'], ['1', '1', '2']]);
  expect(getLabelSetDetails(db, id).sources.find(({ field }) => field === 'emotionIntensity')).toEqual({ field: 'emotionIntensity', sources: { known: 2 } });
});

test('is renamed, hidden, brought back, and hidden with its corpus', () => {
  const id = addLabelSet(db, corpusId, labels);
  expect(renameLabelSet(db, id, 'gold').name).toBe('gold');
  removeLabelSet(db, id, someTime);
  expect(listLabelSets(db)).toEqual([]);
  expect(restoreLabelSet(db, id).name).toBe('gold');
  expect(() => restoreLabelSet(db, id)).toThrow('No removed label set');
  removeCorpus(db, corpusId, someTime);
  expect(listLabelSets(db)).toEqual([]);
});

test('purging takes what was removed and what nobody will finish', () => {
  addLabelSet(db, corpusId, labels);
  const removed = addLabelSet(db, corpusId, labels);
  removeLabelSet(db, removed, someTime);
  beginLabelSet(db, newLabelSet(corpusId));
  beginLabelSet(db, newLabelSet(corpusId, { source: { kind: 'run', runId: 41 as RunId } }));
  db.run(sql`INSERT INTO runs (id, kind, name, state, slot, seed, created_at, options, config) VALUES (42, 'annotate', 'r', 'paused', 'language-models', 1, ${someTime}, '{}', '{}')`);
  beginLabelSet(db, newLabelSet(corpusId, { source: { kind: 'run', runId: 42 as RunId } }));
  expect(purgeLabelSets(db, '2000-01-01')).toBe(2);
  expect(purgeLabelSets(db, '2030-01-01')).toBe(1);
  expect(findSetInMaking(db, 42 as RunId)).toBeDefined();
  expect(db.number(sql`SELECT count(DISTINCT label_set_id) FROM label_values`)).toBe(1);
});

test('keeps every version of a schema and lists the newest', () => {
  addLabelSchema(db, hopeSchema, someTime);
  expect(addLabelSchema(db, { ...hopeSchema, name: 'Hope, again' }, someTime).version).toBe(2);
  expect(listLabelSchemas(db).map(({ name, version }) => [name, version])).toEqual([['Hope, again', 2]]);
  expect(db.number(sql`SELECT count(*) FROM label_schemas`)).toBe(2);
});

test('an old workspace gets the tables and keeps its corpora', () => {
  const old = openDatabase(':memory:');
  migrate(old, { migrations: migrations.slice(0, 4), keepCopy: () => undefined });
  const { id } = insertDialogues(old, [dialogue]);
  migrate(old, { migrations, keepCopy: () => undefined });
  expect(getLabelSet(old, addLabelSet(old, id, labels)).counts.dialogues).toBe(1);
  old.close();
});
