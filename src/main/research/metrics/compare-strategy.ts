/** @file Two systems' strategy predictions for the same items: differences of accuracy, Q, Q_w and B, and McNemar's test on who was right. */
import { vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import { cohensH } from '../statistics/effect-size';
import { holmAdjusted } from '../statistics/holm';
import type { Interval } from '../statistics/interval';
import { mcNemar, type McNemarResult } from '../statistics/mcnemar';
import { approximateRandomisation, pairedBootstrap, pairedValues, type PairedValues } from '../statistics/paired-tests';
import type { AveragedLabels } from './classification';
import { readStrategyPairs, type UnparsedPolicy } from './confusion';
import type { BiasGuard } from './preference-bias';
import { strategyStatistic } from './strategy';

export interface ComparedPrediction {
  readonly gold: string;
  readonly a: string | null;
  readonly b: string | null;
}

export interface StrategyDifference extends PairedValues {
  readonly ci: Interval | null;
  readonly bootstrapP: number;
  readonly randomisationP: number;
  /** `randomisationP` corrected for the number of figures. */
  readonly holmP: number;
}

export interface StrategyComparison {
  readonly n: number;
  /** accuracy, macroF1, weightedF1, bias. */
  readonly differences: readonly StrategyDifference[];
  readonly mcNemar: McNemarResult;
  /** Cohen's h of the two accuracies. */
  readonly accuracyEffect: number;
  readonly bootstrap: BootstrapSettings;
}

export interface StrategyComparisonOptions {
  readonly labels?: VocabularyId | undefined;
  /** Dropping would leave the systems with different items, so it is not offered. */
  readonly unparsedPolicy?: Exclude<UnparsedPolicy, 'drop'> | undefined;
  readonly averagedLabels?: AveragedLabels | undefined;
  readonly biasGuard?: Exclude<BiasGuard, 'crash'> | undefined;
  readonly bootstrap: BootstrapOptions;
}

export function compareStrategies(predictions: readonly ComparedPrediction[], options: StrategyComparisonOptions): StrategyComparison {
  const { labels = 'esconv8', unparsedPolicy = 'wrong', averagedLabels = 'all', biasGuard = 'limit', bootstrap } = options;
  const both = [
    ...predictions.map(({ gold, a }) => ({ gold, predicted: a })),
    ...predictions.map(({ gold, b }) => ({ gold, predicted: b })),
  ];
  const read = readStrategyPairs(both, labels, unparsedPolicy);
  const pool = strategyStatistic(read, vocabularies[labels].length, { averagedLabels, biasGuard });
  const tests = pairedBootstrap(pool, bootstrap);
  const randomisationP = approximateRandomisation(pool, bootstrap);
  const holmP = holmAdjusted(randomisationP);
  const values = pairedValues(pool);
  const isRight = Array.from(read.gold, (gold, item) => gold === read.predicted[item]);
  return {
    n: predictions.length,
    differences: values.map((value, at) => ({
      ...value,
      ci: tests[at]?.ci ?? null,
      bootstrapP: tests[at]?.p ?? 1,
      randomisationP: randomisationP[at] ?? 1,
      holmP: holmP[at] ?? 1,
    })),
    mcNemar: mcNemar(isRight.slice(0, predictions.length), isRight.slice(predictions.length)),
    accuracyEffect: cohensH(values[0]?.a ?? 0, values[0]?.b ?? 0),
    bootstrap: settingsOf(bootstrap),
  };
}
