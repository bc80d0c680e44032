/** @file What the command line says of a measurement, as text: aligned tables, the profile, warnings. The JSON is the result itself. Pure. */
import type { AgreementResult, ComparisonResult, Interval, MeasureWarning, NlgResult, StrategyResult } from '#shared/contracts/measure';
import { metricCatalogue } from '#shared/domain/metric-catalogue';
import { strategyByLabel } from '#shared/domain/strategies';
import type { Measured } from '../../jobs/tasks/measure/request';
import { formatNumber, textList, textTable } from './text-table';

export function describeMeasured({ outcome, name, reproduction }: Measured): string {
  const parts = describeOutcome(outcome);
  if (reproduction === undefined) return parts.join('\n\n');
  const verdict = reproduction.isIdentical
    ? `"${name}" was measured again: every figure is the same.`
    : `"${name}" was measured again and does not come out the same. These differ: ${reproduction.differing.join(', ')}.`;
  return [verdict, ...parts].join('\n\n');
}

function describeOutcome(outcome: Measured['outcome']): string[] {
  switch (outcome.kind) {
    case 'nlg':
      return describeTexts(outcome.result);
    case 'strategy':
      return describeStrategies(outcome.result);
    case 'agreement':
      return describeAgreement(outcome.result);
  }
  return describeComparison(outcome.result);
}

interface Figure {
  readonly name: string;
  readonly value: number | null;
  readonly ci?: Interval | null | undefined;
}

function describeTexts(result: NlgResult): string[] {
  const { bleu, distinct, ci } = result;
  const figures: Figure[] = [
    ...([1, 2, 3, 4] as const).map((order) => ({ name: `BLEU-${order}`, value: bleu[order], ci: ci?.bleu[order] })),
    { name: metricCatalogue.rougeL.name, value: result.rougeL, ci: ci?.rougeL },
    { name: metricCatalogue.rougeLF1.name, value: result.rougeLF1, ci: ci?.rougeLF1 },
    { name: metricCatalogue.cider.name, value: result.cider, ci: ci?.cider },
    { name: metricCatalogue.unigramF1.name, value: result.unigramF1, ci: ci?.unigramF1 },
    ...([1, 2, 3] as const).map((order) => ({ name: `Distinct-${order}`, value: distinct[order], ci: ci?.distinct[order] })),
  ];
  const scale = result.publishedScale === 1 ? '' : ` and prints its figures times ${result.publishedScale}`;
  const facts = textList([
    ['items', formatNumber(result.n)],
    ['profile', `${result.profile} (sentences: ${result.sentenceSplitter})`],
    ['published', `the profile's code has ${result.published.join(', ')}${scale}; the rest follows the definitions on the same tokens`],
    ['mean length', `${formatNumber(result.length.hypothesis)} tokens a reply, ${formatNumber(result.length.reference)} a reference`],
  ]);
  return [facts, figureTable(figures, result), ...describeWarnings(result.warnings)];
}

function describeStrategies(result: StrategyResult): string[] {
  const { ci } = result;
  const figures: Figure[] = (['accuracy', 'macroF1', 'weightedF1', 'bias'] as const).map((name) => ({ name: metricCatalogue[name].name, value: result[name], ci: ci?.[name] }));
  const facts = textList([
    ['items', formatNumber(result.n)],
    ['unparsed', `${formatNumber(result.unparsed)} (policy ${result.unparsedPolicy})`],
    ['macro-F1 over', result.averagedLabels === 'all' ? 'all labels' : 'labels that occur'],
    ['guard of B', result.biasGuard],
  ]);
  const perStrategy = textTable(
    ['strategy', 'support', 'precision', 'recall', 'F1', 'preference'],
    result.perStrategy.map((one) => [one.label, formatNumber(one.support), digits(one.precision), digits(one.recall), digits(one.f1), digits(result.preference[one.label] ?? null)]),
  );
  const short = (label: string): string => strategyByLabel(label)?.abbreviation ?? label;
  const hasUnparsed = result.unparsedByGold.some((count) => count > 0);
  const confusion = textTable(
    ['gold \\ predicted', ...result.labels.map(short), ...(hasUnparsed ? ['none'] : [])],
    result.confusion.map((row, gold) => [result.labels[gold] ?? '', ...row.map(formatNumber), ...(hasUnparsed ? [formatNumber(result.unparsedByGold[gold] ?? 0)] : [])]),
  );
  const examples = textTable(['unparsed as', 'first', 'count'], result.unparsedExamples.map(({ text, where, count }) => [text.slice(0, 60), where, formatNumber(count)]));
  return [facts, figureTable(figures, result), perStrategy, confusion, ...(result.unparsedExamples.length > 0 ? [examples] : []), ...describeWarnings(result.warnings)];
}

function describeAgreement(result: AgreementResult): string[] {
  const { ci } = result;
  const figures: (Figure & { key: string })[] = [
    { key: 'percent', name: metricCatalogue.percent.name, value: result.percent, ci: ci?.percent },
    { key: 'fleiss', name: metricCatalogue.fleiss.name, value: result.fleiss, ci: ci?.fleiss },
    { key: 'cohen', name: `${metricCatalogue.cohen.name}, mean`, value: result.cohen.mean, ci: ci?.cohen.mean },
    { key: 'weightedCohen.linear', name: metricCatalogue.weightedCohenLinear.name, value: result.weightedCohen.linear, ci: ci?.weightedCohen.linear },
    { key: 'weightedCohen.quadratic', name: metricCatalogue.weightedCohenQuadratic.name, value: result.weightedCohen.quadratic, ci: ci?.weightedCohen.quadratic },
    { key: 'krippendorff', name: `${metricCatalogue.krippendorff.name}, ${result.level}`, value: result.krippendorff, ci: ci?.krippendorff },
  ];
  const facts = textList([
    ['items', `${formatNumber(result.items)}, ${formatNumber(result.divided)} of them rated differently`],
    ['raters', formatNumber(result.raters)],
    ['ratings', formatNumber(result.ratings)],
  ]);
  const undefinedOnes = figures.flatMap(({ key, name, value }) => (value === null ? [`${name} is undefined: ${result.undefinedBecause[key] ?? ''}`] : []));
  const pairs = textTable(
    ['rater', 'and', 'items', 'kappa', 'linear', 'quadratic'],
    result.cohen.pairs.slice(0, shownPairs).map((pair) => [pair.a, pair.b, formatNumber(pair.items), digits(pair.kappa), digits(pair.linear), digits(pair.quadratic)]),
  );
  const labels = textTable(['label', 'count', 'share', 'agreement'], result.perLabel.map((one) => [one.label, formatNumber(one.count), digits(one.share), digits(one.agreement)]));
  return [facts, figureTable(figures, result), ...(undefinedOnes.length > 0 ? [undefinedOnes.join('\n')] : []), pairs, labels, ...describeWarnings(result.warnings)];
}

/** More are in the JSON. */
const shownPairs = 30;

function describeComparison(result: ComparisonResult): string[] {
  const { names, bootstrap } = result;
  const facts = textList([
    ['items', formatNumber(result.n)],
    ['profile', `${result.profile} (sentences: ${result.sentenceSplitter})`],
    ['tests', `paired bootstrap and approximate randomisation, ${formatNumber(bootstrap.resamples)} draws each, seed ${bootstrap.seed}; sentences judge by the randomisation p after Holm's correction`],
  ]);
  const table = textTable(
    ['metric', names.a, names.b, 'difference', intervalTitle(bootstrap.level), 'p bootstrap', 'p randomisation', 'p Holm'],
    result.differences.map((one) => [one.metric, digits(one.a), digits(one.b), digits(one.difference), interval(one.ci), digits(one.bootstrapP), digits(one.randomisationP), digits(one.holmP)]),
  );
  return [facts, table, result.differences.map(({ words }) => words).join('\n'), ...describeWarnings(result.warnings)];
}

function figureTable(figures: readonly Figure[], { bootstrap }: Pick<NlgResult, 'bootstrap'>): string {
  if (bootstrap === undefined) return textTable(['metric', 'value'], figures.map(({ name, value }) => [name, digits(value)]));
  const title = `${intervalTitle(bootstrap.level)} (${formatNumber(bootstrap.resamples)} resamples, seed ${bootstrap.seed})`;
  return textTable(['metric', 'value', title], figures.map(({ name, value, ci }) => [name, digits(value), interval(ci)]));
}

function intervalTitle(level: number): string {
  return `${formatNumber(level * 100)} % interval`;
}

function interval(ci: Interval | null | undefined): string {
  return ci === null || ci === undefined ? 'none' : `${digits(ci.low)} to ${digits(ci.high)}`;
}

/** Six digits, as figures are compared with published ones. */
function digits(value: number | null): string {
  return value === null ? 'n/a' : value.toFixed(6);
}

function describeWarnings(warnings: readonly MeasureWarning[]): string[] {
  return warnings.length === 0 ? [] : [warnings.map(({ message }) => `Note: ${message}`).join('\n')];
}
