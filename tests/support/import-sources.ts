/** @file Import sources for tests: a text, bytes in chunks of a chosen size, or a file. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { ImportOptions } from '#shared/contracts/corpora';
import { ImportOptions as ImportOptionsSchema } from '#shared/contracts/corpora';
import type { Dialogue } from '#shared/domain/dialogue';
import { hashRecord, hashRecords } from '#main/corpora/content-hash';
import type { Exporter, ImportItem, Importer, ImportSource } from '#main/corpora/importer';

export function bytesSource(bytes: Uint8Array, chunkBytes = 64 * 1024, name = 'sample.json'): ImportSource {
  return {
    name,
    sizeBytes: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes);
    },
  };
}

export function textSource(text: string, name = 'sample.json'): ImportSource {
  return bytesSource(new TextEncoder().encode(text), undefined, name);
}

export function fileSource(path: string): ImportSource {
  return { name: basename(path), sizeBytes: statSync(path).size, open: () => createReadStream(path) as AsyncIterable<Uint8Array> };
}

/** A real corpus beside the project; undefined, with a loud line, where it is not there. */
export function realFile(path: string): string | undefined {
  const full = resolve(import.meta.dirname, '../../../shared/data', path);
  if (existsSync(full)) return full;
  console.warn(`SKIPPED: ../shared/data/${path} is not there, so the tests on it do not run.`);
  return undefined;
}

/** A file of tests/fixtures/corpora. */
export function fixture(name: string): ImportSource {
  return fileSource(resolve(import.meta.dirname, '../fixtures/corpora', name));
}

export function importOptions(options: Partial<ImportOptions> = {}): ImportOptions {
  return ImportOptionsSchema.parse(options);
}

export async function readAll(importer: Importer, source: ImportSource, options: Partial<ImportOptions> = {}): Promise<ImportItem[]> {
  return await Array.fromAsync(importer.read(source, importOptions(options)));
}

/** What an import gave, sorted by kind; warnings as counts by code. */
export interface Outcome {
  readonly dialogues: readonly Dialogue[];
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
  readonly warnings: Readonly<Record<string, number>>;
  /** First example of each warning code. */
  readonly examples: Readonly<Record<string, string>>;
}

export async function importDialogues(importer: Importer, source: ImportSource, options: Partial<ImportOptions> = {}): Promise<Outcome> {
  const dialogues: Dialogue[] = [];
  const rejected: { index: number; reason: string }[] = [];
  const warnings: Record<string, number> = {};
  const examples: Record<string, string> = {};
  for (const item of await readAll(importer, source, options)) {
    if (item.type === 'dialogue') dialogues.push(item.dialogue);
    else if (item.type === 'rejected') rejected.push({ index: item.index, reason: item.reason });
    else if (item.type === 'warning') {
      warnings[item.code] = (warnings[item.code] ?? 0) + 1;
      examples[item.code] ??= item.example;
    }
  }
  return { dialogues, rejected, warnings, examples };
}

/** Turns and supporter strategies of an import, as data/README.md counts them. */
export function countTurns(dialogues: readonly Dialogue[]): { dialogues: number; turns: number; supporter: number; strategies: Record<string, number> } {
  const turns = dialogues.flatMap((dialogue) => dialogue.turns);
  const strategies: Record<string, number> = {};
  for (const { strategy } of turns) if (strategy !== undefined) strategies[strategy] = (strategies[strategy] ?? 0) + 1;
  return { dialogues: dialogues.length, turns: turns.length, supporter: turns.filter((turn) => turn.speaker === 'supporter').length, strategies };
}

export function corpusHash(dialogues: readonly Dialogue[]): string {
  return hashRecords(dialogues.map(hashRecord));
}

/** Writes the dialogues, reads them back, and tells what the format left out. */
export async function roundTrip(dialogues: readonly Dialogue[], how: { exporter: Exporter; importer: Importer; options?: Partial<ImportOptions> }): Promise<Outcome & { leftOut: Record<string, number> }> {
  const leftOut = new Map<string, number>();
  const text = (await Array.fromAsync(how.exporter.write(dialogues, leftOut))).join('');
  return { ...(await importDialogues(how.importer, textSource(text), how.options)), leftOut: Object.fromEntries(leftOut) };
}
