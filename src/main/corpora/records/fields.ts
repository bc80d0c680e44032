/**
 * @file Reading parsed records whose keys a stranger chose. Fields are taken out one by one; what nobody took is kept, without the keys
 * that could reach a prototype. Knows no format.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key that the record itself has; `constructor` and the like are never found on the prototype. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The fields of one object that nobody has taken yet; empty ones (null, "") count as absent. */
export type OpenFields = Map<string, unknown>;

export function openFields(fields: Fields): OpenFields {
  const open: OpenFields = new Map();
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value !== null && value !== '') open.set(key, value);
  }
  return open;
}

export function take(fields: OpenFields, key: string): unknown {
  const value = fields.get(key);
  fields.delete(key);
  return value;
}

/** Takes the first of the keys that is there. */
export function takeFirst(fields: OpenFields, keys: readonly string[]): unknown {
  const key = keys.find((one) => fields.has(one));
  return key === undefined ? undefined : take(fields, key);
}

/** Takes a field if it reads as text; what does not stays. */
export function takeText(fields: OpenFields, key: string): string | undefined {
  const text = textOf(fields.get(key));
  if (text !== undefined) fields.delete(key);
  return text;
}

/** Takes a field if it reads as a number within the range; what does not stays. */
export function takeNumber(fields: OpenFields, key: string, range: { min: number; max: number; isWhole: boolean }): number | undefined {
  const number = numberOf(fields.get(key));
  if (number === undefined || number < range.min || number > range.max || (range.isWhole && !Number.isInteger(number))) return undefined;
  fields.delete(key);
  return number;
}

/** What is left, copied to be kept as `meta`; undefined where nothing is. */
export function remaining(fields: OpenFields): Record<string, unknown> | undefined {
  if (fields.size === 0) return undefined;
  const kept = [...fields].filter(([key]) => !reachingKeys.has(key)).map(([key, value]) => [key.toWellFormed(), plainCopy(value)] as const);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Adds what is left to the `meta` of a turn or dialogue, which exists only where it holds something. */
export function keepRemaining(owner: { meta?: Record<string, unknown> | undefined }, fields: OpenFields): void {
  const left = remaining(fields);
  if (left !== undefined) owner.meta = { ...owner.meta, ...left };
}

/** Text of a text or number; undefined for everything else. Halves of surrogate pairs are replaced, since no store can hold them. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.toWellFormed();
  return typeof value === 'number' ? String(value) : undefined;
}

/** Number of a number or numeric text ("4", " 4.5 "); undefined for everything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** What a value is, for messages: "a list", "a number". */
export function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const reachingKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** A copy of parsed JSON without keys that could reach a prototype, its text well-formed. */
export function plainCopy(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(plainCopy);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !reachingKeys.has(key))
      .map(([key, inner]) => [key.toWellFormed(), plainCopy(inner)]),
  );
}
