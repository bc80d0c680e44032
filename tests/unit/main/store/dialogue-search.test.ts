/** @file Search against a naive filter over the same dialogues; the plans of the hot queries. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { type Dialogue, displayText } from '#shared/domain/dialogue';
import type { CorpusId, DialogueId, SplitSetId } from '#shared/domain/ids';
import { createRandom, shuffled } from '#shared/domain/random';
import { esconv8 } from '#shared/domain/strategies';
import { removeCorpus } from '#main/store/corpus-repository';
import type { SqliteDatabase } from '#main/store/database';
import { countFacets, type DialogueQuery, findNeighbours, searchDialogues } from '#main/store/dialogue-search';
import { porterStem } from '#shared/domain/search/porter-stem';
import { unfinishedStem } from '#shared/domain/search/search-terms';
import { addSplitSet } from '#main/store/split-repository';
import { generateDialogues, insertDialogues, openMemoryStore, someTime } from '../../../support/store';

interface Known {
  id: DialogueId;
  corpusId: CorpusId;
  dialogue: Dialogue;
  part: string;
}

let db: SqliteDatabase;
let splitSetId: SplitSetId;
let corpora: CorpusId[];
let known: Known[];

beforeAll(() => {
  db = openMemoryStore();
  const first = generateDialogues(160, 1);
  const second = generateDialogues(60, 2);
  const removed = insertDialogues(db, generateDialogues(20, 3), { name: 'removed' });
  corpora = [insertDialogues(db, first, { name: 'first' }).id, insertDialogues(db, second, { name: 'second' }).id];
  removeCorpus(db, removed.id, someTime);
  known = [
    ...first.map((dialogue, index) => ({ id: (21 + index) as DialogueId, corpusId: corpora[0] as CorpusId, dialogue, part: index % 3 === 0 ? 'test' : 'train' })),
    ...second.map((dialogue, index) => ({ id: (181 + index) as DialogueId, corpusId: corpora[1] as CorpusId, dialogue, part: '' })),
  ];
  const partOf = (name: string) => ({ name, dialogueIds: shuffled(known.filter((one) => one.part === name).map((one) => one.id), createRandom(5)) });
  splitSetId = addSplitSet(db, { corpusId: corpora[0] as CorpusId, name: 'split', mode: 'seeded', ratios: '2:1', seed: 5, parts: [partOf('train'), partOf('test')], createdAt: someTime }).id;
});

const everything = { offset: 0, limit: 1000 };

function search(filter: DialogueFilter, sort: DialogueQuery['sort'] = 'corpus'): DialogueId[] {
  return searchDialogues(db, { filter, sort }, everything).rows.map((row) => row.id);
}

/** The filter in plain words: one word or phrase a term, the last one possibly unfinished. */
function passes({ id, corpusId, dialogue, part }: Known, filter: DialogueFilter): boolean {
  const scores = dialogue.turns.flatMap((turn) => turn.feedback ?? []);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const within = (value: number, range: { from?: number | undefined; to?: number | undefined } = {}) => (range.from === undefined || value >= range.from) && (range.to === undefined || value <= range.to);
  const isOneOf = (value: string | undefined, values: readonly string[] = []) => values.length === 0 || values.some((one) => one.toLowerCase() === value?.toLowerCase());
  return (
    id > 0 &&
    (filter.corpora === undefined || filter.corpora.includes(corpusId)) &&
    (filter.strategies ?? []).every((strategy) => dialogue.turns.some((turn) => turn.strategy === strategy)) &&
    isOneOf(dialogue.emotionType, filter.emotions) &&
    isOneOf(dialogue.problemType, filter.problems) &&
    (filter.split === undefined || part === filter.split.part) &&
    within(dialogue.turns.length, filter.turns) &&
    (filter.feedback === undefined || (filter.feedback.from === undefined && filter.feedback.to === undefined) || within(mean, filter.feedback)) &&
    holds(dialogue, filter.text ?? '')
  );
}

function holds(dialogue: Dialogue, typed: string): boolean {
  const texts = [dialogue.situation ?? '', ...dialogue.turns.map((turn) => turn.text)].map(stemsOf);
  const terms = typed.match(/"[^"]*"|\S+/g) ?? [];
  return terms.every((term, index) => {
    const stems = stemsOf(term);
    const last = stems.at(-1) ?? '';
    const isUnfinished = index === terms.length - 1 && !term.startsWith('"') && !typed.endsWith(' ');
    const shorter = isUnfinished ? unfinishedStem(term) : undefined;
    const fitsLast = (stem: string | undefined) => stem === last || (isUnfinished && stem !== undefined && (stem.startsWith(last) || (shorter !== undefined && stem === porterStem(shorter))));
    return texts.some((text) => text.some((_, at) => stems.every((stem, offset) => (offset === stems.length - 1 ? fitsLast(text[at + offset]) : text[at + offset] === stem))));
  });
}

function stemsOf(text: string): string[] {
  const folded = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (folded.match(/[a-z0-9]+/g) ?? []).map(porterStem);
}

const textOf = fc.oneof(
  fc.constantFrom('feeling', 'happ', 'worki', 'so happ', 'rare1', 'nowhere', 'café', '"sad happy"', '"really want" fr', "don't", 'FEEL the ', '"word1"'),
  fc.tuple(fc.constantFrom('sad', 'sister', 'tired', 'word7'), fc.constantFrom('word12', 'sleep', 'tr', 'help ')).map((words) => words.join(' ')),
);
const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1, maxLength: 2 }), { nil: undefined });
const between = (min: number, max: number) =>
  fc.option(fc.record({ from: fc.option(fc.integer({ min, max }), { nil: undefined }), to: fc.option(fc.integer({ min, max }), { nil: undefined }) }), { nil: undefined });

const anyFilter = fc.record({
  text: fc.option(textOf, { nil: undefined }),
  strategies: some(esconv8.slice(0, 4).map((one) => one.label)),
  emotions: some(['anxiety', 'ANXIETY', 'shame', 'Fear']),
  problems: some(['Job Crisis', 'academic pressure', 'none such']),
  turns: between(4, 60),
  feedback: between(1, 5),
});

describe('the filter', () => {
  test('finds what a naive one finds, in every combination', () => {
    const isInSplit = fc.boolean();
    fc.assert(
      fc.property(anyFilter, isInSplit, (fields, isInSplit) => {
        const filter: DialogueFilter = isInSplit ? { ...fields, split: { splitSetId, part: 'test' } } : fields;
        expect(search(filter)).toEqual(known.filter((one) => passes(one, filter)).map((one) => one.id));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps to the corpora asked for', () => {
    expect(search({ corpora: [corpora[1] as CorpusId] })).toEqual(known.filter((one) => one.corpusId === corpora[1]).map((one) => one.id));
  });

  test('a phrase does not run from one turn into the next', () => {
    const own = openMemoryStore();
    insertDialogues(own, [{ turns: [{ speaker: 'seeker', text: 'so very' }, { speaker: 'supporter', text: 'sad indeed' }] }]);
    const count = (text: string) => searchDialogues(own, { filter: { text }, sort: 'corpus' }, everything).total;
    expect([count('"very sad"'), count('"so very"'), count('very sad ')]).toEqual([0, 1, 1]);
  });

  test('does not see corpora that are removed or still coming in', () => {
    expect(search({})).toEqual(known.map((one) => one.id));
  });
});

describe('rows and pages', () => {
  test('pages put together are the whole result, in every order', () => {
    for (const sort of ['corpus', 'relevance', 'longest', 'shortest', 'feedback'] as const) {
      const query = { filter: { text: 'happy' }, sort };
      const pages = [0, 50, 100, 150, 200].flatMap((offset) => searchDialogues(db, query, { offset, limit: 50 }).rows.map((row) => row.id));
      expect(pages).toEqual(search(query.filter, sort));
      expect(new Set(pages).size).toBe(searchDialogues(db, query, everything).total);
    }
  });

  test('orders by length and by feedback, those without feedback last', () => {
    const { rows } = searchDialogues(db, { filter: {}, sort: 'longest' }, everything);
    expect(rows.map((row) => row.turns)).toEqual(rows.map((row) => row.turns).toSorted((a, b) => b - a));
    const means = searchDialogues(db, { filter: {}, sort: 'feedback' }, everything).rows.map((row) => row.meanFeedback);
    expect(means).toEqual(means.toSorted((a, b) => (b ?? 0) - (a ?? 0)));
  });

  test('relevance puts the dialogue that speaks of it most first', () => {
    const own = openMemoryStore();
    const talk = (text: string): Dialogue => ({ turns: [{ speaker: 'seeker', text }] });
    insertDialogues(own, [talk('one exam among many other words'), talk('exam, exam and exam'), talk('nothing')]);
    expect(searchDialogues(own, { filter: { text: 'exams ' }, sort: 'relevance' }, everything).rows.map((row) => row.position)).toEqual([1, 0]);
  });

  test('a row tells what the list shows', () => {
    const own = openMemoryStore();
    const { id: corpusId } = insertDialogues(own, [
      {
        externalId: 'x7',
        emotionType: ' Fear\n',
        problemType: 'job crisis',
        turns: [
          { speaker: 'supporter', text: 'Hello', strategy: 'Others' },
          { speaker: 'seeker', text: '  I am   afraid.', feedback: 4 },
          { speaker: 'supporter', text: 'Why?', strategy: 'Question' },
          { speaker: 'supporter', text: 'Of what?', strategy: 'Question' },
          { speaker: 'seeker', text: 'Of exams', feedback: 5 },
        ],
      },
    ], { name: 'own' });
    const row = { id: 1, corpusId, corpusName: 'own', position: 0, externalId: 'x7', emotionType: 'Fear', problemType: 'job crisis', turns: 5, meanFeedback: 4.5 };
    const strategies = [{ label: 'Question', count: 2 }, { label: 'Others', count: 1 }];
    expect(searchDialogues(own, { filter: {}, sort: 'corpus' }, everything)).toEqual({ total: 1, rows: [{ ...row, strategies, excerpt: 'I am afraid.' }] });
    expect(searchDialogues(own, { filter: { text: 'exam' }, sort: 'corpus' }, everything).rows[0]?.excerpt).toBe('Of \uE000exams\uE001');
  });

  test('odd characters do no harm', () => {
    const own = openMemoryStore();
    insertDialogues(own, [{ turns: [{ speaker: 'seeker', text: 'a \0 sad \uD800 "\\" \u2028 day' }] }]);
    expect(searchDialogues(own, { filter: { text: 'sad day ' }, sort: 'relevance' }, everything).rows[0]?.excerpt).toContain('\uE000sad\uE001');
  });

  test('every row of a text search shows a mark', () => {
    const { rows } = searchDialogues(db, { filter: { text: '"sad happy"' }, sort: 'relevance' }, everything);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !row.excerpt.includes('\uE000'))).toEqual([]);
  });
});

describe('facets', () => {
  test('count the found dialogues by each value, spellings of one value together under the commonest', () => {
    const filter = { text: 'tired ', turns: { from: 10 } };
    const found = known.filter((one) => passes(one, filter));
    const facets = countFacets(db, filter);
    const expected = (value: string, of: (one: Known) => string | undefined) => found.filter((one) => of(one)?.toLowerCase() === value.toLowerCase()).length;
    expect(facets.corpora).toEqual(corpora.map((id, index) => ({ id, name: ['first', 'second'][index], count: found.filter((one) => one.corpusId === id).length })));
    for (const { value, count } of facets.emotions) expect(count).toBe(expected(value, (one) => one.dialogue.emotionType));
    for (const { value, count } of facets.problems) expect(count).toBe(expected(value, (one) => one.dialogue.problemType));
    for (const { value, count } of facets.strategies) expect(count).toBe(found.filter((one) => one.dialogue.turns.some((turn) => turn.strategy === value)).length);
    expect(facets.problems.filter(({ value }) => value.toLowerCase() === 'job crisis')).toHaveLength(1);
    expect(facets.emotions.reduce((sum, one) => sum + one.count, 0)).toBe(found.filter((one) => one.dialogue.emotionType !== undefined).length);
  });

  test('the commonest spelling stands for all', () => {
    const own = openMemoryStore();
    const feeling = (emotionType: string): Dialogue => ({ emotionType, turns: [{ speaker: 'seeker', text: 'x' }] });
    insertDialogues(own, [feeling('FEAR'), feeling('Fear'), feeling('Fear '), feeling('Fear'), feeling('anger')]);
    expect(countFacets(own, {}).emotions).toEqual([{ value: 'Fear', count: 4 }, { value: 'anger', count: 1 }]);
  });
});

describe('neighbours', () => {
  test('stand on either side in the same order as the list', () => {
    for (const sort of ['corpus', 'longest', 'relevance'] as const) {
      const query = { filter: { text: 'sleep' }, sort };
      const ids = search(query.filter, sort);
      for (const [rank, id] of ids.entries()) {
        expect(findNeighbours(db, id, query)).toEqual({ previous: ids[rank - 1] ?? null, next: ids[rank + 1] ?? null, rank, total: ids.length });
      }
    }
  });

  test('a dialogue outside the result has none', () => {
    const outside = known.find((one) => one.corpusId === corpora[1])?.id as DialogueId;
    const query = { filter: { corpora: [corpora[0] as CorpusId] }, sort: 'corpus' as const };
    expect(findNeighbours(db, outside, query)).toEqual({ previous: null, next: null, rank: null, total: 160 });
  });
});

describe('plans', () => {
  const plan = (filter: DialogueFilter) => {
    const queries: string[] = [];
    const recorder = new Proxy(db, {
      get: (target, key) =>
        key === 'column' || key === 'all'
          ? (query: { text: string; params: readonly (string | number)[] }) => {
              queries.push(...target.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query.text}`, params: query.params }).map((row) => row.detail));
              return target[key](query);
            }
          : Reflect.get(target, key, target),
    });
    searchDialogues(recorder, { filter, sort: 'corpus' }, everything);
    return queries;
  };

  test('a text search goes from the index to the dialogues by their key', () => {
    const steps = plan({ text: 'sad', strategies: ['Question'], split: { splitSetId, part: 'test' } });
    expect(steps).toContainEqual(expect.stringMatching(/^SCAN dialogue_search VIRTUAL TABLE INDEX/));
    expect(steps).toContainEqual(expect.stringMatching(/^SEARCH d USING INTEGER PRIMARY KEY/));
    expect(steps).toContainEqual(expect.stringMatching(/USING PRIMARY KEY \(split_set_id=\? AND part=\?\)/));
  });

  test('only the narrow table is ever scanned', () => {
    for (const filter of [{}, { text: 'sad' }, { emotions: ['fear'], turns: { from: 5 } }, { strategies: ['Question', 'Others'] }]) {
      const scans = plan(filter).filter((step) => /^SCAN (?!d$|d USING|json_each|dialogue_search VIRTUAL|corpora)/.test(step));
      expect(scans).toEqual([]);
    }
  });
});

test('display text of a label is what the filter takes', () => {
  const own = openMemoryStore();
  insertDialogues(own, [{ problemType: 'Job\n  Crisis', turns: [{ speaker: 'seeker', text: 'x' }] }]);
  const [problem] = countFacets(own, {}).problems;
  expect(problem?.value).toBe(displayText('Job\n  Crisis'));
  expect(searchDialogues(own, { filter: { problems: ['job crisis'] }, sort: 'corpus' }, everything).total).toBe(1);
});
