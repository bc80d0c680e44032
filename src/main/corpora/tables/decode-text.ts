/**
 * @file Bytes of a file to text: UTF-8, or UTF-16 where a byte order mark says so; the mark itself is dropped.
 * A byte that is not valid becomes U+FFFD, which the table readers report with its place.
 */
import type { ImportSource } from '../importer';

/** What an undecodable byte turns into. */
export const replacementCharacter = '\uFFFD';

export async function* decodeText(source: ImportSource): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of source.open()) {
    if (chunk.length === 0) continue;
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

/** The first characters of a file, for recognising what it holds. */
export async function readHead(source: ImportSource, length: number): Promise<string> {
  let head = '';
  for await (const chunk of decodeText(source)) {
    head += chunk;
    if (head.length >= length) break;
  }
  return head.slice(0, length);
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
