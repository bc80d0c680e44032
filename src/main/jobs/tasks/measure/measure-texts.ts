/** @file Text metrics of one system, and the comparison of two, with each item's scores. */
import type { ItemScores, MeasureWarning, TextFigure } from '#shared/contracts/measure';
import { metricCatalogue, type MetricId } from '#shared/domain/metric-catalogue';
import { compareNlg } from '../../../research/metrics/compare-nlg';
import { measureNlg } from '../../../research/metrics/nlg';
import type { NlgItemScores } from '../../../research/metrics/nlg-corpus';
import { describeDifference } from '../../../research/statistics/describe-difference';
import { replacementCharacter } from '../../../corpora/tables/decode-text';
import type { Computed, KeptText, OnProgress, TaskOf, TextItem } from './request';

export function measureTexts({ data: { items }, options }: TaskOf<'nlg'>, onProgress: OnProgress): Computed {
  const { profile, bootstrap } = options;
  const measured = measureNlg(items, { profile, bootstrap: bootstrap && { ...bootstrap, onProgress } });
  const result = { ...measured.report, warnings: [...measured.report.warnings, ...oddTexts(items)] };
  return {
    outcome: { kind: 'nlg', options, result },
    items: items.map((item, index) => ({ kind: 'nlg', ...item, scores: itemScores(measured.items[index]) })),
  };
}

export function measureComparison({ data: { items }, options }: TaskOf<'comparison'>, onProgress: OnProgress): Computed {
  const { profile, bootstrap, names = { a: 'A', b: 'B' } } = options;
  const a = items.map((item): TextItem => ({ hypothesis: item.a, references: item.references }));
  const b = items.map((item): TextItem => ({ hypothesis: item.b, references: item.references }));
  const [ofA, ofB] = [measureNlg(a, { profile }), measureNlg(b, { profile })];
  const compared = compareNlg(a, b, { profile, bootstrap: { ...bootstrap, onProgress } });
  const differences = compared.differences.map((difference) => {
    const metric = difference.name as TextFigure;
    const words = describeDifference({ metric: figureName(metric), a: { name: names.a, value: difference.a }, b: { name: names.b, value: difference.b }, p: difference.holmP });
    const { a: valueA, b: valueB, difference: by, ci, bootstrapP, randomisationP, holmP } = difference;
    return { metric, a: valueA, b: valueB, difference: by, ci, bootstrapP, randomisationP, holmP, words };
  });
  const warnings = onlyOnce([...named(ofA.report.warnings, names.a), ...named(ofB.report.warnings, names.b), ...oddTexts([...a, ...b])]);
  const result = { n: compared.n, profile: compared.profile, sentenceSplitter: ofA.report.sentenceSplitter, names, differences, warnings, bootstrap: compared.bootstrap };
  return {
    outcome: { kind: 'comparison', options, result },
    items: items.map((item, index) => ({ kind: 'comparison', references: item.references, a: keptText(item.a, ofA.items[index]), b: keptText(item.b, ofB.items[index]) })),
  };
}

/** "BLEU-4" of `bleu4`, "ROUGE-L" of `rougeL`. */
function figureName(figure: TextFigure): string {
  const order = /^(bleu|distinct)(\d)$/.exec(figure);
  if (order === null) return metricCatalogue[figure as MetricId].name;
  return metricCatalogue[order[1] as 'bleu' | 'distinct'].name.replace(/-n$/, `-${order[2] ?? ''}`);
}

function keptText(text: string, scores: NlgItemScores | undefined): KeptText {
  return { text, scores: itemScores(scores) };
}

function itemScores(scores: NlgItemScores | undefined): ItemScores {
  if (scores === undefined) throw new Error('every item has scores');
  const [one, two, three, four] = scores.bleu;
  const { rougeL, rougeLF1, cider, unigramF1, length } = scores;
  return { bleu: { 1: one, 2: two, 3: three, 4: four }, rougeL, rougeLF1, cider, unigramF1, length };
}

function oddTexts(items: readonly TextItem[]): MeasureWarning[] {
  const warnings: MeasureWarning[] = [];
  const empty = items.filter(({ references }) => references.every((one) => one.trim() === '')).length;
  if (empty > 0) warnings.push({ code: 'empty-references', count: empty, message: `${empty} of ${items.length} replies have only empty references; nothing can match these, and they count in every mean.` });
  const broken = items.filter(({ hypothesis, references }) => [hypothesis, ...references].some((text) => text.includes(replacementCharacter))).length;
  if (broken > 0) warnings.push({ code: 'undecodable-characters', count: broken, message: `${broken} items hold characters that could not be read as UTF-8; they are measured as ${replacementCharacter}.` });
  return warnings;
}

/** A warning about replies says whose they are; one about the set is the same for both systems. */
function named(warnings: readonly MeasureWarning[], system: string): MeasureWarning[] {
  return warnings.map((warning) => (warning.code === 'empty-hypotheses' ? { ...warning, message: `${system}: ${warning.message}` } : warning));
}

function onlyOnce(warnings: readonly MeasureWarning[]): MeasureWarning[] {
  return [...new Map(warnings.map((warning) => [warning.message, warning])).values()];
}
