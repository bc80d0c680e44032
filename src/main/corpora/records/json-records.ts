/**
 * @file Reads a JSON file record by record: the elements of a top-level list, one value a line, or values in a row.
 * A record that is broken, too large or too deep is told with its index, and the rest goes on. Knows no format.
 */
import { AppError } from '#shared/contracts/errors';
import type { ImportSource } from '../importer';
import { frameJson, type Framing } from './json-framing';
import { recordLimits, type Frame, type RecordLimits } from './limits';
import { readLines } from './lines';
import { decodeUtf8 } from './text';

/** `index` is the zero-based position in the file, broken records counted. */
export type ParsedRecord = { readonly index: number; readonly raw: string; readonly value: unknown } | { readonly index: number; readonly error: string };

export async function* readJsonRecords(source: ImportSource, limits: RecordLimits = recordLimits): AsyncGenerator<ParsedRecord> {
  const framing = detectFraming(await readHead(source), source.name);
  yield* parseFrames(framesOf(source, framing, limits), (text) => parseJson(text, limits.maxDepth));
}

export function framesOf(source: ImportSource, framing: Framing | 'lines', limits: RecordLimits): AsyncGenerator<Frame> {
  return framing === 'lines' ? readLines(source, limits) : frameJson(source, framing, limits);
}

export type ParseResult = { readonly value: unknown } | { readonly error: string };

export async function* parseFrames(frames: AsyncGenerator<Frame>, parse: (text: string) => ParseResult): AsyncGenerator<ParsedRecord> {
  let index = 0;
  for await (const frame of frames) {
    yield parseFrame(frame, index, parse);
    index++;
  }
}

function parseFrame(frame: Frame, index: number, parse: (text: string) => ParseResult): ParsedRecord {
  if ('error' in frame) return { index, error: frame.error };
  const decoded = decodeUtf8(frame.bytes);
  if ('error' in decoded) return { index, error: decoded.error };
  const parsed = parse(decoded.text);
  return 'error' in parsed ? { index, error: parsed.error } : { index, raw: decoded.text, value: parsed.value };
}

export function parseJson(text: string, maxDepth: number): ParseResult {
  if (isDeeperThan(text, maxDepth)) return { error: `it is nested more than ${maxDepth} levels deep` };
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { error: `it is not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Counts brackets outside texts; called before JSON.parse so that nothing that walks the value later can overflow the stack. */
function isDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isInString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

export const headBytes = 256 * 1024;

/** The start of a file: enough to recognise it by. */
export async function readHead(source: ImportSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source.open()) {
    parts.push(chunk.slice(0, headBytes - sizeBytes));
    sizeBytes += chunk.length;
    if (sizeBytes >= headBytes) break;
  }
  return Buffer.concat(parts);
}

/** How the records of a JSON file follow each other; throws where the file is not JSON at all. */
export function detectFraming(head: Uint8Array, fileName: string): Framing | 'lines' {
  const text = new TextDecoder('utf-8').decode(head).trimStart();
  if (text === '') throw new AppError('INVALID_INPUT', `${fileName} is empty.`, { details: { file: fileName } });
  if (text[0] !== '[' && text[0] !== '{') {
    throw new AppError('INVALID_INPUT', `${fileName} is not JSON: it starts with ${JSON.stringify(text.slice(0, 20))}, where a JSON file starts with "[" or "{". Choose the format that fits it.`, { details: { file: fileName } });
  }
  const lines = text.split('\n', 20).filter((line) => line.trim() !== '');
  const isObjectPerLine = lines.some((line) => line.startsWith('{') && isJson(line));
  if (text[0] === '{') return isObjectPerLine ? 'lines' : 'sequence';
  return lines.length > 1 && isJson(lines[0] ?? '') && isJson(lines[1] ?? '') ? 'lines' : 'list';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
