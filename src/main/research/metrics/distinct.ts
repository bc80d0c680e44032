/**
 * @file Distinct-n (Li et al. 2016, spec M-4): different n-grams / all n-grams over a whole set of texts, n-grams never crossing texts.
 * Falls as a set grows, so only sets of about equal size compare; its interval is a jackknife over texts (see {@link distinctInterval}).
 */
import type { CorpusStatistic } from '../statistics/corpus-statistic';
import { normalInterval, type Interval } from '../statistics/interval';
import { jackknifeError } from '../statistics/jackknife';

/** The ids of one order's n-grams, one list a text, and how many different ids there are. */
export interface DistinctTexts {
  readonly texts: readonly Int32Array[];
  readonly size: number;
}

/** The n-grams that count: all of them, or all but each text's last one, as the loop of myMetrics.py has it. */
export function countedNgrams(ids: Int32Array, losesLast: boolean): Int32Array {
  return losesLast ? ids.subarray(0, Math.max(0, ids.length - 1)) : ids;
}

/** 0 where there is no n-gram at all. */
export function distinct({ texts, size }: DistinctTexts): number {
  const seen = new Uint8Array(size);
  let different = 0;
  let all = 0;
  for (const ids of texts) {
    all += ids.length;
    for (const id of ids) {
      if (seen[id] === 1) continue;
      seen[id] = 1;
      different += 1;
    }
  }
  return ratio(different, all);
}

/** Distinct of any selection of the texts, for tests that swap texts between systems. A text drawn twice counts twice in the total only. */
export function distinctStatistic(name: string, { texts, size }: DistinctTexts): CorpusStatistic {
  const starts = startsOf(texts);
  const ngrams = new Int32Array(starts[texts.length] ?? 0);
  for (const [index, ids] of texts.entries()) ngrams.set(ids, starts[index] ?? 0);
  const lastRound = new Int32Array(size);
  let round = 0;
  const evaluate = (multiplicities: Int32Array): Float64Array => {
    round += 1;
    let different = 0;
    let all = 0;
    for (let text = 0; text < texts.length; text++) {
      const multiplicity = multiplicities[text] ?? 0;
      if (multiplicity === 0) continue;
      const start = starts[text] ?? 0;
      const end = starts[text + 1] ?? 0;
      all += multiplicity * (end - start);
      for (let place = start; place < end; place++) {
        const id = ngrams[place] ?? 0;
        if (lastRound[id] === round) continue;
        lastRound[id] = round;
        different += 1;
      }
    }
    return Float64Array.of(ratio(different, all));
  };
  return { items: texts.length, names: [name], evaluate };
}

/**
 * Interval from the values with each text left out in turn (jackknife; Efron and Stein 1981 show that it errs on the wide side).
 * A bootstrap would be wrong: a text drawn twice adds no new n-gram, so resampled values lie below the true one and cover it never.
 */
export function distinctInterval(texts: DistinctTexts, level: number): Interval | null {
  const withoutEach = distinctWithoutEach(texts);
  const error = jackknifeError(withoutEach);
  if (error === null) return null;
  const { low, high } = normalInterval(distinct(texts), error, level);
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** Distinct of the set with text i left out, for every i, in one pass over all n-grams. */
export function distinctWithoutEach({ texts, size }: DistinctTexts): Float64Array {
  const unseen = -1;
  const several = -2;
  const onlyText = new Int32Array(size).fill(unseen);
  let all = 0;
  for (const [index, ids] of texts.entries()) {
    all += ids.length;
    for (const id of ids) {
      const holder = onlyText[id];
      if (holder !== index) onlyText[id] = holder === unseen ? index : several;
    }
  }
  const ownOnly = new Int32Array(texts.length);
  let different = 0;
  for (const holder of onlyText) {
    if (holder === unseen) continue;
    different += 1;
    if (holder !== several) ownOnly[holder] = (ownOnly[holder] ?? 0) + 1;
  }
  return Float64Array.from(texts, (ids, index) => ratio(different - (ownOnly[index] ?? 0), all - ids.length));
}

/** Where each text starts when all are laid end to end, and after the last one the whole length. */
function startsOf(texts: readonly Int32Array[]): Int32Array {
  const starts = new Int32Array(texts.length + 1);
  for (const [index, ids] of texts.entries()) starts[index + 1] = (starts[index] ?? 0) + ids.length;
  return starts;
}

function ratio(different: number, all: number): number {
  return all === 0 ? 0 : different / all;
}
