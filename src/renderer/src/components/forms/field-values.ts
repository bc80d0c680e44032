/** @file What is typed into the fields of a form as values, and what is wrong with values, in words. Pure. */
import type { Json } from '#shared/domain/json';
import { numberText } from '../json-text';
import type { NumberBounds, ValueField } from './form-fields';

/** What a text says as a value of the field; undefined where it says nothing that fits. */
export function parseValue(field: ValueField, typed: string): Json | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  if (field.kind === 'number') return parseNumber(text);
  if (field.kind === 'boolean') return { on: true, true: true, off: false, false: false }[text.toLowerCase()];
  if (field.kind === 'choice') return field.choices.find((choice) => typedText(choice).toLowerCase() === text.toLowerCase());
  if (field.kind === 'list') return text.split(',').map((part) => (field.itemsAreNumbers ? (parseNumber(part.trim()) ?? part.trim()) : part.trim()));
  if (field.kind === 'json') return parseJson(text);
  return field.takesNumbers && /^\d+$/.test(text) ? Number(text) : typed;
}

/** As it stands in its field. */
export function typedText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Null where the value is fine. */
export function problemOf(field: ValueField, value: Json | undefined): string | null {
  if (value === undefined || value === null || value === '') return field.isRequired && !(value === null && field.isNullable) ? missingText(field) : null;
  if (field.kind === 'number') return numberProblem(field, value);
  if (field.kind === 'list') return listProblem(field, value);
  if (field.kind === 'text' && field.longest !== undefined && typeof value === 'string' && value.length > field.longest) return `At most ${field.longest} characters.`;
  return null;
}

/** "between 1 and 64", "above 0": what a number may be; undefined where it may be any. */
export function boundsText({ least, most, above, below, isInteger }: NumberBounds): string | undefined {
  const low = least === undefined ? (above === undefined ? undefined : `above ${numberText(above)}`) : `${numberText(least)} or more`;
  const high = most === undefined ? (below === undefined ? undefined : `below ${numberText(below)}`) : `at most ${numberText(most)}`;
  if (least !== undefined && most !== undefined) return `between ${numberText(least)} and ${numberText(most)}`;
  const parts = [low, high].filter((part) => part !== undefined);
  return parts.length === 0 ? (isInteger ? 'whole' : undefined) : parts.join(' and ');
}

function missingText({ title, picks, kind }: ValueField): string {
  return `${picks === undefined && kind !== 'choice' ? 'Fill in' : 'Choose'} “${title}”.`;
}

function numberProblem(field: ValueField & { kind: 'number' }, value: Json): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'This is not a number.';
  if (field.isInteger && !Number.isInteger(value)) return 'This must be a whole number.';
  const { least = -Infinity, most = Infinity, above = -Infinity, below = Infinity } = field;
  return value < least || value > most || value <= above || value >= below ? `This must be ${boundsText(field)}.` : null;
}

function listProblem(field: ValueField & { kind: 'list' }, value: Json): string | null {
  if (!Array.isArray(value)) return 'This is not a list.';
  if (value.length < field.fewest) return `At least ${field.fewest} are needed.`;
  if (field.most !== undefined && value.length > field.most) return `At most ${field.most} are possible.`;
  return field.itemsAreNumbers && value.some((item) => typeof item !== 'number') ? 'Numbers, with commas between them.' : null;
}

function parseNumber(text: string): number | undefined {
  const value = Number(text.replace('−', '-').replace(/^(-?\d+),(\d+)$/, '$1.$2'));
  return text !== '' && Number.isFinite(value) ? value : undefined;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
