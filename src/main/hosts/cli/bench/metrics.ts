/** @file `solace bench metrics`: how fast text metrics and agreement are, with and without intervals, and how that compares with Python's. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { createRandom } from '#shared/domain/random';
import { programRoot } from '../../../platform/program-root';
import { measureAgreement } from '../../../research/agreement/agreement';
import { bleuCounts } from '../../../research/metrics/bleu';
import { ciderScores } from '../../../research/metrics/cider';
import { distinct } from '../../../research/metrics/distinct';
import { measureNlg } from '../../../research/metrics/nlg';
import { scoreNlgItems } from '../../../research/metrics/nlg-corpus';
import { nlgProfiles } from '../../../research/metrics/nlg-profile';
import { createNgramIndex } from '../../../research/metrics/ngram-index';
import { publishedBeta, rougeL } from '../../../research/metrics/rouge-l';
import { unigramF1 } from '../../../research/metrics/unigram-f1';
import type { CommandContext } from '../command-context';
import { formatNumber, textList, textTable } from '../text-table';
import type { Benchmark, BenchmarkReport } from './benchmark';
import { timeInPython, type PythonTimes } from './python-metrics';

interface Options {
  readonly hypotheses?: string;
  readonly references?: string;
  readonly resamples: number;
  readonly runs: number;
  readonly seed: number;
  readonly python?: string;
}

interface Texts {
  readonly hypotheses: readonly string[];
  readonly references: readonly string[];
}

interface Figures {
  readonly lines: number;
  readonly resamples: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly allMs: number;
  readonly allWithIntervalsMs: number;
  readonly agreementMs: number;
  readonly python: PythonTimes | null;
}

const ratedItems = 5_000;
const raters = 3;

export const metricsBenchmark: Benchmark = {
  name: 'metrics',
  summary: 'text metrics and agreement with bootstrap intervals; --python PYTHON compares with nltk and pycocoevalcap',
  configure(command: Command) {
    command
      .option('--hypotheses <file>', 'replies, one a line (default: the published outputs beside the project)')
      .option('--references <file>', 'references, one a line')
      .option('--resamples <count>', 'resamples of every interval', parseCount, 1_000)
      .option('--runs <count>', 'take the median of this many runs', parseCount, 3)
      .option('--seed <integer>', 'seed of resamples and made-up ratings', parseCount, 13)
      .option('--python <interpreter>', 'a Python with nltk, and pycocoevalcap if it is to count');
  },
  async run(context, { options }) {
    const figures = await measure(context, options as unknown as Options);
    return report(figures);
  },
};

async function measure({ terminal, signal }: CommandContext, options: Options): Promise<Figures> {
  const texts = readTexts(options);
  const items = texts.hypotheses.map((hypothesis, index) => ({ hypothesis, references: [texts.references[index] ?? ''] }));
  const bootstrap = { resamples: options.resamples, seed: options.seed };
  const ratings = madeUpRatings(options.seed);
  const timed = (work: () => unknown): number => {
    signal.throwIfAborted();
    return medianMs(options.runs, work);
  };
  terminal.note(`Measuring ${formatNumber(items.length)} replies and ${formatNumber(ratedItems)} rated items, ${options.runs} times each`);
  const figures = {
    lines: items.length,
    resamples: options.resamples,
    metrics: timeEachMetric(texts, timed),
    allMs: timed(() => measureNlg(items)),
    allWithIntervalsMs: timed(() => measureNlg(items, { bootstrap })),
    agreementMs: timed(() => measureAgreement(ratings, { bootstrap })),
  };
  return { ...figures, python: options.python === undefined ? null : await timeInPython(options.python, texts, { runs: options.runs, signal }) };
}

/** The steps of the profile nlgeval, one by one. */
function timeEachMetric({ hypotheses, references }: Texts, timed: (work: () => unknown) => number): Record<string, number> {
  const profile = nlgProfiles.nlgeval;
  const encode = (): { hypothesis: readonly Int32Array[]; references: readonly (readonly Int32Array[])[] }[] => {
    const index = createNgramIndex(4);
    return tokens.map(([hypothesis, reference]) => ({ hypothesis: index.encode(hypothesis), references: [index.encode(reference)] }));
  };
  const tokenise = (): [string[], string[]][] => hypotheses.map((hypothesis, index) => [profile.tokenize(hypothesis), profile.tokenize(references[index] ?? '')]);
  const tokens = tokenise();
  const encoded = encode();
  const unigrams = encoded.map((item) => ({ hypothesis: item.hypothesis[0] ?? new Int32Array(), references: item.references.map((one) => one[0] ?? new Int32Array()) }));
  const sizes = createNgramIndex(4);
  for (const [hypothesis, reference] of tokens) for (const text of [hypothesis, reference]) sizes.encode(text);
  const { distinctTexts } = scoreNlgItems(hypotheses.map((hypothesis) => ({ hypothesis, references: [''] })), profile);
  return {
    tokenise: timed(tokenise),
    ngrams: timed(encode),
    bleu: timed(() => encoded.map((item) => bleuCounts(item.hypothesis, item.references, profile.bleu))),
    rougeL: timed(() => unigrams.map((item) => rougeL(item.hypothesis, item.references, publishedBeta))),
    cider: timed(() => ciderScores(encoded, sizes.size)),
    distinct: timed(() => distinctTexts.map(distinct)),
    unigramF1: timed(() => unigrams.map((item) => unigramF1(item.hypothesis, item.references))),
  };
}

function report(figures: Figures): BenchmarkReport {
  const { lines, resamples, metrics, allMs, allWithIntervalsMs, agreementMs, python } = figures;
  const ratios = python === null ? null : ratiosTo(python, figures);
  const document = { benchmark: 'metrics', lines, resamples, metricsMs: metrics, allMs, allWithIntervalsMs, linesPerSecond: lines / (allMs / 1_000), agreement: { items: ratedItems, raters, resamples, durationMs: agreementMs }, python: python && { ...python, ratios } };
  const facts = textList([
    ['replies', formatNumber(lines)],
    ['all text metrics', `${milliseconds(allMs)}, ${formatNumber(Math.round(lines / (allMs / 1_000)))} replies a second`],
    ['with intervals', `${milliseconds(allWithIntervalsMs)} (${formatNumber(resamples)} resamples)`],
    ['agreement', `${milliseconds(agreementMs)} (${formatNumber(ratedItems)} items, ${raters} raters, ${formatNumber(resamples)} resamples)`],
  ]);
  const table = textTable(
    ['step', 'Solace', ...(python === null ? [] : ['Python', 'times faster'])],
    Object.entries(metrics).map(([name, ms]) => [name, milliseconds(ms), ...(python === null ? [] : [python.metricsMs[name] === undefined ? '' : milliseconds(python.metricsMs[name]), ratios?.[name] === undefined ? '' : formatNumber(ratios[name])])]),
  );
  const told = python === null ? 'Python was not measured: name an interpreter that has nltk with --python.' : `${python.version}. ${python.notes.join(' ')} All steps that were measured in both, with our n-gram table: ${formatNumber(ratios?.['together'] ?? 0)} times faster.`;
  return { document, text: [facts, table, told].join('\n\n') };
}

/** Python's time by ours. `together` counts our n-gram table, which Python builds anew inside its metrics; single steps do not. */
function ratiosTo(python: PythonTimes, { metrics }: Figures): Record<string, number> {
  const both = Object.entries(python.metricsMs).filter(([name]) => metrics[name] !== undefined);
  const ours = both.reduce((sum, [name]) => sum + (metrics[name] ?? 0), metrics['ngrams'] ?? 0);
  const theirs = both.reduce((sum, [, ms]) => sum + ms, 0);
  return { ...Object.fromEntries(both.map(([name, ms]) => [name, ms / (metrics[name] ?? 1)])), together: theirs / ours };
}

function readTexts({ hypotheses, references }: Options): Texts {
  const folder = join(programRoot(), '..', 'shared', 'data', 'system-outputs', 'dpplm');
  if ((hypotheses === undefined) !== (references === undefined)) throw new AppError('INVALID_INPUT', 'Name both --hypotheses and --references, or neither.');
  const [ours, gold] = [hypotheses ?? join(folder, 'DPPLM.txt'), references ?? join(folder, 'Golden.txt')];
  if (!existsSync(ours) || !existsSync(gold)) throw new AppError('NOT_FOUND', `${existsSync(ours) ? gold : ours} is not there. Name two files with --hypotheses and --references.`);
  const texts = { hypotheses: linesOf(ours), references: linesOf(gold) };
  if (texts.hypotheses.length === texts.references.length) return texts;
  throw new AppError('INVALID_INPUT', `${ours} has ${texts.hypotheses.length} lines and ${gold} ${texts.references.length}; they must have equally many.`);
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Labels 1 to 5; raters follow a common one most of the time. */
function madeUpRatings(seed: number): { item: string; rater: string; label: string }[] {
  const random = createRandom(seed);
  return Array.from({ length: ratedItems }, (_, item) => ({ item: String(item), common: random.integer(5) })).flatMap(({ item, common }) =>
    Array.from({ length: raters }, (_, rater) => ({ item, rater: String(rater), label: String(1 + (random.next() < 0.6 ? common : random.integer(5))) })),
  );
}

function medianMs(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const startedMs = performance.now();
    work();
    return performance.now() - startedMs;
  });
  return times.toSorted((first, second) => first - second)[Math.floor(runs / 2)] ?? 0;
}

function milliseconds(value: number): string {
  return `${formatNumber(value)} ms`;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Write a whole number above 0.');
  return Number(text);
}
