/**
 * @file Solace's own CSV of dialogues: a row a turn, everything kept, fit for spreadsheets (UTF-8 with mark, CRLF, no formulas).
 * What describes the dialogue stands in the row of its first turn only; nested values are JSON in their cell.
 */
import { AppError } from '#shared/contracts/errors';
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import type { VocabularyId } from '#shared/domain/strategies';
import { convertRecords, rejection } from './conversion';
import type { Exporter, Importer, ImportSource, Probe, Recognition } from './importer';
import { attempt } from './mapping';
import { parseJson, type ParsedRecord } from './records/json-records';
import { recordLimits } from './records/limits';
import { checkedDialogue, vocabularyNamed } from './solace-record';
import { byteOrderMark, csvRow, restoreCell } from './tables/csv-cells';
import { readCsvTable } from './tables/csv-table';
import { cellText, type TableRow } from './tables/table';

const columns = ['dialogue', 'turn', 'speaker', 'text', 'strategy', 'unknown_strategy', 'feedback', 'state', 'alternatives', 'turn_meta', 'external_id', 'experience_type', 'emotion_type', 'problem_type', 'situation', 'survey', 'dialogue_meta', 'vocabulary'] as const;
type Column = (typeof columns)[number];

const id = 'solace-csv';
const label = 'Solace (CSV)';
const description = 'Solace’s own table of dialogues, a row a turn: everything is kept, and it opens in any spreadsheet.';

export const solaceCsvImporter: Importer = {
  id,
  label,
  description,
  kind: 'dialogues',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise,
  read: (source, options) => convertRecords(readRecords(source), { vocabulary: 'esconv8', toDialogue: checkedDialogue }, { source, options }),
};

export const solaceCsvExporter: Exporter = {
  id,
  label,
  description,
  kind: 'dialogues',
  extension: '.csv',
  async *write(records, _leftOut, vocabulary) {
    yield byteOrderMark + csvRow(columns);
    let number = 0;
    for await (const record of records) {
      if (!('turns' in record)) continue;
      number++;
      yield toRows(record, number, vocabulary);
    }
  },
};

function recognise({ csvHeader, head }: Probe): Recognition | null {
  if (csvHeader === null || !columns.every((column) => csvHeader.includes(column))) return null;
  // Every exported file names one vocabulary, in the last cell of the first row of a dialogue.
  const vocabulary = vocabularyNamed(/,(\w+)\r?\n/.exec(head.slice(head.indexOf('\n') + 1))?.[1]);
  return { confidence: 1, reason: 'it has the columns of a Solace table', ...(vocabulary === undefined ? {} : { vocabulary }) };
}

function toRows(dialogue: Dialogue, number: number, vocabulary: VocabularyId | undefined): string {
  const own: Partial<Record<Column, string | undefined>> = {
    external_id: dialogue.externalId,
    experience_type: dialogue.experienceType,
    emotion_type: dialogue.emotionType,
    problem_type: dialogue.problemType,
    situation: dialogue.situation,
    survey: jsonCell(dialogue.survey),
    dialogue_meta: jsonCell(dialogue.meta),
    vocabulary,
  };
  return dialogue.turns.map((turn, position) => toRow(turn, { dialogue: String(number), turn: String(position + 1), ...(position === 0 ? own : {}) })).join('');
}

function toRow(turn: Turn, cells: Partial<Record<Column, string | undefined>>): string {
  const all: Partial<Record<Column, string | undefined>> = {
    ...cells,
    speaker: turn.speaker,
    text: turn.text,
    strategy: turn.strategy,
    unknown_strategy: turn.unknownStrategy,
    feedback: jsonCell(turn.feedback),
    state: jsonCell(turn.state),
    alternatives: jsonCell(turn.alternatives),
    turn_meta: jsonCell(turn.meta),
  };
  return csvRow(columns.map((column) => all[column]));
}

/** Dialogues put together from rows with the same number, as if they had been parsed from JSON. */
async function* readRecords(source: ImportSource): AsyncGenerator<ParsedRecord> {
  const table = await readCsvTable(source);
  const missing = columns.filter((column) => column !== 'vocabulary' && !table.columns.includes(column));
  if (missing.length > 0) throw new AppError('INVALID_INPUT', `${source.name} is no Solace table: it does not have the columns ${missing.join(', ')}. Choose the generic table format to say what its columns mean.`, { details: { file: source.name } });
  let rows: TableRow[] = [];
  let index = 0;
  for await (const row of table.rows()) {
    const [first] = rows;
    if (first !== undefined && cellText(first, 'dialogue') !== cellText(row, 'dialogue')) {
      yield toRecord(rows, index++);
      rows = [];
    }
    rows.push(row);
  }
  if (rows.length > 0) yield toRecord(rows, index);
}

function toRecord(rows: readonly TableRow[], index: number): ParsedRecord {
  const outcome = attempt(() => toValue(rows));
  return 'reason' in outcome ? { index, error: outcome.reason } : { index, raw: rows.map((row) => row.raw).join('\n'), value: outcome.value };
}

function toValue(rows: readonly TableRow[]): unknown {
  const [first] = rows as [TableRow, ...TableRow[]];
  return present({
    externalId: textCell(first, 'external_id'),
    experienceType: textCell(first, 'experience_type'),
    emotionType: textCell(first, 'emotion_type'),
    problemType: textCell(first, 'problem_type'),
    situation: textCell(first, 'situation'),
    survey: nestedCell(first, 'survey'),
    meta: nestedCell(first, 'dialogue_meta'),
    turns: rows.map((row) =>
      present({
        speaker: textCell(row, 'speaker'),
        text: textCell(row, 'text'),
        strategy: textCell(row, 'strategy'),
        unknownStrategy: textCell(row, 'unknown_strategy'),
        feedback: nestedCell(row, 'feedback'),
        state: nestedCell(row, 'state'),
        alternatives: nestedCell(row, 'alternatives'),
        meta: nestedCell(row, 'turn_meta'),
      }),
    ),
  });
}

/** The fields that are there; an absent cell is no field. */
export function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function textCell(row: TableRow, column: Column): string | undefined {
  return restoreCell(cellText(row, column));
}

function nestedCell(row: TableRow, column: Column): unknown {
  return parseJsonCell(textCell(row, column), `${row.place}, column "${column}"`);
}

export function jsonCell(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

export function parseJsonCell(cell: string | undefined, place: string): unknown {
  if (cell === undefined) return undefined;
  const parsed = parseJson(cell, recordLimits.maxDepth);
  if ('error' in parsed) throw rejection(`${place}: ${parsed.error}`);
  return parsed.value;
}
