/** @file Guesses how a table is written from its start: which delimiter, and whether it is a table at all. */

export type Delimiter = ',' | ';' | '\t';

export interface TableShape {
  readonly delimiter: Delimiter;
  readonly columns: readonly string[];
}

const delimiters: readonly Delimiter[] = [',', '\t', ';'];
const rowsLookedAt = 20;

/**
 * The shape of a table by its first rows: the delimiter with which most rows have as many cells as the header, at least two.
 * Null for prose, binary data, JSON, and files of one column.
 */
export function sniffTable(head: string): TableShape | null {
  if (/^\s*[[{<]/.test(head) || head.includes('\0')) return null;
  // Without quotes as well: some files quote nothing, and a stray one would hide their rows.
  const candidates = delimiters.map((delimiter) => {
    const rows = firstRows(head, delimiter);
    return { delimiter, header: rows[0] ?? [], score: Math.max(score(rows), score(plainRows(head, delimiter))) };
  });
  const best = candidates.reduce((left, right) => (right.score > left.score ? right : left));
  return best.score === 0 ? null : { delimiter: best.delimiter, columns: nameColumns(best.header) };
}

/** Column names as people will read them: trimmed, numbered where empty or repeated. */
export function nameColumns(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, position) => {
    const name = cell.replace(/^\uFEFF/, '').trim() || `column ${position + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** 0 where it is no table; else the share of rows that match the header, and for equal shares the wider table wins. */
function score(rows: readonly (readonly string[])[]): number {
  const [header, ...rest] = rows;
  if (header === undefined || header.length < 2 || !isPlausibleHeader(header)) return 0;
  if (rest.length === 0) return 0.5;
  const share = rest.filter((row) => row.length === header.length).length / rest.length;
  return share < 0.6 ? 0 : share + header.length / 10_000;
}

function isPlausibleHeader(header: readonly string[]): boolean {
  const filled = header.filter((cell) => cell.trim() !== '');
  return filled.length * 2 > header.length && header.every((cell) => cell.length <= 80 && !cell.includes('\n')) && !header.some((cell) => /^#|[.!?]\s|[.!]$/.test(cell.trim()));
}

/** Complete rows of the head, quotes honoured; the last one is left out since it may be cut. */
function firstRows(head: string, delimiter: Delimiter): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < head.length && rows.length < rowsLookedAt; i++) {
    const character = head.charAt(i);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (head[i + 1] === '"') cell += head.charAt(++i);
      else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === delimiter) {
      row.push(cell);
      cell = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && head[i + 1] === '\n') i++;
      if (row.length > 0 || cell !== '') rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += character;
  }
  if (rows.length === 0 && row.length > 0) rows.push([...row, cell]);
  return rows;
}

function plainRows(head: string, delimiter: Delimiter): string[][] {
  const lines = head.split(/\r\n|\n|\r/, rowsLookedAt + 1).filter((line) => line !== '');
  return lines.slice(0, Math.max(1, lines.length - 1)).map((line) => line.split(delimiter));
}
