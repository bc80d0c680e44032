/**
 * @file Parses one Python literal (dict, list, tuple, str, number, True, False, None), as `print(record)` writes it. Nothing is ever evaluated;
 * names, calls, prefixes other than u and triple quotes are errors.
 */
import type { ParseResult } from './json-records';

export function parsePythonLiteral(text: string, maxDepth: number): ParseResult {
  const reader: Reader = { text, at: 0, maxDepth };
  try {
    const value = readValue(reader, 0);
    skipSpace(reader);
    if (reader.at < text.length) fail(reader, 'nothing more may stand here');
    return { value };
  } catch (error) {
    if (error instanceof LiteralError) return { error: `it is not a valid Python literal: ${error.message}` };
    throw error;
  }
}

class LiteralError extends Error {}

interface Reader {
  readonly text: string;
  at: number;
  readonly maxDepth: number;
}

function fail(reader: Reader, problem: string): never {
  throw new LiteralError(`${problem} (character ${reader.at})`);
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > reader.maxDepth) fail(reader, `nested more than ${reader.maxDepth} levels deep`);
  skipSpace(reader);
  const first = reader.text[reader.at];
  if (first === '{') return readDict(reader, depth);
  if (first === '[') return readItems(reader, ']', depth);
  if (first === '(') return readItems(reader, ')', depth);
  if (first === "'" || first === '"' || isPrefixedText(reader)) return readText(reader);
  return readWord(reader);
}

function readDict(reader: Reader, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  reader.at++;
  while (!takeCloser(reader, '}')) {
    const key = readValue(reader, depth + 1);
    if (typeof key !== 'string' && typeof key !== 'number') fail(reader, 'a key must be text or a number');
    skipSpace(reader);
    if (reader.text[reader.at] !== ':') fail(reader, 'a colon is missing after a key');
    reader.at++;
    entries.push([String(key), readValue(reader, depth + 1)]);
    takeComma(reader, '}');
  }
  return Object.fromEntries(entries);
}

function readItems(reader: Reader, closer: string, depth: number): unknown[] {
  const items: unknown[] = [];
  reader.at++;
  while (!takeCloser(reader, closer)) {
    items.push(readValue(reader, depth + 1));
    takeComma(reader, closer);
  }
  return items;
}

function takeCloser(reader: Reader, closer: string): boolean {
  skipSpace(reader);
  if (reader.at >= reader.text.length) fail(reader, `the text ends where "${closer}" is missing`);
  if (reader.text[reader.at] !== closer) return false;
  reader.at++;
  return true;
}

/** A comma, or the closer, which stays. */
function takeComma(reader: Reader, closer: string): void {
  skipSpace(reader);
  if (reader.text[reader.at] === ',') reader.at++;
  else if (reader.text[reader.at] !== closer) fail(reader, reader.at >= reader.text.length ? `the text ends where "${closer}" is missing` : 'a comma is missing');
}

function isPrefixedText(reader: Reader): boolean {
  return /[uU]/.test(reader.text[reader.at] ?? '') && /['"]/.test(reader.text[reader.at + 1] ?? '');
}

function readText(reader: Reader): string {
  if (isPrefixedText(reader)) reader.at++;
  const { text } = reader;
  const quote = text[reader.at];
  if (text.startsWith(`${quote}${quote}${quote}`, reader.at)) fail(reader, 'triple quotes are not read');
  reader.at++;
  let read = '';
  let from = reader.at;
  while (text[reader.at] !== quote) {
    if (reader.at >= text.length || text[reader.at] === '\n') fail(reader, 'a text is not closed');
    if (text[reader.at] !== '\\') {
      reader.at++;
      continue;
    }
    read += text.slice(from, reader.at) + readEscape(reader);
    from = reader.at;
  }
  read += text.slice(from, reader.at);
  reader.at++;
  return read;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
const hexDigits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character that a backslash and what follows stand for. An escape that Python does not know stands for itself, as in Python. */
function readEscape(reader: Reader): string {
  const letter = reader.text[reader.at + 1] ?? '';
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    reader.at += 2;
    return simple;
  }
  const digits = hexDigits.get(letter);
  if (digits !== undefined) {
    const hex = reader.text.slice(reader.at + 2, reader.at + 2 + digits);
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
    if (code < 0 || code > 0x10ffff) fail(reader, `\\${letter} needs ${digits} hexadecimal digits of a character`);
    reader.at += 2 + digits;
    return String.fromCodePoint(code);
  }
  if (letter === 'N') fail(reader, 'characters by name are not read');
  const octal = /^[0-7]{1,3}/.exec(reader.text.slice(reader.at + 1, reader.at + 4))?.[0];
  reader.at += 1 + (octal?.length ?? 0);
  return octal === undefined ? '\\' : String.fromCodePoint(Number.parseInt(octal, 8));
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function readWord(reader: Reader): unknown {
  const word = /^[^\s,:()[\]{}'"]{1,400}/.exec(reader.text.slice(reader.at, reader.at + 400))?.[0] ?? '';
  const constant = constants.get(word);
  if (constant === undefined && !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word)) {
    fail(reader, reader.at >= reader.text.length ? 'the text ends where a value is missing' : `${JSON.stringify(word.slice(0, 20) || reader.text[reader.at])} is no value`);
  }
  reader.at += word.length;
  return constant === undefined ? Number(word) : constant;
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++;
}
