/** @file A coefficient that may have no value: then it says why, instead of NaN. */
import type { Interval } from '../statistics/interval';

export type Coefficient =
  | {
      readonly defined: true;
      readonly value: number;
      /** Set when the report was bootstrapped; null where no resample gave a value. */
      readonly ci?: Interval | null;
    }
  | { readonly defined: false; readonly reason: string };

export function definedAs(value: number): Coefficient {
  return { defined: true, value };
}

export function undefinedBecause(reason: string): Coefficient {
  return { defined: false, reason };
}

/** Mean of those that have a value; the first reason where none has. */
export function meanCoefficient(coefficients: readonly Coefficient[]): Coefficient {
  const values = coefficients.filter((one) => one.defined).map((one) => one.value);
  if (values.length > 0) return definedAs(values.reduce((sum, value) => sum + value, 0) / values.length);
  return coefficients[0] ?? undefinedBecause('No two raters rated one item.');
}
