/** @file Values of configurations and results as a person reads them in a table cell, and their names as words. Pure. */
import type { Json } from '#shared/domain/json';
import { formatNumber } from './format';

const shownItems = 4;

/** "on", "0.0003", "a, b and 3 more"; an absent value is a dash. */
export function jsonText(value: Json | undefined): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value)) return listText(value as readonly Json[]);
  return Object.keys(value).length === 0 ? 'none' : JSON.stringify(value);
}

/** Short, yet exact enough to tell 1.5e-6 from 1.6e-6. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(4).replace(/\.?0+e/, 'e').replace('e+', 'e').replace('-', '−');
  return (Number.isInteger(value) && size < 10_000 ? String(value) : formatNumber(value)).replace('-', '−');
}

/** `isScaled` gives "Is scaled", `valid_loss` "Valid loss". */
export function wordsOf(name: string): string {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[_-]+/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listText(items: readonly Json[]): string {
  if (items.length === 0) return 'none';
  const shown = items.slice(0, shownItems).map((item) => (typeof item === 'object' && item !== null ? JSON.stringify(item) : jsonText(item)));
  return items.length > shownItems ? `${shown.join(', ')} and ${items.length - shownItems} more` : shown.join(', ');
}
