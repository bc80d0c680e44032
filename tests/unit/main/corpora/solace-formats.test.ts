/** @file Solace's own formats lose nothing: whatever is exported comes back with the same content hash. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviours, stagesOfChange } from '#shared/domain/state-labels';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import { esconv8, extes8 } from '#shared/domain/strategies';
import { hashRecord } from '#main/corpora/content-hash';
import type { ImportItem } from '#main/corpora/importer';
import { makeProbe } from '#main/corpora/probe';
import { findExporter, findImporter, recogniseFormat } from '#main/corpora/registry';
import { fixture, readAll, textSource } from '../../../support/import-sources';

/** Half of a surrogate pair is no character; what a file can hold is the well-formed text. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\r', '\n', '\t', '=', '+', '-', '@', ' ', '\0', 'x', 'ع', 'ש', '\u202E', '\uFEFF', '\uD83D', '\u2028', '👩‍👧') }),
    fc.constantFrom('', ' ', '=1+1', "'", 'null', '[object Object]', '{"a":1}', '12'),
  )
  .map((one) => one.toWellFormed());
const key = text.filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true })),
})).value;
const meta = fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true });
const degree = fc.integer({ min: 1, max: 5 });
const strategy = fc.constantFrom(...[...esconv8, ...extes8].map(({ label }) => label));
const labels = fc.oneof(fc.record({ strategy }), fc.record({ unknownStrategy: text }), fc.constant({}));
const state = fc.record({ emotionIntensity: degree, behaviour: fc.constantFrom(...behaviours), stageOfChange: fc.constantFrom(...stagesOfChange), reliability: degree, trust: degree }, { requiredKeys: [] });
const alternatives = fc.array(fc.record({ text, strategy }, { requiredKeys: ['text'] }), { maxLength: 2 });
const turn = fc
  .tuple(fc.record({ speaker: fc.constantFrom('seeker' as const, 'supporter' as const), text, feedback: degree, state, alternatives, meta }, { requiredKeys: ['speaker', 'text'] }), labels)
  .map(([fields, label]) => ({ ...fields, ...label }));
const survey = fc.record({ initialIntensity: fc.double({ min: 0, max: 5, noNaN: true }).map((score) => score + 0), seekerEmpathy: degree }, { requiredKeys: [] });
const dialogue: fc.Arbitrary<Dialogue> = fc.record(
  { externalId: text, experienceType: text, emotionType: text, problemType: text, situation: text, survey, turns: fc.array(turn, { minLength: 1, maxLength: 4 }), meta },
  { requiredKeys: ['turns'] },
);
const entry: fc.Arbitrary<KnowledgeEntry> = fc.record({ externalId: text, query: text, answer: text, title: text, topics: fc.array(text, { maxLength: 3 }), meta }, { requiredKeys: ['query', 'answer'] });

describe.each(['solace-jsonl', 'solace-csv'])('%s', (format) => {
  it('gives back every dialogue', async () => {
    await fc.assert(fc.asyncProperty(fc.array(dialogue, { minLength: 1, maxLength: 4 }), async (dialogues) => {
      const { items } = await roundTrip(format, dialogues);
      expect(items.map((item) => (item.type === 'dialogue' ? hashRecord(item.dialogue) : item))).toEqual(dialogues.map(hashRecord));
    }));
  });

  it('names its vocabulary, and is recognised by its content', async () => {
    for (const vocabulary of ['esconv8', 'extes8'] as const) {
      const { written } = await roundTrip(format, [{ turns: [{ speaker: 'supporter', text: 'Hi,\nyou' }] }], vocabulary);
      const { importer, candidates } = recogniseFormat(await makeProbe(textSource(written)));
      expect(importer?.id).toBe(format);
      expect(candidates[0]).toMatchObject({ confidence: 1, vocabulary });
    }
  });

  it('tells of a strategy that no vocabulary has, instead of taking it', async () => {
    const { items } = await roundTrip(format, [{ turns: [{ speaker: 'supporter', text: 'Hi', strategy: 'Winking' }] }]);
    expect(items).toMatchObject([{ type: 'warning', code: 'unknown-strategy' }, { type: 'dialogue', dialogue: { turns: [{ unknownStrategy: 'Winking' }] } }]);
  });
});

describe.each(['solace-knowledge-jsonl', 'solace-knowledge-csv'])('%s', (format) => {
  it('gives back every entry', async () => {
    await fc.assert(fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 4 }), async (entries) => {
      const { items } = await roundTrip(format, entries);
      expect(items.filter(({ type }) => type !== 'warning').map((item) => (item.type === 'entry' ? hashRecord(item.entry) : item))).toEqual(entries.map(hashRecord));
    }));
  });

  it('is recognised by its content', async () => {
    const { written } = await roundTrip(format, [{ query: 'a', answer: 'b' }]);
    expect(recogniseFormat(await makeProbe(textSource(written))).importer?.id).toBe(format);
  });
});

describe('Solace files from elsewhere', () => {
  it('replaces halves of surrogate pairs, which no file can hold', async () => {
    for (const format of ['solace-jsonl', 'solace-csv']) {
      const { items } = await roundTrip(format, [{ turns: [{ speaker: 'seeker', text: 'a\uD83Db' }] }]);
      expect(items.find(({ type }) => type === 'dialogue')).toMatchObject({ dialogue: { turns: [{ text: 'a\uFFFDb' }] } });
    }
  });

  it.each([
    ['no header', '{"turns":[]}\n', /no Solace header/],
    ['a newer version', '{"solace":"corpus","version":2,"kind":"dialogues"}\n', /version 2.*reads version 1/],
    ['the other kind', '{"solace":"corpus","version":1,"kind":"knowledge"}\n', /holds knowledge, not dialogues/],
  ])('refuses %s', async (_name, file, message) => {
    await expect(readAll(findImporter('solace-jsonl'), textSource(file))).rejects.toThrow(message);
  });

  it('rejects single records with the field that is wrong', async () => {
    const file = '{"solace":"corpus","version":1,"kind":"dialogues"}\n{"turns":[{"speaker":"me","text":"x"}]}\n{"turns":[{"speaker":"seeker","text":"x"}]}\n{"turns":\n';
    const items = await readAll(findImporter('solace-jsonl'), textSource(file));
    expect(items.map((item) => (item.type === 'rejected' ? [item.index, item.reason] : item.type))).toEqual([[0, expect.stringMatching(/turns\.0\.speaker/)], 'dialogue', [2, expect.stringMatching(/JSON/)]]);
  });

  it('reads a table that a spreadsheet has saved again with semicolons', async () => {
    const [dialogue] = (await readAll(findImporter('solace-jsonl'), fixture('solace-dialogues.jsonl'))).flatMap((item) => (item.type === 'dialogue' ? [item.dialogue] : []));
    if (dialogue === undefined) throw new Error('the fixture is empty');
    const { written } = await roundTrip('solace-csv', [{ turns: dialogue.turns.map(({ speaker, text, strategy }) => ({ speaker, text, ...(strategy === undefined ? {} : { strategy }) })) }]);
    const items = await readAll(findImporter('solace-csv'), textSource(written.replaceAll(',', ';')));
    expect(items).toMatchObject([{ type: 'dialogue', dialogue: { turns: [{ text: 'I may lose\nmy job.' }, { text: '=That must be hard.', strategy: 'Reflection of feelings' }] } }]);
  });
});

async function roundTrip(format: string, records: readonly (Dialogue | KnowledgeEntry)[], vocabulary: 'esconv8' | 'extes8' = 'esconv8'): Promise<{ items: ImportItem[]; written: string }> {
  const leftOut = new Map<string, number>();
  let written = '';
  for await (const piece of findExporter(format).write(records, leftOut, vocabulary)) written += piece;
  expect(leftOut).toEqual(new Map());
  return { items: await readAll(findImporter(format), textSource(written)), written };
}
