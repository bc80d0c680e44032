/** @file ExTES labels as files spell them: the 16 of the data set and the 8 that CSO maps them to, by name, alias or abbreviation. */
import type { Turn } from '#shared/domain/dialogue';
import { extes16To8, extes8, foldLabel } from '#shared/domain/strategies';
import { labelFinder, labelTurn, type Conversion, type FindLabel } from './conversion';

/** Abbreviations of the 16 labels. */
const abbreviations: Readonly<Record<string, string>> = {
  RS: 'Reflective Statements',
  Cla: 'Clarification',
  NE: 'Normalize Experiences',
  OH: 'Offer Hope',
  SO: 'Suggest Options',
  SM: 'Stress Management',
  PSP: 'Promote Self-Care Practices',
  PSCP: 'Promote Self-Care Practices',
};

const spellings: Readonly<Record<string, string>> = {
  'Reflective Statement': 'Reflective Statements',
  'Normalise Experiences': 'Normalize Experiences',
  'Normalizing Experiences': 'Normalize Experiences',
  'Offering Hope': 'Offer Hope',
  'Suggesting Options': 'Suggest Options',
  'Promote Self Care Practices': 'Promote Self-Care Practices',
};

const mapped = new Map<string, string>([
  ...Object.entries(extes16To8).map(([label, strategy]) => [foldLabel(label), strategy] as const),
  ...[...Object.entries(abbreviations), ...Object.entries(spellings)].map(([name, label]) => [foldLabel(name), extes16To8[label] ?? label] as const),
  ...extes8.map((one) => [foldLabel(one.abbreviation), one.label] as const),
]);

/** Finds labels among the 16 and the 8, unless another vocabulary was asked for. */
export function extesLabelFinder(conversion: Conversion): FindLabel {
  const find = labelFinder(conversion);
  if (conversion.vocabulary !== 'extes8') return find;
  return (label) => find(label) ?? mapped.get(foldLabel(withoutBrackets(label)));
}

/** "(EV)" alone is an abbreviation, not an empty label with one behind it. */
function withoutBrackets(label: string): string {
  return label.replace(/^\s*[([]\s*([^()[\]]+?)\s*[)\]]\s*$/, '$1');
}

/** Labels a supporter turn; a label that was mapped to another name is kept as `meta.sourceStrategy`. */
export function labelExtesTurn(turn: Turn, found: unknown, how: { conversion: Conversion; turnNumber: number; find: FindLabel }): void {
  labelTurn(turn, found, how);
  if (typeof found === 'string' && turn.strategy !== undefined && found !== turn.strategy) turn.meta = { ...turn.meta, sourceStrategy: found.toWellFormed() };
}

const rendered = /^\s*\(([^()]{1,60})\)\s*/;

/**
 * Splits "(Strategy) text" as CSO renders a reply; null where nothing is rendered so. Brackets hold a known label,
 * or any words where a format always renders (`isAlwaysRendered`).
 */
export function splitRendered(text: string, how: { find: FindLabel; isAlwaysRendered: boolean }): { label: string; text: string } | null {
  const match = rendered.exec(text);
  const label = match?.[1]?.trim() ?? '';
  if (match === null || label === '') return null;
  return how.isAlwaysRendered || how.find(label) !== undefined ? { label, text: text.slice(match[0].length) } : null;
}
