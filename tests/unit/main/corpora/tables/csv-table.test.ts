import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contracts/errors';
import { readCsvTable, surplusColumn } from '#main/corpora/tables/csv-table';
import { cellText, type TableRow } from '#main/corpora/tables/table';
import { bytesSource, textSource } from '../../../../support/import-sources';

describe('readCsvTable', () => {
  it.each([
    ['comma', 'name,text\nA,one\nB,two\n'],
    ['semicolon', 'name;text\nA;one\nB;two\n'],
    ['tab', 'name\ttext\nA\tone\nB\ttwo\n'],
    ['BOM and CRLF', '\uFEFFname,text\r\nA,one\r\nB,two'],
    ['CR', 'name,text\rA,one\rB,two\r'],
    ['blank lines and rows', 'name,text\n\nA,one\n,\n\nB,two\n\n'],
    ['quoted header', '\uFEFF"name","text"\nA,one\nB,two\n'],
  ])('reads a %s table', async (_name, text) => {
    const table = await readCsvTable(textSource(text));
    expect(table.columns).toEqual(['name', 'text']);
    expect(await cells(table.rows())).toEqual([['A', 'one'], ['B', 'two']]);
  });

  it('reads UTF-16 where a byte order mark says so', async () => {
    const table = await readCsvTable(bytesSource(new Uint8Array(Buffer.from('\uFEFFname,text\nA,größer\n', 'utf16le')), 3));
    expect(await cells(table.rows())).toEqual([['A', 'größer']]);
  });

  it('keeps cells over several lines, doubled quotes and surrounding space, in chunks of any size', async () => {
    const text = 'name,text\r\n"A ""one""","  first\r\nsecond, third\n"\r\nB,ein “Zitat” 👋\r\n';
    for (const chunkBytes of [1, 2, 7, 1000]) {
      const table = await readCsvTable(bytesSource(new TextEncoder().encode(text), chunkBytes));
      expect(await cells(table.rows())).toEqual([['A "one"', '  first\r\nsecond, third\n'], ['B', 'ein “Zitat” 👋']]);
    }
  });

  it('says where a row begins, and keeps it as it stood', async () => {
    const rows = await all((await readCsvTable(textSource('name,text\r\nA,"one\ntwo"\r\nB,three\r\n'))).rows());
    expect(rows.map(({ place }) => place)).toEqual(['row 1 (line 2)', 'row 2 (line 4)']);
    expect(rows.map(({ raw }) => raw)).toEqual(['A,"one\ntwo"', 'B,three']);
  });

  it('reads rows with too few or too many cells and tells of them', async () => {
    const [short, long] = await all((await readCsvTable(textSource('a,b,c\n1,2\n1,2,3,4,5\n'))).rows());
    expect(short?.oddities.map(({ code }) => code)).toEqual(['row-too-short']);
    expect(short?.values.get('c')).toBe('');
    expect(long?.oddities.map(({ code }) => code)).toEqual(['row-too-long']);
    expect(long?.values.get(surplusColumn)).toEqual(['4', '5']);
  });

  it('tells of bytes that are not UTF-8 and reads the rest', async () => {
    const bytes = Uint8Array.from([...Buffer.from('a,b\nx,caf'), 0xe9, ...Buffer.from('\ny,ok\n')]);
    const rows = await all((await readCsvTable(bytesSource(bytes))).rows());
    expect(rows.map(({ oddities }) => oddities.map(({ code }) => code))).toEqual([['undecodable-character'], []]);
  });

  it('names columns that are empty or repeated', async () => {
    expect((await readCsvTable(textSource('text,,text\n1,2,3\n4,5,6\n'))).columns).toEqual(['text', 'column 2', 'text (2)']);
  });

  it('takes names of the prototype as mere names', async () => {
    const [row] = await all((await readCsvTable(textSource('__proto__,constructor\n1,2\n3,4\n'))).rows());
    expect(row === undefined ? '' : cellText(row, '__proto__')).toBe('1');
    expect(row === undefined ? '' : cellText(row, 'toString')).toBe('');
  });

  it.each([
    ['an empty file', '', /empty/],
    ['a header alone', 'a,b\n', /no rows/],
    ['a quote that is never closed', 'a,b\n1,2\n"3,4\n5,6\n', /line 3.*never closed/],
  ])('refuses %s and says where', async (_name, text, message) => {
    const reading = readCsvTable(textSource(text, 'x.csv')).then((table) => all(table.rows()));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(AppError);
  });

  it('closes the file when the reader stops early', async () => {
    let isClosed = false;
    const source = {
      name: 'x.csv',
      sizeBytes: 1,
      async *open() {
        try {
          for (let i = 0; i < 10_000; i++) yield new TextEncoder().encode(i === 0 ? 'a,b\n' : '1,2\n'.repeat(1000));
        } finally {
          isClosed = true;
        }
      },
    };
    const table = await readCsvTable(source);
    isClosed = false;
    for await (const row of table.rows()) if (row.index === 3) break;
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(true);
  });
});

async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const read: TableRow[] = [];
  for await (const row of rows) read.push(row);
  return read;
}

async function cells(rows: AsyncIterable<TableRow>): Promise<unknown[][]> {
  return (await all(rows)).map((row) => [...row.values.values()]);
}
