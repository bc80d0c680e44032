/** @file The identity of content: sha256 over one canonical JSON text a record, and over the records' hashes for a corpus. */
import { createHash } from 'node:crypto';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';

/** sha256 of a record's canonical content, hex. Equal content gives equal hashes whatever the order of its keys. */
export function hashRecord(record: Dialogue | KnowledgeEntry): string {
  return createHash('sha256').update(canonicalJson(record)).digest('hex');
}

/** sha256 over record hashes in their order, hex: the identity of a corpus or of a part of one. */
export function hashRecords(recordHashes: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const one of recordHashes) hash.update(one);
  return hash.digest('hex');
}

/** JSON with keys in code-unit order, no white space, and undefined fields left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
