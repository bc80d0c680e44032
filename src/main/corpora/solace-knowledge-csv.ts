/** @file Solace's own CSV of a knowledge base: a row an entry, everything kept, fit for spreadsheets. Topics and meta are JSON in their cell. */
import { AppError } from '#shared/contracts/errors';
import type { Exporter, Importer, ImportItem, ImportSource } from './importer';
import { attempt } from './mapping';
import { jsonCell, parseJsonCell, present } from './solace-csv';
import { checkedEntry } from './solace-record';
import { byteOrderMark, csvRow, restoreCell } from './tables/csv-cells';
import { readCsvTable } from './tables/csv-table';
import { cellText, type TableRow } from './tables/table';

const columns = ['entry', 'external_id', 'title', 'query', 'answer', 'topics', 'entry_meta'] as const;
type Column = (typeof columns)[number];

const id = 'solace-knowledge-csv';
const label = 'Solace knowledge (CSV)';
const description = 'Solace’s own table of a knowledge base, a row an entry: everything is kept, and it opens in any spreadsheet.';

export const solaceKnowledgeCsvImporter: Importer = {
  id,
  label,
  description,
  kind: 'knowledge',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: ({ csvHeader }) => (columns.every((column) => csvHeader?.includes(column)) ? { confidence: 1, reason: 'it has the columns of a Solace knowledge table' } : null),
  read,
};

export const solaceKnowledgeCsvExporter: Exporter = {
  id,
  label,
  description,
  kind: 'knowledge',
  extension: '.csv',
  async *write(records) {
    yield byteOrderMark + csvRow(columns);
    let number = 0;
    for await (const record of records) {
      if ('turns' in record) continue;
      number++;
      yield csvRow([String(number), record.externalId, record.title, record.query, record.answer, jsonCell(record.topics), jsonCell(record.meta)]);
    }
  },
};

async function* read(source: ImportSource): AsyncGenerator<ImportItem> {
  const table = await readCsvTable(source);
  const missing = columns.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) throw new AppError('INVALID_INPUT', `${source.name} is no Solace knowledge table: it does not have the columns ${missing.join(', ')}. Choose "Questions and answers (table)" to say what its columns mean.`, { details: { file: source.name } });
  for await (const row of table.rows()) {
    for (const oddity of row.oddities) yield { type: 'warning', code: oddity.code, example: `${oddity.example} (${source.name})` };
    const outcome = attempt(() => checkedEntry(toValue(row)));
    if ('reason' in outcome) yield { type: 'rejected', index: row.index, reason: `${row.place}: ${outcome.reason}` };
    else yield { type: 'entry', index: row.index, entry: outcome.value, raw: row.raw };
  }
}

function toValue(row: TableRow): unknown {
  const text = (column: Column): string | undefined => restoreCell(cellText(row, column));
  const nested = (column: Column): unknown => parseJsonCell(text(column), `column "${column}"`);
  return present({ externalId: text('external_id'), query: text('query'), answer: text('answer'), title: text('title'), topics: nested('topics'), meta: nested('entry_meta') });
}
