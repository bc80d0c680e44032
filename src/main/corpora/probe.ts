/** @file A look at the start of a file, and the questions that importers ask of it. It reads at most 256 KiB. */
import type { ImportSource, Probe } from './importer';
import { isFields, own } from './records/fields';
import { detectFraming, framesOf, headBytes, parseFrames, parseJson, readHead } from './records/json-records';
import { recordLimits } from './records/limits';
import { sniffTable } from './tables/sniff';

const mostRecords = 20;

export async function makeProbe(source: ImportSource): Promise<Probe> {
  const bytes = await readHead(source);
  const head = new TextDecoder('utf-8').decode(bytes);
  const isJson = /^\s*[[{]/.test(head);
  const records = isJson ? await firstRecords(source.name, bytes) : [];
  return {
    fileName: source.name,
    head,
    isWhole: bytes.length < headBytes || source.sizeBytes <= headBytes,
    records,
    csvHeader: isJson ? null : (sniffTable(head)?.columns ?? null),
  };
}

/** The complete records in the start of a file; broken ones are passed over. */
async function firstRecords(name: string, bytes: Uint8Array): Promise<unknown[]> {
  const start: ImportSource = {
    name,
    sizeBytes: bytes.length,
    // oxlint-disable-next-line typescript/require-await -- the interface is asynchronous
    async *open() {
      yield bytes;
    },
  };
  const records: unknown[] = [];
  for await (const record of parseFrames(framesOf(start, detectFraming(bytes, name), recordLimits), (text) => parseJson(text, recordLimits.maxDepth))) {
    if ('value' in record) records.push(record.value);
    if (records.length === mostRecords) break;
  }
  return records;
}

/** What the first records of a dialogue file look like: the keys that occur in records and in the turns of their lists. */
export interface ListShape {
  readonly recordKeys: ReadonlySet<string>;
  readonly turnKeys: ReadonlySet<string>;
  /** Values of the turns' `speaker` or `role`, lower case. */
  readonly speakers: ReadonlySet<string>;
}

/** Shape of records that hold their turns in a list under one of the keys; null where none does. */
export function listShape(records: readonly unknown[], listKeys: readonly string[]): ListShape | null {
  const recordKeys = new Set<string>();
  const turnKeys = new Set<string>();
  const speakers = new Set<string>();
  for (const record of records.filter(isFields)) {
    const list = listKeys.map((key) => own(record, key)).find(Array.isArray);
    if (list === undefined) continue;
    for (const key of Object.keys(record)) recordKeys.add(key);
    for (const turn of list.filter(isFields)) {
      for (const key of Object.keys(turn)) turnKeys.add(key);
      const speaker = own(turn, 'speaker') ?? own(turn, 'role');
      if (typeof speaker === 'string') speakers.add(speaker.toLowerCase());
    }
  }
  return turnKeys.size === 0 ? null : { recordKeys, turnKeys, speakers };
}

/** Shape of ESConv-like records; null where the file has none. */
export function dialogShape(records: readonly unknown[]): ListShape | null {
  const shape = listShape(records, ['dialog', 'dialogue']);
  return shape?.turnKeys.has('speaker') === true ? shape : null;
}
