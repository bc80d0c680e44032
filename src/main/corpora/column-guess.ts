/**
 * @file Guesses what the columns of a foreign table mean, from their names and first rows, and gives both for a person to correct.
 * A guess is only ever offered; nothing is imported by it unasked.
 */
import type { ColumnMapping } from '#shared/contracts/corpora';
import { parseSpeaker } from './conversion';
import type { ImportSource } from './importer';
import { readTable } from './tables/read-table';
import { cellText, type TableRow } from './tables/table';

export interface TablePreview {
  readonly columns: string[];
  /** The first rows, cells in the order of the columns, long ones cut. */
  readonly rows: string[][];
  readonly guess: ColumnMapping | null;
}

const previewRows = 20;
const previewCellLength = 500;

/** Separators between the utterances of a history cell, likeliest first. */
const historySeparators = ['</s>', '[SEP]', '<sep>', '__eou__', '<eos>', '|||', '\n'];

/** Names of columns, without case and punctuation, likeliest first. */
const columnNames = {
  text: ['utterance', 'text', 'content', 'message', 'sentence', 'turn'],
  dialogueId: ['dialogueid', 'dialogid', 'convid', 'conversationid', 'sessionid', 'threadid', 'dialogue', 'dialog', 'conversation', 'id'],
  speaker: ['speaker', 'role', 'speakerrole', 'speakertype', 'author', 'from'],
  strategy: ['strategy', 'nextstrategy', 'strggold', 'supportstrategy', 'strategies', 'dialogact', 'label'],
  emotionType: ['emotiontype', 'emotion', 'emotionlabel'],
  problemType: ['problemtype', 'problem', 'scene'],
  situation: ['situation', 'prompt', 'description'],
  feedback: ['feedback'],
  history: ['dialoguehistory', 'dialoghistory', 'history', 'context', 'dialoguecontext'],
  historySpeakers: ['speakerturn', 'historyspeakers', 'speakers'],
  response: ['response', 'goldstandard', 'resgold', 'reply', 'gold', 'target'],
  query: ['question', 'query', 'questiontext', 'seekerpost', 'post', 'description'],
  answer: ['answer', 'answers', 'answertext', 'responsepost', 'response', 'reply'],
  title: ['title', 'questiontitle'],
  topics: ['topics', 'topic', 'keywords', 'tags'],
} as const;

export async function readTablePreview(source: ImportSource): Promise<TablePreview> {
  const table = await readTable(source);
  const rows: TableRow[] = [];
  for await (const row of table.rows()) {
    rows.push(row);
    if (rows.length === previewRows) break;
  }
  const cells = rows.map((row) => table.columns.map((column) => cellText(row, column)));
  return { columns: [...table.columns], rows: cells.map((row) => row.map((cell) => cell.slice(0, previewCellLength))), guess: guessMapping(table.columns, cells) };
}

/** `rows` are cells in the order of the columns. Null where the names say nothing. */
export function guessMapping(columns: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping | null {
  return guessContextRows(columns, rows) ?? guessUtteranceRows(columns, rows) ?? guessKnowledgeRows(columns);
}

export function guessKnowledgeRows(columns: readonly string[]): (ColumnMapping & { layout: 'knowledge-rows' }) | null {
  const query = find(columns, 'query');
  const answer = find(columns, 'answer');
  if (query === undefined || answer === undefined || query === answer) return null;
  return { layout: 'knowledge-rows', query, answer, ...optional(columns, ['title', 'topics']) };
}

function guessContextRows(columns: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping | null {
  const history = find(columns, 'history');
  const response = find(columns, 'response');
  if (history === undefined || response === undefined) return null;
  const position = columns.indexOf(history);
  const historySeparator = historySeparators.find((separator) => rows.some((row) => row[position]?.includes(separator)));
  if (historySeparator === undefined) return null;
  return {
    layout: 'context-rows',
    history,
    historySeparator,
    response,
    supporterValues: ['supporter', 'sys', 'listener'],
    startMarkers: ['<START>'],
    ...optional(columns, ['historySpeakers', 'strategy', 'feedback', 'emotionType', 'problemType', 'situation']),
  };
}

function guessUtteranceRows(columns: readonly string[], rows: readonly (readonly string[])[]): ColumnMapping | null {
  const text = find(columns, 'text');
  const dialogueId = find(columns, 'dialogueId');
  const speaker = find(columns, 'speaker');
  if (text === undefined || (dialogueId === undefined && speaker === undefined)) return null;
  const position = speaker === undefined ? -1 : columns.indexOf(speaker);
  const supporterValues = [...new Set(rows.map((row) => row[position] ?? ''))].filter((name) => parseSpeaker(name) === 'supporter');
  return { layout: 'utterance-rows', text, supporterValues, ...optional(columns, ['dialogueId', 'speaker', 'strategy', 'emotionType', 'problemType', 'situation', 'feedback']) };
}

type Meaning = keyof typeof columnNames;

function find(columns: readonly string[], meaning: Meaning): string | undefined {
  for (const name of columnNames[meaning]) {
    const column = columns.find((one) => one.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') === name);
    if (column !== undefined) return column;
  }
  return undefined;
}

function optional<M extends Meaning>(columns: readonly string[], meanings: readonly M[]): { [K in M]?: string } {
  const found: { [K in M]?: string } = {};
  for (const meaning of meanings) {
    const column = find(columns, meaning);
    if (column !== undefined) found[meaning] = column;
  }
  return found;
}
