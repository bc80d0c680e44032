/** @file Damages a file as the world does: cut off, wrong types, broken encoding, hostile keys. Deterministic for a given random source. */
import type { Random } from '#shared/domain/random';

export interface Mutation {
  readonly bytes: Uint8Array;
  /** What was done, for the failure message. */
  readonly name: string;
}

const encoder = new TextEncoder();

/** One to three damages, one after another. */
export function mutate(bytes: Uint8Array, random: Random): Mutation {
  const count = 1 + random.integer(3);
  let damaged = bytes;
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const [name, damage] = pick(damages, random);
    damaged = damage(damaged, random);
    names.push(name);
  }
  return { bytes: damaged, name: names.join(' + ') };
}

type Damage = (bytes: Uint8Array, random: Random) => Uint8Array;

const damages: readonly (readonly [string, Damage])[] = [
  ['cut off', (bytes, random) => bytes.slice(0, random.integer(bytes.length + 1))],
  ['start missing', (bytes, random) => bytes.slice(random.integer(bytes.length + 1))],
  ['broken UTF-8', (bytes, random) => insert(bytes, Uint8Array.of(...pick([[0xff], [0xc3, 0x28], [0xe2, 0x82], [0xf0, 0x9f, 0x98], [0xed, 0xa0, 0x80]], random)), random)],
  ['null bytes', (bytes, random) => insert(bytes, new Uint8Array(1 + random.integer(8)), random)],
  ['flipped bits', (bytes, random) => bytes.map((byte) => (random.integer(100) === 0 ? byte ^ (1 << random.integer(8)) : byte))],
  ['BOM', (bytes) => concat(Uint8Array.of(0xef, 0xbb, 0xbf), bytes)],
  ['UTF-16', (bytes) => concat(Uint8Array.of(0xff, 0xfe), new Uint8Array(Buffer.from(text(bytes), 'utf16le')))],
  ['CRLF', onText((file) => file.replace(/\r?\n/g, '\r\n'))],
  ['CR', onText((file) => file.replace(/\r?\n/g, '\r'))],
  ['no line breaks', onText((file) => file.replace(/[\r\n]+/g, ''))],
  ['long line', onText((file, random) => splice(file, random, 'x'.repeat(30_000)))],
  ['deep nesting', onText((file, random) => splice(file, random, pick(['[', '{"a":', '[{"a":['], random).repeat(1000)))],
  ['deep value', onText((file, random) => replaceValue(file, random, `${'['.repeat(5000)}${']'.repeat(5000)}`))],
  ['wrong type', onText((file, random) => replaceValue(file, random, pick(['null', '{}', '[]', '12', 'true', '""', '"x"', '-1e999', '[[]]', '{"text":{}}'], random)))],
  ['duplicate key', onText((file, random) => splice(file, random, pick(['{"text":1,"text":"two",', '"speaker":"seeker","speaker":0,', ',"dialog":7'], random)))],
  ['hostile key', onText((file) => file.replace(/[{]/g, () => '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,'))],
  ['hostile name', onText((file, random) => renameKey(file, random, pick(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then', ''], random)))],
  ['swapped columns', onText((file, random) => swapColumns(file, random))],
  ['missing cells', onText((file, random) => onLine(file, random, (line) => line.split(',').slice(0, 2).join(',')))],
  ['surplus cells', onText((file, random) => onLine(file, random, (line) => `${line},1,2,"3"`))],
  ['stray quote', onText((file, random) => splice(file, random, pick(['"', '"",', "'", '\\', ',"'], random)))],
  ['doubled', (bytes) => concat(bytes, bytes)],
  ['line gone', onText((file, random) => onLine(file, random, () => ''))],
  ['line repeated', onText((file, random) => onLine(file, random, (line) => `${line}\n${line}`))],
  ['empty', () => new Uint8Array()],
];

function onText(change: (file: string, random: Random) => string): Damage {
  return (bytes, random) => encoder.encode(change(text(bytes), random));
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.integer(items.length)] as T;
}

function concat(left: Uint8Array, right: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([left, right]));
}

function insert(bytes: Uint8Array, what: Uint8Array, random: Random): Uint8Array {
  const at = random.integer(bytes.length + 1);
  return concat(concat(bytes.slice(0, at), what), bytes.slice(at));
}

function splice(file: string, random: Random, what: string): string {
  const at = random.integer(file.length + 1);
  return file.slice(0, at) + what + file.slice(at);
}

/** Puts another value where a JSON value or a CSV cell stood. */
function replaceValue(file: string, random: Random, value: string): string {
  const places = [...file.matchAll(/(?<=:\s*)("(?:[^"\\]|\\.)*"|-?\d+|null|true|false)|(?<=,)[^,"\n{}[\]:]+(?=,)/g)];
  const place = places.length === 0 ? undefined : pick(places, random);
  return place === undefined ? file + value : file.slice(0, place.index) + value + file.slice(place.index + place[0].length);
}

function renameKey(file: string, random: Random, name: string): string {
  const places = [...file.matchAll(/"([^"\\]+)"(?=\s*:)|^[^,\n]+(?=,)/g)];
  const place = places.length === 0 ? undefined : pick(places, random);
  if (place === undefined) return file;
  const quoted = place[0].startsWith('"') ? JSON.stringify(name) : name;
  return file.slice(0, place.index) + quoted + file.slice(place.index + place[0].length);
}

function swapColumns(file: string, random: Random): string {
  const lines = file.split('\n');
  const cells = (lines[0] ?? '').split(',');
  const from = random.integer(cells.length);
  const to = random.integer(cells.length);
  [cells[from], cells[to]] = [cells[to] ?? '', cells[from] ?? ''];
  return [cells.join(','), ...lines.slice(1)].join('\n');
}

function onLine(file: string, random: Random, change: (line: string) => string): string {
  const lines = file.split('\n');
  const at = random.integer(lines.length);
  lines[at] = change(lines[at] ?? '');
  return lines.join('\n');
}
