/**
 * @file 2,000 damaged copies of valid files of every format: each gives items or an AppError, in time, and leaves Object.prototype alone.
 * Set FUZZ_SEED to run another series.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping, ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import { createRandom } from '#shared/domain/random';
import { readTablePreview } from '#main/corpora/column-guess';
import type { ImportSource } from '#main/corpora/importer';
import { makeProbe } from '#main/corpora/probe';
import { exporters, findExporter, findImporter, importers, recogniseFormat } from '#main/corpora/registry';
import { bytesSource, importOptions, readAll } from '../../../support/import-sources';
import { mutate } from '../../../support/mutate';

const copies = 2000;
const longestMs = 10_000;
const seed = Number(process.env['FUZZ_SEED'] ?? 20261120);

const utteranceRows: ColumnMapping = { layout: 'utterance-rows', text: 'utterance', dialogueId: 'dialogue', speaker: 'who', supporterValues: ['helper'], strategy: 'strategy', emotionType: 'emotion', feedback: 'rating' };
const jsonRows: ColumnMapping = { layout: 'utterance-rows', text: 'content', dialogueId: 'conversation_id', speaker: 'role', supporterValues: [], strategy: 'strategy' };

interface Sample {
  readonly format: string;
  readonly bytes: Uint8Array;
  readonly options: Partial<ImportOptions>;
}

const samples: readonly Sample[] = [
  sample('esconv', 'esconv.json'),
  sample('esconv', 'failed-esconv.json'),
  sample('esconv-jsonl', 'esconv-hub.jsonl'),
  sample('ppdpp', 'ppdpp.jsonl'),
  sample('ppdpp', 'ppdpp-python.txt'),
  sample('esca-states', 'esca-states.json'),
  sample('extes', 'extes.json'),
  sample('extes-unlabelled', 'extes-unlabelled.json'),
  sample('esc-pro', 'esc-pro.json'),
  sample('esc-pro-pairs', 'esc-pro-pairs.jsonl'),
  sample('preference', 'preference.jsonl'),
  sample('empathetic-dialogues', 'empathetic-dialogues.csv'),
  sample('empathetic-dialogues', 'empathetic-dialogues-original.csv'),
  sample('emodynamix', 'emodynamix.csv'),
  sample('er-posts', 'er-posts.csv'),
  sample('counsel-chat', 'counsel-chat.csv'),
  sample('psyqa', 'psyqa.json'),
  sample('qa-table', 'qa-table.csv'),
  sample('generic-csv', 'utterance-rows.csv', { mapping: utteranceRows }),
  sample('generic-jsonl', 'utterance-rows.jsonl', { mapping: jsonRows }),
  sample('solace-jsonl', 'solace-dialogues.jsonl'),
  sample('solace-knowledge-jsonl', 'solace-knowledge.jsonl'),
  await exported('solace-csv', 'solace-jsonl', 'solace-dialogues.jsonl'),
  await exported('solace-knowledge-csv', 'solace-knowledge-jsonl', 'solace-knowledge.jsonl'),
];

describe('damaged files', () => {
  it('every format has a valid sample, which comes in whole', async () => {
    expect(new Set(samples.map(({ format }) => format))).toEqual(new Set(importers.map(({ id }) => id)));
    for (const { format, bytes, options } of samples) {
      const items = await readAll(findImporter(format), bytesSource(bytes), options);
      expect(items.filter(({ type }) => type === 'dialogue' || type === 'entry').length, format).toBeGreaterThan(0);
    }
  });

  it(`${copies} copies give items or an AppError`, { timeout: 60_000 }, async () => {
    const random = createRandom(seed);
    for (let number = 0; number < copies; number++) {
      const { format, bytes, options } = samples[number % samples.length] as Sample;
      const damaged = mutate(bytes, random);
      const source = bytesSource(damaged.bytes, 1 + random.integer(damaged.bytes.length + 1), 'damaged');
      const place = `copy ${number} of seed ${seed}: ${format}, ${damaged.name}`;
      await survives(place, () => readSomehow(source, format, options));
    }
  });

  it.each<[string, string, Partial<ImportOptions>]>([
    ['generic-csv', 'dialogue;turn;who;utterance;strategy;emotion;rating\nA;1;client;', { mapping: utteranceRows }],
    ['esconv-jsonl', '{"emotion_type":"', {}],
    ['esconv', '[{"emotion_type":"', {}],
    ['empathetic-dialogues', 'conv_id,utterance_idx,prompt,utterance\nc,1,p,', {}],
  ])('a line of 50 MB in a %s file', { timeout: 30_000 }, async (format, start, options) => {
    const filler = new Uint8Array(64 * 1024).fill(0x78);
    const source: ImportSource = {
      name: 'long',
      sizeBytes: 50 * 1024 * 1024,
      // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous
      async *open() {
        yield new TextEncoder().encode(start);
        for (let i = 0; i < 800; i++) yield filler;
      },
    };
    await survives(`50 MB line, ${format}`, async () => {
      const outcome = await readAll(findImporter(format), source, options).catch((error: unknown) => {
        if (error instanceof AppError) return error.code;
        throw error;
      });
      expect(outcome === 'LIMIT' || (Array.isArray(outcome) && outcome.every(({ type }) => type === 'rejected'))).toBe(true);
    });
  });
});

/** Recognises, previews and reads by the right format, and by the recognised one where that is another. */
async function readSomehow(source: ImportSource, format: string, options: Partial<ImportOptions>): Promise<void> {
  const choice = await orAppError(async () => recogniseFormat(await makeProbe(source)));
  await orAppError(() => readTablePreview(source));
  const formats = new Set([format, choice?.importer?.id ?? format]);
  for (const one of formats) {
    await orAppError(async () => {
      for await (const item of findImporter(one).read(source, importOptions(options))) {
        if (item.type === 'dialogue') Dialogue.parse(item.dialogue);
        if (item.type === 'entry') KnowledgeEntry.parse(item.entry);
        if (item.type === 'rejected') expect(item.reason).not.toBe('');
      }
    });
  }
}

async function orAppError<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code !== 'INTERNAL') return undefined;
    throw error;
  }
}

async function survives(place: string, work: () => Promise<void>): Promise<void> {
  const keysBefore = Reflect.ownKeys(Object.prototype).length;
  const startMs = performance.now();
  try {
    await work();
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
  }
  expect(performance.now() - startMs, `${place}: hangs`).toBeLessThan(longestMs);
  expect(Reflect.ownKeys(Object.prototype), `${place}: Object.prototype is polluted`).toHaveLength(keysBefore);
  expect(({} as Record<string, unknown>)['polluted'], `${place}: Object.prototype is polluted`).toBeUndefined();
}

function sample(format: string, file: string, options: Partial<ImportOptions> = {}): Sample {
  return { format, bytes: new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../../fixtures/corpora', file))), options };
}

/** A sample of one format made from that of another. */
async function exported(format: string, from: string, file: string): Promise<Sample> {
  const items = await readAll(findImporter(from), bytesSource(sample(from, file).bytes));
  const records = items.flatMap((item): (Dialogue | KnowledgeEntry)[] => (item.type === 'dialogue' ? [item.dialogue] : item.type === 'entry' ? [item.entry] : []));
  expect(exporters.map(({ id }) => id)).toContain(format);
  let text = '';
  for await (const piece of findExporter(format).write(records, new Map())) text += piece;
  return { format, bytes: new TextEncoder().encode(text), options: {} };
}
