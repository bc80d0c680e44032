/** @file Table rows to knowledge entries, one a row: what it is found by and what it gives, as plain text. */
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import { rejection } from './conversion';
import type { ImportItem } from './importer';
import { entryItems, withoutEmpty } from './knowledge-table';
import { attempt, startRow, type MappedTable, type MappingOf } from './mapping';
import { textOf } from './records/fields';
import { toPlainText } from './tables/plain-text';
import { cellText, otherValues, type TableRow } from './tables/table';

type Input = MappedTable<MappingOf<'knowledge-rows'>>;

export async function* readKnowledgeRows(input: Input): AsyncGenerator<ImportItem> {
  for await (const row of input.table.rows()) {
    const reading = startRow(row, input);
    const outcome = attempt(() => toEntry(row, input));
    if ('reason' in outcome) yield { type: 'rejected', index: row.index, reason: `${row.place}: ${outcome.reason}` };
    else yield* entryItems(outcome.value, { index: row.index, place: row.place, raw: row.raw, file: input.file });
    yield* reading.warnings;
  }
}

/** Topics of one cell, parted by commas (also full-width), semicolons or bars; a list stays a list. */
export function splitTopics(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map((part) => textOf(part) ?? '') : (textOf(value) ?? '').split(/[,;|，、；]/u);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

function toEntry(row: TableRow, { mapping, used }: Input): KnowledgeEntry {
  if (row.fault !== undefined) throw rejection(row.fault);
  const query = toPlainText(cellText(row, mapping.query));
  const answer = toPlainText(cellText(row, mapping.answer));
  const title = toPlainText(cellText(row, mapping.title));
  const topics = mapping.topics === undefined ? [] : splitTopics(row.values.get(mapping.topics));
  const meta = otherValues(row, used);
  return withoutEmpty({ query, answer, title, topics }, meta);
}
