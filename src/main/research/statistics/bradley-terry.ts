/**
 * @file Bradley-Terry strengths (1952) of systems from pairwise judgements, by Hunter's MM iteration (2004):
 *   p_i = W_i / sum_j n_ij / (p_i + p_j), W_i the wins of i, n_ij the comparisons of i and j.
 * Ties count half a win for each side or are left out, as stated. Not the in-place iteration of preference bias (metrics/preference-bias.ts).
 */
import { AppError } from '#shared/contracts/errors';
import { createRandom } from '#shared/domain/random';
import { defaultLevel, drawItems, forEachResample, settingsOf, type BootstrapOptions, type BootstrapSettings } from './bootstrap';
import { percentileInterval, type Interval } from './interval';

export const tieRules = ['half', 'drop'] as const;
export type TieRule = (typeof tieRules)[number];

export interface Comparison {
  readonly item: string;
  readonly rater: string;
  readonly a: string;
  readonly b: string;
  /** Seen from `a`. */
  readonly outcome: 'win' | 'lose' | 'tie';
}

export interface SystemStrength {
  readonly system: string;
  /** Natural logarithm; the systems' mean is 0. The odds that i beats j are exp(s_i - s_j). */
  readonly logStrength: number;
  /** Expected share of wins against the other systems, each met equally often. */
  readonly winRate: number;
  /** Of logStrength; null where no resample had a solution. */
  readonly ci?: Interval | null;
}

export type BradleyTerryReport =
  | {
      readonly defined: true;
      readonly ties: TieRule;
      readonly comparisons: number;
      /** Strongest first. */
      readonly systems: readonly SystemStrength[];
      /** Resamples without a solution, left out of the intervals. */
      readonly failedResamples?: number;
      readonly bootstrap?: BootstrapSettings;
    }
  | { readonly defined: false; readonly ties: TieRule; readonly comparisons: number; readonly reason: string };

export interface BradleyTerryOptions {
  /** Default half. */
  readonly ties?: TieRule;
  readonly bootstrap?: BootstrapOptions;
}

const mostSweeps = 10_000;
const tolerance = 1e-10;

export function fitBradleyTerry(comparisons: readonly Comparison[], options: BradleyTerryOptions = {}): BradleyTerryReport {
  const { ties = 'half', bootstrap } = options;
  const systems = [...new Set(comparisons.flatMap(({ a, b }) => [a, b]))];
  const encoded = encode(comparisons, systems);
  const logStrengths = fit(winTable(encoded, systems.length, { ties, weightOf: () => 1 }));
  if (logStrengths === null) {
    return { defined: false, ties, comparisons: comparisons.length, reason: 'Some systems cannot be ranked against the others: every system must, directly or through others, both win and lose against every other.' };
  }
  const resamples = bootstrap === undefined ? null : resampled(encoded, systems.length, { ties, bootstrap });
  const ranked = systems.map((system, index): SystemStrength => ({
    system,
    logStrength: logStrengths[index] ?? 0,
    winRate: meanWinRate(logStrengths, index),
    ...(resamples === null ? {} : { ci: percentileInterval(Float64Array.from(resamples.solutions, (solution) => solution[index] ?? 0), bootstrap?.level ?? defaultLevel) }),
  }));
  return {
    defined: true,
    ties,
    comparisons: comparisons.length,
    systems: ranked.toSorted((first, second) => second.logStrength - first.logStrength),
    ...(bootstrap === undefined || resamples === null ? {} : { failedResamples: resamples.failed, bootstrap: settingsOf(bootstrap) }),
  };
}

interface EncodedComparisons {
  readonly rows: readonly { readonly item: number; readonly rater: number; readonly a: number; readonly b: number; readonly outcome: Comparison['outcome'] }[];
  readonly items: number;
  readonly raters: number;
}

function encode(comparisons: readonly Comparison[], systems: readonly string[]): EncodedComparisons {
  const itemIds = new Map<string, number>();
  const raterIds = new Map<string, number>();
  const rows = comparisons.map(({ item, rater, a, b, outcome }, row) => {
    if (a === b) throw new AppError('INVALID_INPUT', `Comparison ${row + 1} sets "${a}" against itself.`, { details: { row: row + 1 } });
    return { item: idOf(itemIds, item), rater: idOf(raterIds, rater), a: systems.indexOf(a), b: systems.indexOf(b), outcome };
  });
  return { rows, items: itemIds.size, raters: raterIds.size };
}

/** wins[i][j], a tie half to each side or not at all. */
function winTable({ rows }: EncodedComparisons, systems: number, options: { ties: TieRule; weightOf: (row: EncodedComparisons['rows'][number]) => number }): number[][] {
  const wins = Array.from({ length: systems }, () => Array.from({ length: systems }, () => 0));
  const add = (winner: number, loser: number, weight: number): void => {
    const row = wins[winner];
    if (row !== undefined) row[loser] = (row[loser] ?? 0) + weight;
  };
  for (const row of rows) {
    const weight = options.weightOf(row);
    if (weight === 0) continue;
    if (row.outcome === 'win') add(row.a, row.b, weight);
    else if (row.outcome === 'lose') add(row.b, row.a, weight);
    else if (options.ties === 'half') {
      add(row.a, row.b, weight / 2);
      add(row.b, row.a, weight / 2);
    }
  }
  return wins;
}

/** Logarithms of the strengths, mean 0; null where no maximum exists (Ford 1957: the wins must connect every system with every other). */
function fit(wins: readonly (readonly number[])[]): number[] | null {
  const systems = wins.length;
  if (systems < 2 || !isStronglyConnected(wins)) return null;
  const totals = wins.map((row) => row.reduce((sum, count) => sum + count, 0));
  let strengths = wins.map(() => 1);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const next = strengths.map((own, i) => {
      let expected = 0;
      for (const [j, other] of strengths.entries()) {
        if (j !== i) expected += ((wins[i]?.[j] ?? 0) + (wins[j]?.[i] ?? 0)) / (own + other);
      }
      return (totals[i] ?? 0) / expected;
    });
    const logs = centredLogs(next);
    const change = Math.max(...centredLogs(strengths).map((before, i) => Math.abs(before - (logs[i] ?? 0))));
    strengths = logs.map(Math.exp);
    if (change < tolerance) break;
  }
  return centredLogs(strengths);
}

function centredLogs(strengths: readonly number[]): number[] {
  const logs = strengths.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  return logs.map((value) => value - mean);
}

function isStronglyConnected(wins: readonly (readonly number[])[]): boolean {
  const reaches = (beats: (from: number, to: number) => boolean): boolean => {
    const reached = new Set([0]);
    for (const from of reached) for (const to of wins.keys()) if (beats(from, to)) reached.add(to);
    return reached.size === wins.length;
  };
  return reaches((from, to) => (wins[from]?.[to] ?? 0) > 0) && reaches((from, to) => (wins[to]?.[from] ?? 0) > 0);
}

/**
 * Items and raters are drawn independently, and a comparison counts as often as the product of both (Owen's pigeonhole bootstrap 2007, which
 * errs on the wide side). With one rater only items are drawn.
 */
function resampled(encoded: EncodedComparisons, systems: number, options: { ties: TieRule; bootstrap: BootstrapOptions }): { solutions: number[][]; failed: number } {
  const random = createRandom(options.bootstrap.seed);
  const itemDraws = new Int32Array(encoded.items);
  const raterDraws = new Int32Array(encoded.raters);
  const solutions: number[][] = [];
  forEachResample(options.bootstrap, () => {
    drawItems(itemDraws, random);
    drawItems(raterDraws, random);
    const solution = fit(winTable(encoded, systems, { ties: options.ties, weightOf: ({ item, rater }) => (itemDraws[item] ?? 0) * (raterDraws[rater] ?? 0) }));
    if (solution !== null) solutions.push(solution);
  });
  return { solutions, failed: options.bootstrap.resamples - solutions.length };
}

function meanWinRate(logStrengths: readonly number[], index: number): number {
  const own = logStrengths[index] ?? 0;
  const rates = logStrengths.filter((_, other) => other !== index).map((other) => 1 / (1 + Math.exp(other - own)));
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

function idOf(ids: Map<string, number>, name: string): number {
  const known = ids.get(name) ?? ids.size;
  ids.set(name, known);
  return known;
}
