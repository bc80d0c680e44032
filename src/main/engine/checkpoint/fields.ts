/** @file Typed reading of fields from a checkpoint's JSON files, with messages that name file and field. Knows no particular file. */
import { AppError } from '#shared/contracts/errors';
import { describeJson, isJsonObject, type JsonObject } from './json-text';

/** Sizes beyond this (dimensions, vocabularies, positions) are damage, not models. */
const largestSize = 2 ** 24;

/** One object of a file. A field that is null counts as absent, as in transformers. */
export interface Fields {
  /** File and object, for messages. */
  readonly where: string;
  has(name: string): boolean;
  isNull(name: string): boolean;
  raw(name: string): unknown;
  /** The names of fields that are not null. */
  names(): readonly string[];
  /** A positive whole number; required unless a fallback is given. */
  size(name: string, fallback?: number): number;
  /** A finite number above zero; required unless a fallback is given. */
  positive(name: string, fallback?: number): number;
  flag(name: string, fallback: boolean): boolean;
  text(name: string, fallback?: string): string;
  optionalSize(name: string): number | null;
  optionalPositive(name: string): number | null;
  optionalText(name: string): string | null;
  optionalTokenId(name: string): number | null;
  /** One id or a list of them; empty where absent. */
  tokenIds(name: string): readonly number[];
  /** Empty where absent. */
  texts(name: string): readonly string[];
  object(name: string): Fields | undefined;
  /** The value is damaged: an error that says what is needed. */
  wrong(name: string, needed: string): AppError;
  /** The value is right but cannot be used here: an error that says what can. */
  unsupported(name: string, supported: string): AppError;
}

export function fieldsOf(object: JsonObject, where: string): Fields {
  const raw = (name: string): unknown => (Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined);
  const has = (name: string): boolean => raw(name) !== undefined;
  const wrong = (name: string, needed: string): AppError =>
    new AppError('INVALID_INPUT', `${where}: the field "${name}" is ${has(name) ? describeJson(raw(name)) : 'missing'}; ${needed} is needed.`);
  const read = <T>(name: string, rule: Rule<T>, fallback?: T): T => {
    const value = raw(name) ?? fallback;
    if (!rule.holds(value)) throw wrong(name, rule.needed);
    return value;
  };
  const optional = <T>(name: string, rule: Rule<T>): T | null => (has(name) ? read(name, rule) : null);
  return {
    where,
    has,
    raw,
    wrong,
    isNull: (name) => Object.hasOwn(object, name) && object[name] === null,
    names: () => Object.keys(object).filter(has),
    size: (name, fallback) => read(name, size, fallback),
    positive: (name, fallback) => read(name, positive, fallback),
    flag: (name, fallback) => read(name, flag, fallback),
    text: (name, fallback) => read(name, text, fallback),
    optionalSize: (name) => optional(name, size),
    optionalPositive: (name) => optional(name, positive),
    optionalText: (name) => optional(name, text),
    optionalTokenId: (name) => optional(name, tokenId),
    tokenIds: (name) => (Array.isArray(raw(name)) ? read(name, tokenIds) : has(name) ? [read(name, tokenId)] : []),
    texts: (name) => read(name, texts, []),
    object(name) {
      const value = raw(name);
      if (value === undefined) return undefined;
      if (!isJsonObject(value)) throw wrong(name, 'an object');
      return fieldsOf(value, `${where}, ${name}`);
    },
    unsupported: (name, supported) => new AppError('UNSUPPORTED', `${where}: the field "${name}" is ${describeJson(raw(name))}; ${supported}.`),
  };
}

interface Rule<T> {
  readonly needed: string;
  holds(value: unknown): value is T;
}

const size: Rule<number> = { needed: 'a positive whole number', holds: (value): value is number => isWhole(value) && value > 0 };
const tokenId: Rule<number> = { needed: 'a token id', holds: isWhole };
const tokenIds: Rule<readonly number[]> = { needed: 'a list of token ids', holds: (value): value is readonly number[] => Array.isArray(value) && value.every(isWhole) };
const positive: Rule<number> = { needed: 'a number above 0', holds: (value): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0 };
const flag: Rule<boolean> = { needed: 'true or false', holds: (value): value is boolean => typeof value === 'boolean' };
const text: Rule<string> = { needed: 'a text', holds: (value): value is string => typeof value === 'string' };
const texts: Rule<readonly string[]> = { needed: 'a list of texts', holds: (value): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string') };

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestSize;
}
