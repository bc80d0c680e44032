/** @file Record boundaries: three framings, any chunking, and what is saved of a file in which something is broken. */
import { describe, expect, it } from 'vitest';
import { readJsonRecords, type ParsedRecord } from '#main/corpora/records/json-records';
import { recordLimits } from '#main/corpora/records/limits';
import { bytesSource, textSource } from '../../../../support/import-sources';

async function read(text: string, limits = recordLimits): Promise<ParsedRecord[]> {
  return await Array.fromAsync(readJsonRecords(textSource(text), limits));
}

/** Values, or "!" and the reason. */
async function values(text: string, limits = recordLimits): Promise<unknown[]> {
  return (await read(text, limits)).map((record) => ('error' in record ? `! ${record.error}` : record.value));
}

const records = [
  { id: 'first', text: 'a "quoted" }], [{ \\ tail', list: [[1, -2.5e3], []] },
  { id: 'second', text: 'é 漢字 😀', none: null },
  { id: 'third', inner: { id: 'nested', yes: true, no: false } },
];

describe('framings', () => {
  it.each([
    ['a compact list', JSON.stringify(records)],
    ['an indented list', JSON.stringify(records, null, 2)],
    ['a list with CRLF and a byte order mark', `\uFEFF${JSON.stringify(records, null, 1).replaceAll('\n', '\r\n')}`],
    ['one object a line', records.map((one) => JSON.stringify(one)).join('\n')],
    ['lines with CRLF, blank lines and a byte order mark', `\uFEFF\r\n${records.map((one) => JSON.stringify(one)).join('\r\n\r\n')}\r\n`],
    ['indented objects in a row', records.map((one) => JSON.stringify(one, null, 2)).join('\n')],
    ['objects in a row on one line', records.map((one) => JSON.stringify(one)).join('')],
  ])('reads %s, cut into chunks of any size', async (_, text) => {
    for (const chunkBytes of [1, 7, 64 * 1024]) {
      const source = bytesSource(new TextEncoder().encode(text), chunkBytes);
      const read = await Array.fromAsync(readJsonRecords(source));
      expect(read.map((record) => ('value' in record ? record.value : record.error))).toEqual(records);
      expect(read.map((record) => record.index)).toEqual([0, 1, 2]);
    }
  });

  it('keeps the raw text of each record and reads plain values of a list', async () => {
    expect(await read('[ {"a": 1.0} , "x,]", 12, null ]')).toEqual([
      { index: 0, raw: '{"a": 1.0}', value: { a: 1 } },
      { index: 1, raw: '"x,]"', value: 'x,]' },
      { index: 2, raw: '12', value: 12 },
      { index: 3, raw: 'null', value: null },
    ]);
    expect(await values('[]')).toEqual([]);
    expect(await values('{"only": 1}')).toEqual([{ only: 1 }]);
  });
});

describe('a broken record is told and the rest goes on', () => {
  const good = (id: number): string => `{"id":${id},"text":"some words","turns":[{"no":1,"by":"x"}]}`;
  it.each([
    ['a lost quote', `{"id":1,"text":"some words,"turns":[{"no":1,"by":"x"}]}`],
    ['a lost quote at the very end', `{"id":1,"text":"some words","turns":[{"no":1,"by":"x}]}`],
    ['a lost closing bracket of a list', `{"id":1,"text":"some words","turns":[{"no":1,"by":"x"}}`],
    ['a lost closing bracket of the record', `{"id":1,"text":"some words","turns":[{"no":1,"by":"x"}]`],
    ['a bracket too many', `{"id":1,"text":"some words","turns":[{"no":1,"by":"x"}]]}`],
    ['a comma after the last field', `{"id":1,"text":"some words",}`],
    ['a word that is no value', `{"id":NaN,"text":"some words"}`],
    ['a single quote', `{'id':1,"text":"some words"}`],
    ['a line break in a text', `{"id":1,"text":"some\nwords"}`],
    ['too many levels', `{"id":1,"text":"some words","deep":${'['.repeat(300)}${']'.repeat(300)}}`],
  ])('%s', async (_, broken) => {
    const list = await values(`[${good(0)},${broken},${good(2)},${good(3)}]`);
    expect(list.slice(-2)).toEqual([JSON.parse(good(2)), JSON.parse(good(3))]);
    expect(list.slice(0, -2)).toEqual([JSON.parse(good(0)), expect.stringMatching(/^! /)]);
    const lines = await values([good(0), broken, good(2), good(3)].join('\n'));
    expect(lines.slice(-2)).toEqual([JSON.parse(good(2)), JSON.parse(good(3))]);
  });

  it('finds the next record in indented lists and rows too', async () => {
    const texts = [1, 2, 3].map((id) => JSON.stringify({ id, turns: [{ text: 'hello' }] }, null, 2));
    const broken = (texts[1] ?? '').replace('"hello"', '"hello');
    expect(await values(`[\n${texts[0]},\n${broken},\n${texts[2]}\n]`)).toEqual([JSON.parse(texts[0] ?? ''), expect.stringMatching(/^! byte 52 is a line break/), JSON.parse(texts[2] ?? '')]);
    expect(await values([texts[0], broken, texts[2]].join('\n'))).toEqual([JSON.parse(texts[0] ?? ''), expect.stringMatching(/^! /), JSON.parse(texts[2] ?? '')]);
    expect(await values([texts[0], (texts[1] ?? '').slice(0, -2), texts[2]].join('\n'))).toEqual([JSON.parse(texts[0] ?? ''), '! it is not closed before the next record starts', JSON.parse(texts[2] ?? '')]);
  });

  it('names a cut-off end, a stray comma, a missing comma and text after the list', async () => {
    expect(await values(`[${good(0)},{"id":1,"te`)).toEqual([JSON.parse(good(0)), '! the file ends inside this record; it may have been cut off']);
    expect(await values(`[${good(0)},`)).toEqual([JSON.parse(good(0)), '! the file ends before its list is closed; it may have been cut off']);
    expect(await values(`[${good(0)},]`)).toEqual([JSON.parse(good(0)), '! a comma stands before the end of the list, with no record after it']);
    expect(await values(`[${good(0)} ${good(1)},${good(2)}]`)).toEqual([JSON.parse(good(0)), '! the comma before this record is missing', JSON.parse(good(2))]);
    expect(await values(`[${good(0)}] trailing`)).toEqual([JSON.parse(good(0)), '! more text stands after the end of the list']);
    expect(await values(`${good(0)}\n${good(1).slice(0, -4)}`)).toEqual([JSON.parse(good(0)), expect.stringMatching(/^! it is not valid JSON/)]);
  });

  it('names the byte of broken UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('[{"id":"a","text":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"},{"id":"b","text":"ok"}]')]);
    const read = await Array.fromAsync(readJsonRecords(bytesSource(bytes)));
    expect(read).toEqual([{ index: 0, error: 'byte 18 is not valid UTF-8; save the file as UTF-8 and import it again' }, expect.objectContaining({ index: 1, value: { id: 'b', text: 'ok' } })]);
  });

  it('refuses a record over the limit without holding it', async () => {
    const limits = { maxRecordBytes: 1000, maxDepth: 10 };
    const large = `{"id":1,"text":"${'x'.repeat(300_000)}"}`;
    for (const text of [`[${good(0)},${large},${good(2)}]`, [good(0), large, good(2)].join('\n')]) {
      const outcome = await Array.fromAsync(readJsonRecords(bytesSource(Buffer.from(text), 500), limits));
      expect(outcome.map((record) => ('error' in record ? record.error : 'read'))).toEqual(['read', expect.stringMatching(/292 KB.*at most 1000 bytes/), 'read']);
    }
  });
});

describe('what is no JSON', () => {
  it('throws for an empty file and for text', async () => {
    await expect(read(' \n ')).rejects.toThrow('sample.json is empty.');
    await expect(read('Hello there')).rejects.toThrow(/is not JSON: it starts with "Hello there"/);
  });

  it('lets the last of equal keys win and never touches a prototype', async () => {
    expect(await values('[{"a":1,"a":2},{"__proto__":{"polluted":true}}]')).toEqual([{ a: 2 }, expect.anything()]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
