/** @file The figures a run can put into a table: numbers of its result, then the last and best values of its curves. Pure. */
import type { Json } from '#shared/domain/json';

export interface RunFigureSource {
  readonly result: Json | undefined;
  readonly lastMetrics: Readonly<Record<string, number>>;
  readonly bestMetrics: Readonly<Record<string, number>>;
}

export interface FoundFigure {
  readonly value: number;
  /** Where it was read: `test.macroF1`, `valid/loss`. */
  readonly figure: string;
}

/** Names, those of the result first. */
export function figureNames({ result, lastMetrics }: RunFigureSource): string[] {
  return [...numbersOf(result).keys(), ...Object.keys(lastMetrics)];
}

/**
 * The figure by its whole name; else on the test part (`test.` in a result, `test/` in curves); else where only one number of the result ends
 * in the name. Undefined rather than a guess.
 */
export function findFigure(source: RunFigureSource, metric: string, value: 'last' | 'best'): FoundFigure | undefined {
  const numbers = numbersOf(source.result);
  const curves = value === 'best' ? source.bestMetrics : source.lastMetrics;
  const places = [metric, `test.${metric}`];
  const inResult = places.find((place) => numbers.has(place));
  if (inResult !== undefined) return { value: numbers.get(inResult) ?? NaN, figure: inResult };
  const inCurves = [metric, `test/${metric}`].find((place) => Object.hasOwn(curves, place));
  if (inCurves !== undefined) return { value: curves[inCurves] ?? NaN, figure: inCurves };
  const [only, ...others] = [...numbers.keys()].filter((name) => name.endsWith(`.${metric}`));
  return only === undefined || others.length > 0 ? undefined : { value: numbers.get(only) ?? NaN, figure: only };
}

/** Numbers of a result by dotted path; lists are left out, since a place in a list has no name. */
function numbersOf(result: Json | undefined, path: readonly string[] = [], found: Map<string, number> = new Map()): Map<string, number> {
  if (typeof result === 'number') found.set(path.join('.'), result);
  else if (typeof result === 'object' && result !== null && !Array.isArray(result)) for (const [name, value] of Object.entries(result)) numbersOf(value, [...path, name], found);
  return found;
}
