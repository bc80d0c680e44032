/**
 * @file The importers for tables that no published format fits: a person says what the columns mean (ColumnMapping).
 * `qa-table` also reads a table unasked where its columns name a question and an answer.
 */
import type { ImportOptions } from '#shared/contracts/corpora';
import { guessKnowledgeRows, guessMapping, readTablePreview } from './column-guess';
import type { Importer, ImportItem, ImportSource, Probe, Recognition } from './importer';
import { readContextRows } from './mapped-contexts';
import { readKnowledgeRows } from './mapped-knowledge';
import { readUtteranceRows } from './mapped-utterances';
import { applyMapping, missingMapping, wrongLayout } from './mapping';
import { readCsvTable } from './tables/csv-table';
import { readJsonTable } from './tables/json-table';
import { readTable } from './tables/read-table';
import type { Table } from './tables/table';

export const genericCsvImporter: Importer = {
  id: 'generic-csv',
  label: 'Table (CSV)',
  description: 'Any comma, semicolon or tab table of utterances or of replies with their history, e.g. EmoDynamiX; you say what the columns mean.',
  kind: 'dialogues',
  extensions: ['.csv', '.tsv', '.txt'],
  vocabulary: 'esconv8',
  needsMapping: true,
  recognise: (probe) => (probe.csvHeader === null || probe.csvHeader.length < 2 ? null : { confidence: 0.15, reason: `a table with the columns ${named(probe.csvHeader)}; it needs a mapping` }),
  read: (source, options) => readDialogues(source, options, readCsvTable),
};

export const genericJsonlImporter: Importer = {
  id: 'generic-jsonl',
  label: 'Table (JSON Lines)',
  description: 'One flat JSON object a line or a list of them, each an utterance or a reply with its history; you say what the fields mean.',
  kind: 'dialogues',
  extensions: ['.jsonl', '.json', '.txt'],
  vocabulary: 'esconv8',
  needsMapping: true,
  recognise: recogniseJson,
  read: (source, options) => readDialogues(source, options, readJsonTable),
};

export const qaTableImporter: Importer = {
  id: 'qa-table',
  label: 'Questions and answers (table)',
  description: 'Any table or JSON Lines file with a question or post and an answer or response in each row.',
  kind: 'knowledge',
  extensions: ['.csv', '.tsv', '.jsonl', '.json'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: recogniseKnowledge,
  read: readKnowledge,
};

async function* readDialogues(source: ImportSource, options: ImportOptions, openTable: (source: ImportSource) => Promise<Table>): AsyncGenerator<ImportItem> {
  const { mapping } = options;
  if (mapping === undefined) {
    const { columns, guess } = await readTablePreview(source);
    throw missingMapping(columns, guess, source.name);
  }
  const table = await openTable(source);
  const from = { file: source.name, options };
  if (mapping.layout === 'utterance-rows') yield* readUtteranceRows(applyMapping(table, mapping, from));
  else if (mapping.layout === 'context-rows') yield* readContextRows(applyMapping(table, mapping, from));
  else throw wrongLayout(mapping.layout, source.name);
}

async function* readKnowledge(source: ImportSource, options: ImportOptions): AsyncGenerator<ImportItem> {
  const table = await readTable(source);
  const { columns } = table;
  const mapping = options.mapping ?? guessKnowledgeRows(columns);
  if (mapping === null) throw missingMapping(columns, { layout: 'knowledge-rows', query: 'name of the question column', answer: 'name of the answer column' }, source.name);
  if (mapping.layout !== 'knowledge-rows') throw wrongLayout(mapping.layout, source.name);
  yield* readKnowledgeRows(applyMapping(table, mapping, { file: source.name, options }));
}

function recogniseJson(probe: Probe): Recognition | null {
  const fields = fieldsOf(probe);
  return fields.length === 0 ? null : { confidence: 0.1, reason: `JSON records with the fields ${named(fields)}; they need a mapping` };
}

function recogniseKnowledge(probe: Probe): Recognition | null {
  const columns = probe.csvHeader ?? fieldsOf(probe);
  const mapping = guessKnowledgeRows(columns);
  const isDialogue = ['utterance-rows', 'context-rows'].includes(guessMapping(columns, [])?.layout ?? '');
  return mapping === null || isDialogue ? null : { confidence: 0.55, reason: `rows with "${mapping.query}" and "${mapping.answer}"` };
}

function fieldsOf(probe: Probe): string[] {
  const [first] = probe.records;
  return typeof first === 'object' && first !== null && !Array.isArray(first) ? Object.keys(first) : [];
}

function named(columns: readonly string[]): string {
  return columns.slice(0, 6).join(', ') + (columns.length > 6 ? ` and ${columns.length - 6} more` : '');
}
