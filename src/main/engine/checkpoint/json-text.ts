/** @file JSON from strangers: parsed with limits on nesting, and with a message that names the file. Knows no particular file. */
import { AppError } from '#shared/contracts/errors';

export type JsonObject = { readonly [key: string]: unknown };

/** Deeper nesting than any known configuration or tokenizer has. */
const deepestNesting = 64;

/** `where` names the file in messages. Duplicate keys at the top are refused where `hasUniqueKeys` asks for it: JSON.parse would keep the last silently. */
export function parseJsonObject(text: string, where: string, options: { hasUniqueKeys?: boolean } = {}): JsonObject {
  const value = parseJson(text, where);
  if (!isJsonObject(value)) throw new AppError('INVALID_INPUT', `${where}: a JSON object is needed, this holds ${describeJson(value)}.`);
  if (options.hasUniqueKeys === true) refuseDuplicates(text, where);
  return value;
}

export function parseJson(text: string, where: string): unknown {
  if (nesting(text) > deepestNesting) throw new AppError('INVALID_INPUT', `${where}: values are nested more than ${deepestNesting} deep; the file is damaged or was made to do harm.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${where}: this is no valid JSON (${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}); download the file again.`, { cause: error });
  }
}

/** The text with another content, for readers that tell 30.0 from 30: every number keeps its spelling. */
export function editJsonObject(text: string, where: string, edit: (object: JsonObject) => JsonObject): string {
  parseJsonObject(text, where);
  const spelled = parse(text, (_, value, { source = '' }) => (typeof value === 'number' ? rawJSON(source) : value)) as JsonObject;
  return JSON.stringify(edit(spelled), null, 2);
}

/** Of ECMAScript 2026; TypeScript does not describe them yet. */
const { parse, rawJSON } = JSON as unknown as {
  parse: (text: string, revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown) => unknown;
  rawJSON: (source: string) => unknown;
};

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value in a message: short, whatever it holds. */
export function describeJson(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return 'an object';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The greatest number of brackets open at once, strings left out. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}

/** Of valid JSON. */
function refuseDuplicates(text: string, where: string): void {
  const seen = new Set<unknown>();
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      const end = endOfString(text, at);
      if (depth === 1 && isKeyEnd(text, end)) {
        const key: unknown = JSON.parse(text.slice(at, end + 1));
        if (seen.has(key)) throw new AppError('INVALID_INPUT', `${where}: ${describeJson(key)} is there twice; the file is damaged.`);
        seen.add(key);
      }
      at = end;
    }
  }
}

/** The index of the closing quote, or the end of an unclosed string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isKeyEnd(text: string, closingQuote: number): boolean {
  let at = closingQuote + 1;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}
