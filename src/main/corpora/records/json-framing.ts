/**
 * @file Finds where the records of a JSON list, or of JSON values standing one after another, begin and end, by brackets and strings alone.
 * After a fault it goes on where the next record seems to start. It parses nothing, and holds one record at most.
 */
import type { ImportSource } from '../importer';
import { recordLimits, type Frame, type RecordLimits } from './limits';
import { sizeText } from './text';

/** `list`: the elements of a top-level array. `sequence`: values in a row; after a fault, the next `{` that starts a line. */
export type Framing = 'list' | 'sequence';

export async function* frameJson(source: ImportSource, framing: Framing, limits: RecordLimits = recordLimits): AsyncGenerator<Frame> {
  const scan = createScan(framing, limits);
  for await (const chunk of source.open()) {
    append(scan, chunk);
    for (let frame = nextFrame(scan); frame !== null; frame = nextFrame(scan)) yield frame;
  }
  const last = lastFrame(scan);
  if (last !== null) yield last;
}

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** What a byte is outside strings: white space, part of a number or of true, false and null, structure, or nothing that JSON knows. */
const kind = { unknown: 0, space: 1, literal: 2, open: 3, close: 4, separator: 5, quote: 6 } as const;
const kinds = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0d, lineFeed]) kinds[byte] = kind.space;
for (const one of '0123456789+-.eEtrufalsn') kinds[one.charCodeAt(0)] = kind.literal;
for (const byte of [openList, openObject]) kinds[byte] = kind.open;
for (const byte of [closeList, closeObject]) kinds[byte] = kind.close;
for (const byte of [comma, colon]) kinds[byte] = kind.separator;
kinds[quote] = kind.quote;

const byteOrderMark: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf]);
const longestSignatureBytes = 256;

interface Scan {
  readonly framing: Framing;
  readonly limits: RecordLimits;
  /** `before`: the list has not begun. `lost`: after a fault, looking for a start. `after`: the list was closed. */
  phase: 'before' | 'between' | 'inside' | 'lost' | 'after';
  /** The bytes from the start of the record on; `length` of them are filled. */
  bytes: Buffer;
  length: number;
  at: number;
  recordStart: number;
  /** Bytes of this record that were let go because it is over the limit. */
  droppedBytes: number;
  depth: number;
  /** The open brackets, outermost first. */
  readonly brackets: Uint8Array;
  isInString: boolean;
  /** Where the last text began: after a fault the search goes back to it, since a lost quote is noticed late. */
  textStart: number;
  /** How the first record starts, up to the end of its first text: the mark by which a later start is found. Undefined until seen. */
  signature: Buffer | null | undefined;
  isFirst: boolean;
  hasComma: boolean;
  fault: string | null;
}

function createScan(framing: Framing, limits: RecordLimits): Scan {
  return {
    framing,
    limits,
    phase: framing === 'list' ? 'before' : 'between',
    bytes: Buffer.alloc(64 * 1024),
    length: 0,
    at: 0,
    recordStart: 0,
    droppedBytes: 0,
    depth: 0,
    brackets: new Uint8Array(limits.maxDepth + 1),
    isInString: false,
    textStart: 0,
    signature: undefined,
    isFirst: true,
    hasComma: false,
    fault: null,
  };
}

/** Adds a chunk behind the bytes still needed; those before the record's start are let go. */
function append(scan: Scan, chunk: Uint8Array): void {
  const keepFrom = Math.min(scan.phase === 'inside' ? scan.recordStart : scan.at, scan.length);
  const keptBytes = scan.length - keepFrom;
  if (keptBytes + chunk.length > scan.bytes.length) {
    const larger = Buffer.alloc(Math.max(2 * scan.bytes.length, keptBytes + chunk.length));
    scan.bytes.copy(larger, 0, keepFrom, scan.length);
    scan.bytes = larger;
  } else scan.bytes.copyWithin(0, keepFrom, scan.length);
  scan.bytes.set(chunk, keptBytes);
  scan.length = keptBytes + chunk.length;
  scan.at -= keepFrom;
  scan.textStart -= keepFrom;
  scan.recordStart = 0;
}

/** The next record or fault in the bytes at hand; null when more bytes are needed. */
function nextFrame(scan: Scan): Frame | null {
  while (scan.at < scan.length) {
    if (scan.phase === 'inside') {
      const frame = scanRecord(scan);
      if (frame === null) holdWithinLimit(scan);
      return frame;
    }
    if (scan.phase === 'lost') {
      if (!findStart(scan)) return null;
    } else {
      const frame = scanBetween(scan);
      if (frame !== null) return frame;
    }
  }
  return null;
}

function lastFrame(scan: Scan): Frame | null {
  if (scan.phase === 'inside') {
    const isWholeLiteral = scan.depth === 0 && !scan.isInString && scan.framing === 'sequence';
    return isWholeLiteral ? recordFrame(scan, scan.length) : { error: 'the file ends inside this record; it may have been cut off' };
  }
  if (scan.phase === 'between' && scan.framing === 'list') return { error: 'the file ends before its list is closed; it may have been cut off' };
  return null;
}

/** One byte outside records. */
function scanBetween(scan: Scan): Frame | null {
  const byte = scan.bytes[scan.at] ?? 0;
  if (kinds[byte] === kind.space || (scan.isFirst && byteOrderMark.has(byte))) {
    scan.at++;
    return null;
  }
  if (scan.phase === 'after') return lose(scan, 'more text stands after the end of the list');
  if (scan.phase === 'before') {
    scan.phase = 'between';
    scan.at++;
    return null;
  }
  if (scan.framing === 'list') {
    if (byte === closeList) {
      scan.phase = 'after';
      scan.at++;
      return scan.hasComma ? { error: 'a comma stands before the end of the list, with no record after it' } : null;
    }
    if (byte === comma && !scan.hasComma && !scan.isFirst) {
      scan.hasComma = true;
      scan.at++;
      return null;
    }
    scan.fault = scan.hasComma || scan.isFirst ? null : 'the comma before this record is missing';
  }
  beginRecord(scan, scan.at);
  return null;
}

function beginRecord(scan: Scan, at: number): void {
  scan.phase = 'inside';
  scan.at = at;
  scan.recordStart = at;
  scan.droppedBytes = 0;
  scan.depth = 0;
  scan.isInString = false;
  scan.textStart = at;
  scan.hasComma = false;
}

/** Scans on in a record until it ends or breaks; null when more bytes are needed. */
function scanRecord(scan: Scan): Frame | null {
  const { bytes, length, brackets } = scan;
  let { at } = scan;
  for (; at < length; at++) {
    const byte = bytes[at] ?? 0;
    if (scan.isInString) {
      if (byte === backslash) at++;
      else if (byte === quote) {
        scan.isInString = false;
        if (scan.signature === undefined) rememberSignature(scan, at + 1);
        if (scan.depth === 0) return recordFrame(scan, at + 1);
      } else if (byte < 0x20) return lose(scan, `${place(scan, at)} is a line break or control character inside a text`);
      continue;
    }
    const byteKind = kinds[byte];
    if (byteKind === kind.literal) continue;
    if (byteKind === kind.quote) {
      scan.isInString = true;
      scan.textStart = at;
    } else if (scan.depth === 0 && byteKind !== kind.open) {
      if (byteKind !== kind.unknown && at > scan.recordStart) return recordFrame(scan, at);
      return lose(scan, `${place(scan, at)} stands where a record should start`);
    } else if (byteKind === kind.open) {
      if (scan.depth > 0 && !canOpen(scan, at)) return isNextOfSequence(scan, at) ? cutBefore(scan, at) : lose(scan, `${place(scan, at)} opens a bracket where none may stand`);
      if (scan.depth === scan.limits.maxDepth) return lose(scan, `it is nested more than ${scan.limits.maxDepth} levels deep`);
      brackets[scan.depth++] = byte;
    } else if (byteKind === kind.close) {
      if (byte !== (brackets[scan.depth - 1] === openObject ? closeObject : closeList)) return lose(scan, `${place(scan, at)} closes a bracket that is not open`);
      if (--scan.depth === 0) return recordFrame(scan, at + 1);
    } else if (byteKind === kind.unknown) return lose(scan, `${place(scan, at)} belongs to no JSON value`);
  }
  scan.at = at;
  return null;
}

function place(scan: Scan, at: number): string {
  return `byte ${scan.droppedBytes + at - scan.recordStart}`;
}

/** A bracket may follow `[` or `,` in a list and `:` in an object; anything else means that one was lost before it. */
function canOpen(scan: Scan, at: number): boolean {
  const before = significantByteBefore(scan, at);
  if (scan.brackets[scan.depth - 1] === openObject) return before === colon || before === undefined;
  return before === openList || before === comma || before === undefined;
}

function significantByteBefore(scan: Scan, at: number): number | undefined {
  for (let i = at - 1; i >= scan.recordStart; i--) {
    const byte = scan.bytes[i] ?? 0;
    if (kinds[byte] !== kind.space) return byte;
  }
  return undefined;
}

function isNextOfSequence(scan: Scan, at: number): boolean {
  return scan.framing === 'sequence' && scan.bytes[at] === openObject && scan.bytes[at - 1] === lineFeed;
}

/** Gives up the record and starts the next one at `at`. */
function cutBefore(scan: Scan, at: number): Frame {
  beginRecord(scan, at);
  return { error: 'it is not closed before the next record starts' };
}

function recordFrame(scan: Scan, end: number): Frame {
  const sizeBytes = scan.droppedBytes + end - scan.recordStart;
  const { fault } = scan;
  scan.phase = 'between';
  scan.at = end;
  scan.isFirst = false;
  scan.fault = null;
  if (sizeBytes > scan.limits.maxRecordBytes) return tooLarge(sizeBytes, scan.limits);
  return fault === null ? { bytes: scan.bytes.subarray(scan.recordStart, end) } : { error: fault };
}

function tooLarge(sizeBytes: number, limits: RecordLimits): Frame {
  return { error: `it is ${sizeText(sizeBytes)} large; a record may have at most ${sizeText(limits.maxRecordBytes)}` };
}

function lose(scan: Scan, error: string): Frame {
  scan.phase = 'lost';
  scan.at = Math.max(scan.textStart, scan.recordStart + 1);
  scan.signature ??= null;
  scan.isFirst = false;
  scan.fault = null;
  return { error };
}

/** Lets the bytes of a record go that is over the limit already; its end is still looked for. */
function holdWithinLimit(scan: Scan): void {
  const heldBytes = scan.at - scan.recordStart;
  if (scan.droppedBytes + heldBytes <= scan.limits.maxRecordBytes) return;
  scan.droppedBytes += heldBytes;
  scan.recordStart = scan.at;
}

/** Keeps the first record's opening as the mark of a start, where it consists of brackets and one key. */
function rememberSignature(scan: Scan, end: number): void {
  scan.signature = null;
  if (scan.droppedBytes > 0 || end - scan.recordStart > longestSignatureBytes) return;
  const opening = scan.bytes.subarray(scan.recordStart, end);
  const keyStart = opening.indexOf(quote);
  const isOpening = keyStart > 0 && opening.subarray(0, keyStart).every((byte) => kinds[byte] === kind.open || kinds[byte] === kind.space);
  if (isOpening) scan.signature = Buffer.from(opening);
}

/** After a fault: moves to the next start of a record, or to the end of the bytes at hand (false). */
function findStart(scan: Scan): boolean {
  const mark = scan.framing === 'list' ? (scan.signature ?? null) : sequenceMark;
  const found = mark === null ? -1 : scan.bytes.subarray(0, scan.length).indexOf(mark, scan.at);
  if (mark === null || found === -1) {
    scan.at = mark === null ? scan.length : Math.max(scan.at, scan.length - mark.length + 1);
    return false;
  }
  beginRecord(scan, scan.framing === 'list' ? found : found + 1);
  return true;
}

const sequenceMark = Buffer.from('\n{');
