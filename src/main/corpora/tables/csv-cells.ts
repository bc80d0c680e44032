/**
 * @file Writes CSV cells that a spreadsheet neither runs as a formula nor damages, and reads them back unchanged.
 * Knows nothing of what the cells mean.
 */

/** Put before a cell that a spreadsheet would take as a formula, or that begins with the mark itself. */
const mark = "'";
const risky = /^[=+\-@\t\r'＝＋－＠]/u;

/** So that spreadsheets open the file as UTF-8. */
export const byteOrderMark = '\uFEFF';

/** One row, its end included. An absent cell is empty; an empty text is the mark alone. */
export function csvRow(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => quoted(cell === undefined ? '' : protectCell(cell))).join(',')}\r\n`;
}

export function protectCell(text: string): string {
  return text === '' || risky.test(text) ? mark + text : text;
}

/** What `protectCell` was given; undefined for an absent cell. */
export function restoreCell(cell: string): string | undefined {
  if (cell === '') return undefined;
  return cell.startsWith(mark) ? cell.slice(mark.length) : cell;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
