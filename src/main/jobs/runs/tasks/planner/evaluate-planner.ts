/** @file Figures of a trained planner and of the baselines on the same test part, and every prediction as a line of the predictions file. */
import type { PlannerBaseline, PlannerResult } from '#shared/contracts/planner';
import { aspects } from '#shared/domain/planner';
import type { VocabularyId } from '#shared/domain/strategies';
import type { PlannerAnswer } from '../../../../engine/models/planner-predictor';
import { measureStrategies, type StrategyReport } from '../../../../research/metrics/strategy';
import { drawByFrequency, majorityLabel, previousStrategy, regressOnTexts, type TextRegression } from '../../../../research/planner/baselines';
import type { PlannerSample } from '../../../../research/planner/samples';
import { indexOfLargest } from './train-planner';

/** One line of predictions.jsonl. */
export interface PredictionLine {
  readonly dialogueId: number;
  readonly turn: number;
  readonly gold: string;
  readonly predicted: string;
  /** In the order of the labels. */
  readonly probabilities: readonly number[];
  /** In the order of the aspects; null in the ablation. */
  readonly attention: readonly number[] | null;
  /** What each baseline that predicts one label predicts. */
  readonly baselines: Readonly<Record<string, string>>;
}

export interface EvaluationInput {
  readonly labels: readonly string[];
  readonly vocabulary: VocabularyId;
  readonly test: readonly PlannerSample[];
  readonly answers: readonly PlannerAnswer[];
  readonly baselines: readonly BaselinePredictions[];
  readonly resamples: number;
  readonly seed: number;
}

export interface BaselinePredictions {
  readonly name: PlannerBaseline['name'];
  readonly note: string;
  /** Label indices of every test example; several rows where figures are means over draws. */
  readonly draws: readonly Int32Array[];
}

export function evaluatePlanner(input: EvaluationInput): Pick<PlannerResult, 'test' | 'baselines' | 'attention'> & { readonly lines: readonly PredictionLine[] } {
  const { labels, test, answers, baselines } = input;
  const predicted = answers.map(({ probabilities }) => indexOfLargest(probabilities));
  const lines = test.map(({ dialogueId, turn, strategy }, item): PredictionLine => {
    const { probabilities, attention } = answers[item] ?? { probabilities: new Float32Array(), attention: new Float32Array() };
    return {
      dialogueId,
      turn,
      gold: strategy,
      predicted: labels[predicted[item] ?? 0] ?? '',
      probabilities: Array.from(probabilities, toShortNumber),
      attention: attention.length === 0 ? null : Array.from(attention, toShortNumber),
      baselines: Object.fromEntries(baselines.flatMap(({ name, draws: [only, ...others] }) => (only === undefined || others.length > 0 ? [] : [[name, labels[only[item] ?? 0] ?? '']]))),
    };
  });
  const report = scored(input, predicted);
  return { test: { ...report, unparsedExamples: [], warnings: [] }, baselines: baselines.map((baseline) => baselineFigures(input, baseline)), ...meanAttention(answers), lines };
}

export interface BaselineInput {
  readonly labels: readonly string[];
  readonly train: readonly PlannerSample[];
  readonly test: readonly PlannerSample[];
  /** What the network reads of an example, as text. */
  readonly textOf: (sample: PlannerSample) => string;
  readonly seed: number;
  /** Awaited again and again while the regression is fitted; what it throws ends the work. */
  readonly breathe: (note: string) => Promise<void>;
}

const frequencyDraws = 100;

export async function predictBaselines({ labels, train, test, textOf, seed, breathe }: BaselineInput): Promise<readonly BaselinePredictions[]> {
  const classes = labels.length;
  const trainingLabels = Int32Array.from(train, ({ strategy }) => labels.indexOf(strategy));
  const majority = majorityLabel(trainingLabels, classes);
  const majorityName = labels[majority] ?? '';
  const texts = { trainingTexts: train.map(textOf), trainingLabels, texts: test.map(textOf), classes };
  const regression = await atEase(regressOnTexts({ ...texts, isBalanced: false }), (iteration) => breathe(`logistic regression, iteration ${iteration}`));
  const balanced = await atEase(regressOnTexts({ ...texts, isBalanced: true }), (iteration) => breathe(`balanced logistic regression, iteration ${iteration}`));
  return [
    { name: 'majority', note: `Always ${majorityName}.`, draws: [new Int32Array(test.length).fill(majority)] },
    { name: 'previousStrategy', note: `The supporter’s last strategy; ${majorityName} where there is none yet.`, draws: [Int32Array.from(test, (sample) => labels.indexOf(previousStrategy(sample, majorityName)))] },
    { name: 'labelFrequency', note: `Drawn as often as in training; means over ${frequencyDraws} draws.`, draws: drawByFrequency(trainingLabels, { classes, items: test.length, draws: frequencyDraws, seed }) },
    { name: 'regression', note: describeRegression(regression), draws: [regression.predictions] },
    { name: 'balancedRegression', note: `${describeRegression(balanced)} Classes weighed by their rarity.`, draws: [balanced.predictions] },
  ];
}

function baselineFigures(input: EvaluationInput, { name, note, draws }: BaselinePredictions): PlannerBaseline {
  const [first, ...others] = draws.map((draw, index) => scored(input, draw, index === 0 && draws.length === 1));
  if (first === undefined) throw new RangeError(`The baseline ${name} has no predictions.`);
  const mean = (read: (report: StrategyReport) => number): number => [first, ...others].reduce((sum, report) => sum + read(report), 0) / draws.length;
  const { ci } = first;
  return { name, note, accuracy: mean((one) => one.accuracy), macroF1: mean((one) => one.macroF1), weightedF1: mean((one) => one.weightedF1), bias: mean((one) => one.bias), ...(ci === undefined ? {} : { ci }) };
}

function scored({ labels, vocabulary, test, resamples, seed }: EvaluationInput, predicted: ArrayLike<number>, hasIntervals = true): StrategyReport {
  const pairs = test.map(({ strategy }, item) => ({ gold: strategy, predicted: labels[predicted[item] ?? 0] ?? null }));
  return measureStrategies(pairs, { labels: vocabulary, bootstrap: resamples === 0 || !hasIntervals ? undefined : { resamples, seed } });
}

function meanAttention(answers: readonly PlannerAnswer[]): Pick<PlannerResult, 'attention'> {
  if (answers.every(({ attention }) => attention.length === 0)) return {};
  const mean = (index: number): number => answers.reduce((sum, { attention }) => sum + (attention[index] ?? 0), 0) / answers.length;
  return { attention: Object.fromEntries(aspects.map((aspect, index) => [aspect, mean(index)])) as NonNullable<PlannerResult['attention']> };
}

function describeRegression({ words, iterations, hasConverged }: TextRegression): string {
  return `Over TF-IDF of ${words} words, C = 1; ${hasConverged ? `converged after ${iterations} iterations` : `not converged after ${iterations} iterations`}.`;
}

/** Runs a long computation step by step, so that this process hears what it is told in between. */
async function atEase<Step extends { readonly iteration: number }, Result>(steps: Generator<Step, Result>, afterStep: (iteration: number) => Promise<void>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await afterStep(step.value.iteration);
  }
}

/** Seven digits are what a 32-bit number holds. */
function toShortNumber(value: number): number {
  return Number(value.toPrecision(7));
}
