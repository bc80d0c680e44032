/** @file Aligned plain-text tables and numbers for people. Cells that look like numbers go to the right. */
import { stripVTControlCharacters } from 'node:util';

const gap = '  ';
const numberFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows.map((row) => row.map(oneLine))];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))));
  const isNumeric = header.map((_, column) => rows.length > 0 && rows.every((row) => /^[-\d.,%]*( %| [kMG]?B| m?s)?$/.test(row[column] ?? '')));
  const format = (line: readonly string[]): string =>
    line
      .map((cell, column) => pad(cell, { width: widths[column] ?? 0, isRight: isNumeric[column] === true }))
      .join(gap)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(gap);
  return [format(header), rule, ...lines.slice(1).map(format)].join('\n');
}

/** Names and values, the values of one kind under each other. */
export function textList(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}${gap}${value}`).join('\n');
}

export function formatNumber(value: number): string {
  return numberFormat.format(value);
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? 'B'}`;
}

export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Terminal text from a file must not move the cursor or change colours. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function pad(cell: string, { width, isRight }: { width: number; isRight: boolean }): string {
  const missing = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return isRight ? missing + cell : cell + missing;
}

/** East Asian wide characters take two columns. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1;
  return width;
}
