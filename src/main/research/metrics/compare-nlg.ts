/** @file Two systems' replies against the same references: difference of every text figure, with its interval and p-values. */
import { AppError } from '#shared/contracts/errors';
import { defaultLevel, settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import { jointStatistic } from '../statistics/corpus-statistic';
import { holmAdjusted } from '../statistics/holm';
import { normalInterval, type Interval } from '../statistics/interval';
import { jackknifeError } from '../statistics/jackknife';
import { approximateRandomisation, pairedBootstrap, pairedValues, type PairedValues } from '../statistics/paired-tests';
import { distinct, distinctStatistic, distinctWithoutEach, type DistinctTexts } from './distinct';
import { createNgramIndex } from './ngram-index';
import { itemwiseStatistic } from './nlg';
import { scoreNlgItems, type NlgCorpus } from './nlg-corpus';
import { nlgProfiles, type NlgProfileId } from './nlg-profile';
import type { NlgItem } from './nlg-text';

export interface NlgDifference extends PairedValues {
  /** Of the difference: bootstrap percentiles, for Distinct a jackknife. */
  readonly ci: Interval | null;
  /** Null for Distinct, which cannot be bootstrapped (metrics/distinct.ts). */
  readonly bootstrapP: number | null;
  readonly randomisationP: number;
  /** `randomisationP` corrected for the number of figures. */
  readonly holmP: number;
}

export interface NlgComparison {
  readonly n: number;
  readonly profile: NlgProfileId;
  /** bleu1..4, rougeL, rougeLF1, cider, unigramF1, distinct1..3. */
  readonly differences: readonly NlgDifference[];
  readonly bootstrap: BootstrapSettings;
}

export interface NlgComparisonOptions {
  readonly profile?: NlgProfileId | undefined;
  readonly bootstrap: BootstrapOptions;
}

/** Item i of both systems answers the same context. */
export function compareNlg(a: readonly NlgItem[], b: readonly NlgItem[], { profile: id = 'nlgeval', bootstrap }: NlgComparisonOptions): NlgComparison {
  if (a.length !== b.length) {
    throw new AppError('INVALID_INPUT', `The two systems have different numbers of items (${a.length} and ${b.length}): compare replies to the same contexts.`);
  }
  const index = createNgramIndex(3);
  const first = scoreNlgItems(a, nlgProfiles[id], index);
  const second = scoreNlgItems(b, nlgProfiles[id], index);
  const itemwise = itemwiseStatistic({ profile: first.profile, bleuRows: [...first.bleuRows, ...second.bleuRows], scores: [...first.scores, ...second.scores] });
  const distincts = jointStatistic(
    distinctNames.map((name, order) => distinctStatistic(name, joined(first.distinctTexts[order], second.distinctTexts[order]))),
  );
  const tests = [
    ...pairedBootstrap(itemwise, inPart(bootstrap, 0)),
    ...distinctNames.map((_, order) => ({ ci: distinctDifferenceInterval(first, second, { order, level: bootstrap.level ?? defaultLevel }), p: null })),
  ];
  const pool = jointStatistic([itemwise, distincts]);
  const randomisationP = approximateRandomisation(pool, inPart(bootstrap, 1));
  const holmP = holmAdjusted(randomisationP);
  return {
    n: a.length,
    profile: id,
    differences: pairedValues(pool).map((values, at) => ({
      ...values,
      ci: tests[at]?.ci ?? null,
      bootstrapP: tests[at]?.p ?? null,
      randomisationP: randomisationP[at] ?? 1,
      holmP: holmP[at] ?? 1,
    })),
    bootstrap: settingsOf(bootstrap),
  };
}

const distinctNames = ['distinct1', 'distinct2', 'distinct3'] as const;

function joined(first: DistinctTexts | undefined, second: DistinctTexts | undefined): DistinctTexts {
  return { texts: [...(first?.texts ?? []), ...(second?.texts ?? [])], size: Math.max(first?.size ?? 0, second?.size ?? 0) };
}

/** Jackknife over contexts: the difference with both systems' replies to one context left out. */
function distinctDifferenceInterval(first: NlgCorpus, second: NlgCorpus, { order, level }: { order: number; level: number }): Interval | null {
  const [ours, theirs] = [first.distinctTexts[order], second.distinctTexts[order]];
  if (ours === undefined || theirs === undefined) return null;
  const theirsWithoutEach = distinctWithoutEach(theirs);
  const withoutEach = distinctWithoutEach(ours).map((value, item) => value - (theirsWithoutEach[item] ?? 0));
  const error = jackknifeError(withoutEach);
  if (error === null) return null;
  return normalInterval(distinct(ours) - distinct(theirs), error, level);
}

/** Progress of the two tests as one count. */
function inPart(options: BootstrapOptions, part: 0 | 1): BootstrapOptions {
  return { ...options, onProgress: (done, total) => options.onProgress?.(part * total + done, 2 * total) };
}
