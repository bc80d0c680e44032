/** @file Strategy metrics with confusions, transitions within dialogues, and the labels as they were written. */
import type { MeasureWarning, StrategyResult, Transitions } from '#shared/contracts/measure';
import { findStrategy, type VocabularyId } from '#shared/domain/strategies';
import { measureStrategies } from '../../../research/metrics/strategy';
import { transitionMatrix } from '../../../research/metrics/strategy-transitions';
import type { Computed, KeptItem, OnProgress, StrategyRow, TaskOf } from './request';

const mostExamples = 10;

export function measureStrategyRows({ data: { rows }, options }: TaskOf<'strategy'>, onProgress: OnProgress): Computed {
  const { bootstrap, ...rest } = options;
  const report = measureStrategies(rows, { ...rest, bootstrap: bootstrap && { ...bootstrap, onProgress } });
  const items = rows.map((row) => keptRow(row, options.labels));
  const result: StrategyResult = {
    ...report,
    unparsedExamples: unparsedExamples(items),
    ...transitionsOf(items, report.labels),
    warnings: warningsOf(report),
  };
  return { outcome: { kind: 'strategy', options, result }, items };
}

type KeptStrategy = Extract<KeptItem, { kind: 'strategy' }>;

function keptRow({ gold, predicted, dialogue }: StrategyRow, vocabulary: VocabularyId): KeptStrategy {
  return {
    kind: 'strategy',
    gold: findStrategy(vocabulary, gold)?.label ?? gold,
    predicted: predicted === null ? null : (findStrategy(vocabulary, predicted)?.label ?? null),
    writtenGold: gold,
    written: predicted,
    ...(dialogue === undefined ? {} : { dialogue }),
  };
}

/** The commonest predictions that name no label; `where` is the item of the first one. */
function unparsedExamples(items: readonly KeptStrategy[]): StrategyResult['unparsedExamples'] {
  const unparsed = items.map((item, index) => ({ ...item, index })).filter(({ predicted }) => predicted === null);
  return [...Map.groupBy(unparsed, ({ written }) => written)]
    .map(([written, found]) => ({ text: (written ?? '').slice(0, 200), where: `item ${(found[0]?.index ?? 0) + 1}`, count: found.length }))
    .toSorted((first, second) => second.count - first.count)
    .slice(0, mostExamples);
}

function transitionsOf(items: readonly KeptStrategy[], labels: readonly string[]): { transitions?: { gold: Transitions; predicted: Transitions } } {
  if (items.some(({ dialogue }) => dialogue === undefined)) return {};
  const dialogues = [...Map.groupBy(items, ({ dialogue }) => dialogue).values()];
  const follow = (read: (item: KeptStrategy) => string | null): Transitions => transitionMatrix(dialogues.map((turns) => turns.map(read)), labels);
  return { transitions: { gold: follow(({ gold }) => gold), predicted: follow(({ predicted }) => predicted) } };
}

function warningsOf(report: ReturnType<typeof measureStrategies>): MeasureWarning[] {
  const warnings: MeasureWarning[] = [];
  if (report.degenerate) warnings.push({ code: 'degenerate-bias', count: 1, message: `B is degenerate. ${report.degenerateReason ?? ''}` });
  if (report.unparsed > 0) warnings.push({ code: 'unparsed-predictions', count: report.unparsed, message: `${report.unparsed} predictions name no strategy: ${policyTexts[report.unparsedPolicy]}.` });
  const absent = report.perStrategy.filter(({ support }) => support === 0).map(({ label }) => label);
  if (absent.length > 0 && report.averagedLabels === 'all') {
    warnings.push({ code: 'absent-labels', count: absent.length, message: `No item has the gold label ${absent.join(', ')}; macro-F1 over all labels counts an F1 of 0 for each.` });
  }
  return warnings;
}

const policyTexts: Readonly<Record<StrategyResult['unparsedPolicy'], string>> = {
  wrong: 'they count as wrong',
  others: 'they count as predictions of Others',
  drop: 'they are left out',
  error: 'none was accepted',
};
