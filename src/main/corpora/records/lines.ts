/** @file Cuts a byte stream into its lines (LF or CRLF). Blank lines are no lines; a line over the limit is told, not held. */
import type { ImportSource } from '../importer';
import { recordLimits, type Frame, type RecordLimits } from './limits';
import { sizeText } from './text';

const lineFeed = 0x0a;

export async function* readLines(source: ImportSource, limits: RecordLimits = recordLimits): AsyncGenerator<Frame> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isStart = true;
  const take = (): Frame | null => {
    const isTooLong = heldBytes > limits.maxRecordBytes;
    const line = isTooLong ? null : trimmedLine(held, isStart);
    const sizeBytes = heldBytes;
    held = [];
    heldBytes = 0;
    isStart = false;
    if (line === null) return { error: `the line is ${sizeText(sizeBytes)} long; a record may have at most ${sizeText(limits.maxRecordBytes)}` };
    return line.length === 0 ? null : { bytes: line };
  };
  const hold = (part: Uint8Array): void => {
    heldBytes += part.length;
    if (heldBytes > limits.maxRecordBytes) held = [];
    else held.push(part);
  };
  for await (const chunk of source.open()) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      hold(chunk.subarray(from, end));
      from = end + 1;
      const line = take();
      if (line !== null) yield line;
    }
    // A copy: the source may fill its buffer anew.
    hold(chunk.slice(from));
  }
  const line = take();
  if (line !== null) yield line;
}

function trimmedLine(parts: readonly Uint8Array[], isFirst: boolean): Uint8Array {
  const line = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  let from = isFirst && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  let to = line.length;
  while (from < to && isWhiteSpace(line[from])) from++;
  while (to > from && isWhiteSpace(line[to - 1])) to--;
  return line.subarray(from, to);
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}
