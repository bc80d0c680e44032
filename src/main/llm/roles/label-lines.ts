/**
 * @file Reading labels off a reply of lines `<text> (<n>): <payload>` (spec E-2): on each line the last "(n): payload", a later line for the
 * same n in the place of an earlier one, every n from 1 to the number asked for. Knows fields, not which ones.
 */
import { readLabel, type LabelField } from '#shared/domain/label-schema';
import type { Json } from '#shared/domain/json';
import { readable, unreadable, type ParsedReply } from './role';

type Field = Pick<LabelField, 'id' | 'title' | 'values'>;

const marker = /\(\s*(\d{1,4})\s*\)\s*[:：]/g;
/** What models put around a label. */
const decoration = /^[\s*_`"'“”[\]<>]+|[\s*_`"'“”[\]<>.;]+$/g;

/** The value is a list, one record a line: the field's id and its label. */
export function parseLabelLines(text: string, { count, fields }: { readonly count: number; readonly fields: readonly Field[] }): ParsedReply {
  const payloads = new Map<number, string>();
  for (const line of text.split(/\r?\n/)) {
    const last = [...line.matchAll(marker)].at(-1);
    if (last !== undefined) payloads.set(Number(last[1]), line.slice(last.index + last[0].length));
  }
  if (payloads.size === 0) return unreadable('form', 'no line has the form "<text> (<n>): <label>"');
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((n) => !payloads.has(n));
  const extra = [...payloads.keys()].filter((n) => n < 1 || n > count);
  if (missing.length > 0 || extra.length > 0) return unreadable('count', describeCount(count, { missing, extra }));
  const rows: Json[] = [];
  for (let n = 1; n <= count; n++) {
    const row = readPayload(payloads.get(n) ?? '', fields);
    if (typeof row === 'string') return unreadable('label', `line (${n}): ${row}`);
    rows.push(row);
  }
  return readable(rows);
}

/** One label as a model writes it: marks, case, blanks for hyphens and aliases aside. */
export function readSpelling(field: Field, spelling: string): string | undefined {
  const bare = spelling.replaceAll(decoration, '');
  const hyphened = bare.replaceAll(/[\s_]+/g, '-');
  return readLabel(field, bare) ?? readLabel(field, hyphened) ?? readLabel(field, hyphened.replaceAll('-', ''));
}

export function allowedLabels({ values }: Pick<LabelField, 'values'>): string {
  return values.map(({ value }) => value).join(', ');
}

/** Labels in the order of the fields, or what is wrong. */
function readPayload(payload: string, fields: readonly Field[]): Record<string, string> | string {
  const parts = payload.split(',');
  if (parts.length !== fields.length) return `${fields.length === 1 ? 'one label is' : `${fields.length} labels with commas between them are`} needed, it has ${parts.length}`;
  const row: Record<string, string> = {};
  for (const [index, field] of fields.entries()) {
    const label = readSpelling(field, parts[index] ?? '');
    if (label === undefined) return `"${(parts[index] ?? '').trim().slice(0, 40)}" is no ${field.title.toLowerCase()}; the labels are ${allowedLabels(field)}`;
    row[field.id] = label;
  }
  return row;
}

function describeCount(count: number, { missing, extra }: { missing: readonly number[]; extra: readonly number[] }): string {
  const parts = [...(missing.length > 0 ? [`${numbers(missing)} missing`] : []), ...(extra.length > 0 ? [`${numbers(extra)} too many`] : [])];
  return `${count} lines are needed, numbered (1) to (${count}); ${parts.join(', ')}`;
}

function numbers(list: readonly number[]): string {
  return `${list.slice(0, 8).map((n) => `(${n})`).join(', ')}${list.length > 8 ? ' and more' : ''} ${list.length === 1 ? 'is' : 'are'}`;
}
