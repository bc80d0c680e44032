/** @file Recognition by content: every format's own file is known, with a reason, and what is known to nobody is told so. */
import { describe, expect, it } from 'vitest';
import type { ImportSource } from '#main/corpora/importer';
import { makeProbe } from '#main/corpora/probe';
import { exporters, findExporter, findImporter, importers, recogniseFormat, type FormatChoice } from '#main/corpora/registry';
import { fileSource, fixture, realFile, textSource } from '../../../support/import-sources';

async function recognise(source: ImportSource): Promise<FormatChoice> {
  return recogniseFormat(await makeProbe(source));
}

describe('recogniseFormat', () => {
  it.each([
    ['esconv.json', 'esconv'],
    ['failed-esconv.json', 'esconv'],
    ['esconv-hub.jsonl', 'esconv-jsonl'],
    ['ppdpp.jsonl', 'ppdpp'],
    ['ppdpp-python.txt', 'ppdpp'],
    ['esca-states.json', 'esca-states'],
    ['extes.json', 'extes'],
    ['extes-unlabelled.json', 'extes-unlabelled'],
    ['esc-pro.json', 'esc-pro'],
    ['esc-pro-pairs.jsonl', 'esc-pro-pairs'],
    ['preference.jsonl', 'preference'],
  ])('knows %s as %s', async (name, format) => {
    const choice = await recognise(fixture(name));
    expect(choice.importer?.id).toBe(format);
    expect(choice.reason).toContain(choice.importer?.label);
    expect(choice.candidates[0]).toMatchObject({ format });
  });

  it.each([
    ['esconv/ESConv.reconstructed.json', 'esconv'],
    ['esconv/FailedESConv.json', 'esconv'],
    ['esconv/train.txt', 'esconv-jsonl'],
    ['esconv/valid.txt', 'esconv-jsonl'],
    ['esconv/test.txt', 'esconv-jsonl'],
    ['esconv/PPDPP_esc-valid.txt', 'ppdpp'],
    ['extes/extes-1-labelled.json', 'extes'],
    ['extes/extes-10-unlabelled.json', 'extes-unlabelled'],
  ])('knows the real %s as %s', async (name, format) => {
    const path = realFile(name);
    if (path !== undefined) expect((await recognise(fileSource(path))).importer?.id).toBe(format);
  });

  it('knows a file by its first whole record even where its start is broken', async () => {
    const choice = await recognise(textSource('{"broken": \n{"dialog": [{"speaker": "usr", "text": "Hi"}], "survey_score": {}}\n', 'x.txt'));
    expect(choice.importer?.id).toBe('esconv-jsonl');
  });

  it.each([
    ['', /x\.json is empty/],
    ['Dear diary', /neither JSON nor a table: it starts with "Dear diary"/],
    ['["a", "b"]', /its records are no objects: the first one is text/],
    ['{"unfinished": [', /no complete record/],
  ])('says why nothing fits %j', async (text, reason) => {
    const choice = await recognise(textSource(text, 'x.json'));
    expect(choice).toMatchObject({ importer: null, reason: expect.stringMatching(reason) });
  });
});

describe('the list of formats', () => {
  it('names every format once, and finds it or lists what there is', () => {
    for (const formats of [importers, exporters]) expect(new Set(formats.map((one) => one.id)).size).toBe(formats.length);
    expect(findImporter('esconv').id).toBe('esconv');
    expect(() => findImporter('word')).toThrow(/There is no format "word" to import\. Use auto or one of: esconv,/);
    expect(() => findExporter('ppdpp')).toThrow(/There is no format "ppdpp" to export\. Use one of: esconv,/);
  });
});
