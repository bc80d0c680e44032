/** @file What the published knowledge tables share: needed columns checked, a row turned into an entry, the rest of its columns kept in `meta`. */
import { AppError } from '#shared/contracts/errors';
import type { KnowledgeEntry } from '#shared/domain/dialogue';
import type { ImportItem, ImportSource } from './importer';
import { readCsvTable } from './tables/csv-table';
import { otherValues, type TableRow } from './tables/table';

export interface KnowledgeTableFormat {
  readonly needed: readonly string[];
  /** Columns that `toEntry` reads. */
  readonly taken: ReadonlySet<string>;
  toEntry(row: TableRow): KnowledgeEntry;
}

export async function* readKnowledgeTable(source: ImportSource, format: KnowledgeTableFormat): AsyncGenerator<ImportItem> {
  const table = await readCsvTable(source);
  const missing = format.needed.filter((column) => !table.columns.includes(column));
  if (missing.length > 0) throw new AppError('INVALID_INPUT', `${source.name} does not have the columns ${missing.join(', ')}. Choose "Questions and answers (table)" and say what its columns mean.`, { details: { file: source.name } });
  for await (const row of table.rows()) {
    for (const oddity of row.oddities) yield { type: 'warning', code: oddity.code, example: `${oddity.example} (${source.name})` };
    const entry = withoutEmpty(format.toEntry(row), otherValues(row, format.taken));
    yield* entryItems(entry, { index: row.index, place: row.place, raw: row.raw, file: source.name });
  }
}

/** An entry without empty optional fields, its meta completed. */
export function withoutEmpty(entry: KnowledgeEntry, otherMeta: Readonly<Record<string, unknown>> = {}): KnowledgeEntry {
  const meta = { ...entry.meta, ...otherMeta };
  const { externalId, query, answer, title = '', topics = [] } = entry;
  return {
    ...(externalId === undefined ? {} : { externalId }),
    query,
    answer,
    ...(title === '' ? {} : { title }),
    ...(topics.length === 0 ? {} : { topics }),
    ...(Object.keys(meta).length === 0 ? {} : { meta }),
  };
}

/** An entry as items: published tables have rows with one side empty, which are kept and told; a row with neither side is none. */
export function* entryItems(entry: KnowledgeEntry, { index, place, raw, file }: { index: number; place: string; raw: string; file: string }): Generator<ImportItem> {
  const hasQuery = entry.query.trim() !== '';
  const hasAnswer = entry.answer.trim() !== '';
  if (!hasQuery && !hasAnswer) {
    yield { type: 'rejected', index, reason: `${place}: it has neither a question nor an answer` };
    return;
  }
  if (!hasQuery) yield { type: 'warning', code: 'empty-question', example: `an answer without a question or post; it will never be found by one (${file}, ${place})` };
  if (!hasAnswer) yield { type: 'warning', code: 'empty-answer', example: `a question or post without an answer (${file}, ${place})` };
  yield { type: 'entry', index, entry, raw };
}
