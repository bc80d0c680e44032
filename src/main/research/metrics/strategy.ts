/**
 * @file Strategy prediction of one system: accuracy, macro-F1 (Q), weighted F1 (Q_w), preference bias B, per strategy and as a confusion
 * table. The report's fields are those that the command line prints. Reads no file.
 */
import { AppError } from '#shared/contracts/errors';
import { vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { bootstrapIntervals, settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import type { CorpusStatistic } from '../statistics/corpus-statistic';
import type { Interval } from '../statistics/interval';
import { classificationScores, type AveragedLabels } from './classification';
import { confusionCell, confusionCounts, readStrategyPairs, unparsedIndex, type LabelPairs, type StrategyPair, type UnparsedPolicy } from './confusion';
import { preferenceBias, type BiasGuard, type DegenerateReason } from './preference-bias';

export interface StrategyOptions {
  /** Default esconv8. */
  readonly labels?: VocabularyId | undefined;
  /** Default `wrong`. */
  readonly unparsedPolicy?: UnparsedPolicy | undefined;
  /** Labels that macro-F1 averages over, default `all`. */
  readonly averagedLabels?: AveragedLabels | undefined;
  /** Default `limit`. */
  readonly biasGuard?: BiasGuard | undefined;
  readonly bootstrap?: BootstrapOptions | undefined;
}

export interface StrategyFigures<Value> {
  readonly accuracy: Value;
  /** Q. */
  readonly macroF1: Value;
  /** Q_w. */
  readonly weightedF1: Value;
  /** B. */
  readonly bias: Value;
}

export interface PerStrategy {
  readonly label: string;
  readonly support: number;
  readonly predicted: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface StrategyReport extends StrategyFigures<number> {
  /** Items scored; fewer than given where unparsed ones are dropped. */
  readonly n: number;
  readonly labels: readonly string[];
  /** Whether B comes from a guard rule; then it says little about preference. */
  readonly degenerate: boolean;
  readonly degenerateReason: string | null;
  /** Predictions that named no strategy. */
  readonly unparsed: number;
  readonly unparsedPolicy: UnparsedPolicy;
  readonly averagedLabels: AveragedLabels;
  readonly biasGuard: BiasGuard;
  readonly preference: Readonly<Record<string, number>>;
  readonly perStrategy: readonly PerStrategy[];
  /** Rows gold, columns predicted, in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[];
  /** Unparsed predictions a gold label that count as wrong. */
  readonly unparsedByGold: readonly number[];
  readonly ci?: StrategyFigures<Interval | null>;
  readonly bootstrap?: BootstrapSettings;
}

const degenerateTexts: Readonly<Record<DegenerateReason, string>> = {
  'no-confusions': 'No prediction differs from its gold label, so nothing shows a preference: all strengths are 1 and B is 0.',
  undefeated: 'At least one strategy was never missed when it was gold: its strength grows without bound, and B is the limit, which depends only on how many such strategies there are.',
  isolated: 'At least one strategy is in no confusion at all: it is left out of the fit with strength 1.',
};

export function measureStrategies(pairs: readonly StrategyPair[], options: StrategyOptions = {}): StrategyReport {
  const { labels: vocabulary = 'esconv8', unparsedPolicy = 'wrong', averagedLabels = 'all', biasGuard = 'limit' } = options;
  const labels = vocabularies[vocabulary].map((one) => one.label);
  const read = readStrategyPairs(pairs, vocabulary, unparsedPolicy);
  if (read.gold.length === 0) {
    throw new AppError('INVALID_INPUT', pairs.length === 0 ? 'There is nothing to measure: give at least one row with gold and predicted.' : 'Every prediction was dropped as unreadable: nothing is left to measure.');
  }
  const counts = confusionCounts(read, labels.length);
  const { perLabel, ...scores } = classificationScores(counts, labels.length, averagedLabels);
  const { bias, preference, degenerate } = preferenceBias(counts, labels.length, { guard: biasGuard });
  const width = labels.length + 1;
  return {
    n: read.gold.length,
    labels,
    ...scores,
    bias,
    degenerate: degenerate !== null,
    degenerateReason: degenerate === null ? null : degenerateTexts[degenerate],
    unparsed: read.unparsed,
    unparsedPolicy,
    averagedLabels,
    biasGuard,
    preference: Object.fromEntries(labels.map((label, index) => [label, preference[index] ?? 0])),
    perStrategy: perLabel.map((one, index) => ({ label: labels[index] ?? '', ...one })),
    confusion: labels.map((_, gold) => Array.from(counts.subarray(gold * width, gold * width + labels.length))),
    unparsedByGold: labels.map((_, gold) => counts[gold * width + labels.length] ?? 0),
    ...(options.bootstrap === undefined ? {} : intervals(strategyStatistic(read, labels.length, { averagedLabels, biasGuard }), options.bootstrap)),
  };
}

/** Accuracy, Q, Q_w and B of any draw of items. */
export function strategyStatistic(
  read: Pick<LabelPairs, 'gold' | 'predicted'>,
  labels: number,
  { averagedLabels, biasGuard }: { averagedLabels: AveragedLabels; biasGuard: BiasGuard },
): CorpusStatistic {
  const cells = Int32Array.from(read.gold, (gold, item) => confusionCell(gold, read.predicted[item] ?? unparsedIndex, labels));
  const counts = new Float64Array(labels * (labels + 1));
  /** A resample may meet the published division by zero where the data did not: there it gets the limit. */
  const guard = biasGuard === 'crash' ? 'limit' : biasGuard;
  const evaluate = (multiplicities: Int32Array): Float64Array => {
    counts.fill(0);
    for (const [item, cell] of cells.entries()) counts[cell] = (counts[cell] ?? 0) + (multiplicities[item] ?? 0);
    const { accuracy, macroF1, weightedF1 } = classificationScores(counts, labels, averagedLabels);
    return Float64Array.of(accuracy, macroF1, weightedF1, preferenceBias(counts, labels, { guard }).bias);
  };
  return { items: cells.length, names: ['accuracy', 'macroF1', 'weightedF1', 'bias'], evaluate };
}

function intervals(statistic: CorpusStatistic, options: BootstrapOptions): Pick<StrategyReport, 'ci' | 'bootstrap'> {
  const [accuracy, macroF1, weightedF1, bias] = bootstrapIntervals(statistic, options);
  return {
    ci: { accuracy: accuracy ?? null, macroF1: macroF1 ?? null, weightedF1: weightedF1 ?? null, bias: bias ?? null },
    bootstrap: settingsOf(options),
  };
}
