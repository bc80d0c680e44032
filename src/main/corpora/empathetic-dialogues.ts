/**
 * @file EmpatheticDialogues' tables: one utterance a line, commas inside cells written as `_comma_`. Both the original header and re-saved ones.
 * Read line by line, since the original quotes nothing and a stray quote must not swallow the lines after it.
 */
import { parse } from 'csv-parse/sync';
import { AppError } from '#shared/contracts/errors';
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { mergeConsecutive } from './conversion';
import type { Importer, ImportItem, ImportSource } from './importer';
import { plainCopy } from './records/fields';
import { readLines } from './records/lines';
import { decodeUtf8 } from './records/text';

const neededColumns = ['conv_id', 'utterance_idx', 'prompt', 'utterance'] as const;
type NeededColumn = (typeof neededColumns)[number];
const takenColumns: ReadonlySet<string> = new Set([...neededColumns, 'context']);

export const empatheticDialoguesImporter: Importer = {
  id: 'empathetic-dialogues',
  label: 'EmpatheticDialogues (CSV)',
  description: 'The CSV files of EmpatheticDialogues (Rashkin et al., 2019): speaker and listener about an emotional situation, no strategies.',
  kind: 'dialogues',
  extensions: ['.csv'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise: ({ csvHeader }) => (neededColumns.every((column) => csvHeader?.includes(column)) ? { confidence: 0.95, reason: 'rows with conv_id, utterance_idx, prompt and utterance' } : null),
  async *read(source, options) {
    let held: Utterance[] = [];
    for await (const outcome of readUtterances(source)) {
      if ('type' in outcome) {
        yield outcome;
        continue;
      }
      if (held[0] !== undefined && held[0].conversation !== outcome.conversation) {
        yield toItem(held, options.mergeConsecutive);
        held = [];
      }
      held.push(outcome);
    }
    if (held.length > 0) yield toItem(held, options.mergeConsecutive);
  },
};

interface Utterance {
  readonly index: number;
  readonly conversation: string;
  readonly situation: string;
  readonly emotion: string;
  readonly turn: Turn;
  readonly raw: string;
}

async function* readUtterances(source: ImportSource): AsyncGenerator<Utterance | ImportItem> {
  let columns: readonly string[] | undefined;
  let index = 0;
  for await (const frame of readLines(source)) {
    const line = 'error' in frame ? frame : decodeUtf8(frame.bytes);
    if (columns === undefined) {
      columns = headerOf(line, source.name);
      continue;
    }
    const at = { index, file: source.name };
    index++;
    if ('error' in line) yield { type: 'rejected', index: at.index, reason: line.error };
    else yield* toUtterance(line.text, columns, at);
  }
  if (index === 0) throw new AppError('INVALID_INPUT', `${source.name} has no utterances.`, { details: { file: source.name } });
}

function headerOf(line: { text: string } | { error: string }, file: string): readonly string[] {
  const columns = 'error' in line ? [] : splitCells(line.text, null);
  const missing = neededColumns.filter((column) => !columns.includes(column));
  if (missing.length === 0) return columns;
  throw new AppError('INVALID_INPUT', `${file} is no EmpatheticDialogues table: its first line does not name ${missing.join(', ')}.`, { details: { file } });
}

function* toUtterance(line: string, columns: readonly string[], { index, file }: { index: number; file: string }): Generator<Utterance | ImportItem> {
  const cells = splitCells(line, columns.length);
  const cell = (column: NeededColumn | 'context'): string => restoreCommas(cells[columns.indexOf(column)] ?? '');
  const number = Number(cell('utterance_idx'));
  const text = cell('utterance');
  const problem = problemOf({ conversation: cell('conv_id'), number, text });
  if (problem !== null) {
    yield { type: 'rejected', index, reason: `row ${index + 1}: ${problem}` };
    return;
  }
  if (cells.length !== columns.length) yield { type: 'warning', code: cells.length < columns.length ? 'row-too-short' : 'row-too-long', example: `a row has ${cells.length} cells, the header ${columns.length} (${file}, row ${index + 1})` };
  const rest = columns.map((column, position) => [column, cells[position] ?? ''] as const).filter(([column, value]) => !takenColumns.has(column) && value !== '');
  if (cells.length > columns.length) rest.push(['further cells', cells.slice(columns.length).join(',')]);
  const meta = rest.length === 0 ? {} : { meta: plainCopy(Object.fromEntries(rest)) as Record<string, unknown> };
  // Odd utterances are the speaker's who tells of the situation, even ones the listener's.
  const turn: Turn = { speaker: number % 2 === 1 ? 'seeker' : 'supporter', text, ...meta };
  yield { index, conversation: cell('conv_id'), situation: cell('prompt'), emotion: cell('context'), turn, raw: line };
}

function problemOf(found: { conversation: string; number: number; text: string }): string | null {
  if (found.conversation === '') return 'there is no conversation identifier in conv_id';
  if (!Number.isInteger(found.number) || found.number < 1) return 'utterance_idx is no whole number from 1 on';
  return found.text.trim() === '' ? 'there is no text in utterance' : null;
}

/** Quotes count where the line then has the cells it should have; else it is taken as the original files are, without quoting. */
function splitCells(line: string, expected: number | null): string[] {
  if (!line.includes('"')) return line.split(',');
  try {
    const cells = parse(line, { relax_column_count: true })[0] ?? [];
    if (expected === null || cells.length === expected) return cells;
  } catch {
    return line.split(',');
  }
  return line.split(',');
}

function restoreCommas(text: string): string {
  return text.replaceAll('_comma_', ',');
}

function toItem(utterances: readonly Utterance[], joins: boolean): ImportItem {
  const [first] = utterances as [Utterance, ...Utterance[]];
  const turns = utterances.map((utterance) => utterance.turn);
  const dialogue: Dialogue = {
    externalId: first.conversation,
    ...(first.emotion === '' ? {} : { emotionType: first.emotion }),
    ...(first.situation === '' ? {} : { situation: first.situation }),
    turns: joins ? mergeConsecutive(turns) : turns,
  };
  return { type: 'dialogue', index: first.index, dialogue, raw: utterances.map((utterance) => utterance.raw).join('\n') };
}
