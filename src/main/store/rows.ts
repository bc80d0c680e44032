/** @file Between SQL rows and domain records: JSON columns, absent values, folded keys. */
import { displayText } from '#shared/domain/dialogue';

/** The record without its null and undefined members: an optional field is absent, never null. */
export function present<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined)) as { [K in keyof T]: Exclude<T[K], null> };
}

export function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** A JSON column that this store wrote; null becomes undefined. */
export function fromJson(json: string | null): unknown {
  return json === null ? undefined : JSON.parse(json);
}

/** By what two spellings of one value are the same: "Job Crisis " and "job crisis". */
export function foldKey(value: string): string {
  return displayText(value.normalize('NFC')).toLowerCase();
}

/** Counts of values that differ only in case or spacing, added up under the commonest spelling; most first, equals by name. */
export function countSpellings(rows: readonly { value: string; count: number }[]): { value: string; count: number }[] {
  const byKey = Map.groupBy(rows, (row) => foldKey(row.value));
  const counted = [...byKey.values()].map((spellings) => ({
    value: displayText(spellings.reduce((best, one) => (one.count > best.count ? one : best)).value),
    count: spellings.reduce((sum, one) => sum + one.count, 0),
  }));
  return counted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
