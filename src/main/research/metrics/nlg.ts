/**
 * @file Text metrics of one system's replies: BLEU, ROUGE-L, CIDEr, Distinct and unigram F1 under a named profile, each item's scores, and
 * intervals. The report's fields are those that the command line prints. Reads no file.
 */
import { bootstrapIntervals, settingsOf, type BootstrapOptions, type BootstrapSettings } from '../statistics/bootstrap';
import { additiveStatistic, jointStatistic, meanStatistic, valuesOf, type CorpusStatistic } from '../statistics/corpus-statistic';
import type { Interval } from '../statistics/interval';
import { bleuOf, bleuRowWidth } from './bleu';
import { distinct, distinctInterval } from './distinct';
import { isEmptyReply, scoreNlgItems, type NlgCorpus, type NlgItemScores } from './nlg-corpus';
import { nlgProfiles, sentenceSplitterOf, type NlgProfileId, type SentenceSplitter } from './nlg-profile';
import type { NlgItem } from './nlg-text';

export type ByOrder<Order extends number, Value> = Readonly<Record<Order, Value>>;

/** The figures, each a `Value`: numbers in a report, intervals in its `ci`. */
export interface NlgFigures<Value> {
  readonly bleu: ByOrder<1 | 2 | 3 | 4, Value>;
  readonly rougeL: Value;
  /** ROUGE-L with beta 1. */
  readonly rougeLF1: Value;
  /** 0..10. */
  readonly cider: Value;
  readonly unigramF1: Value;
  readonly distinct: ByOrder<1 | 2 | 3, Value>;
}

export interface NlgWarning {
  readonly code: 'cider-one-item' | 'cider-small-corpus' | 'empty-hypotheses';
  readonly message: string;
  readonly count: number;
}

export interface NlgReport extends NlgFigures<number> {
  readonly n: number;
  readonly profile: NlgProfileId;
  readonly sentenceSplitter: SentenceSplitter;
  /** Fields that the profile's published code computes; the others follow the definitions on the same tokens. */
  readonly published: readonly string[];
  /** The published code prints figures times this. */
  readonly publishedScale: 1 | 100;
  /** Mean tokens a text. */
  readonly length: { readonly hypothesis: number; readonly reference: number };
  readonly warnings: readonly NlgWarning[];
  /** Bootstrap percentiles over items; Distinct's are a jackknife. CIDEr keeps the document frequencies of the whole set. */
  readonly ci?: NlgFigures<Interval | null>;
  readonly bootstrap?: BootstrapSettings;
}

export interface NlgMeasurement {
  readonly report: NlgReport;
  /** In the order of the input. */
  readonly items: readonly NlgItemScores[];
}

export interface NlgOptions {
  /** Default `nlgeval`. */
  readonly profile?: NlgProfileId | undefined;
  readonly bootstrap?: BootstrapOptions | undefined;
}

const ciderNeedsItems = 100;

export function measureNlg(items: readonly NlgItem[], options: NlgOptions = {}): NlgMeasurement {
  const profile = nlgProfiles[options.profile ?? 'nlgeval'];
  const corpus = scoreNlgItems(items, profile);
  const report: NlgReport = {
    n: items.length,
    profile: profile.id,
    sentenceSplitter: sentenceSplitterOf(profile, items.flatMap((item) => [item.hypothesis, ...item.references])),
    published: profile.published,
    publishedScale: profile.publishedScale,
    ...figures(valuesOf(itemwiseStatistic(corpus)), corpus.distinctTexts.map(distinct)),
    length: { hypothesis: mean(corpus.scores.map(({ length }) => length)), reference: corpus.referenceLength },
    warnings: warningsOf(items),
    ...(options.bootstrap === undefined ? {} : intervals(corpus, options.bootstrap)),
  };
  return { report, items: corpus.scores };
}

/** BLEU-1..4, ROUGE-L, its F1, CIDEr and unigram F1: the figures that depend on items only through sums. */
export function itemwiseStatistic(corpus: Pick<NlgCorpus, 'profile' | 'bleuRows' | 'scores'>): CorpusStatistic {
  const column = (read: (scores: NlgItemScores) => number): number[] => corpus.scores.map(read);
  return jointStatistic([
    bleuStatistic(corpus),
    meanStatistic(
      ['rougeL', 'rougeLF1', 'cider', 'unigramF1'],
      [column((one) => one.rougeL), column((one) => one.rougeLF1), column((one) => one.cider), column((one) => one.unigramF1)],
    ),
  ]);
}

function bleuStatistic({ profile, bleuRows, scores }: Pick<NlgCorpus, 'profile' | 'bleuRows' | 'scores'>): CorpusStatistic {
  const names = ['bleu1', 'bleu2', 'bleu3', 'bleu4'];
  if (profile.bleuLevel === 'meanOfItems') {
    return meanStatistic(names, [0, 1, 2, 3].map((order) => scores.map(({ bleu }) => bleu[order] ?? 0)));
  }
  return additiveStatistic({ names, rows: bleuRows, width: bleuRowWidth, finish: (sums) => bleuOf(sums, profile.bleu) });
}

function intervals(corpus: NlgCorpus, options: BootstrapOptions): Pick<NlgReport, 'ci' | 'bootstrap'> {
  const settings = settingsOf(options);
  return {
    ci: figures<Interval | null>(
      bootstrapIntervals(itemwiseStatistic(corpus), options),
      corpus.distinctTexts.map((texts) => distinctInterval(texts, settings.level)),
    ),
    bootstrap: settings,
  };
}

/** `itemwise` in the order of {@link itemwiseStatistic}, `distincts` of orders 1..3. */
function figures<Value>(itemwise: ArrayLike<Value>, distincts: ArrayLike<Value>): NlgFigures<Value> {
  const [bleu1, bleu2, bleu3, bleu4, rougeL, rougeLF1, cider, unigramF1] = Array.from(itemwise) as Tuple8<Value>;
  const [distinct1, distinct2, distinct3] = Array.from(distincts) as [Value, Value, Value];
  return {
    bleu: { 1: bleu1, 2: bleu2, 3: bleu3, 4: bleu4 },
    rougeL,
    rougeLF1,
    cider,
    unigramF1,
    distinct: { 1: distinct1, 2: distinct2, 3: distinct3 },
  };
}

type Tuple8<Value> = [Value, Value, Value, Value, Value, Value, Value, Value];

function warningsOf(items: readonly NlgItem[]): NlgWarning[] {
  const warnings: NlgWarning[] = [];
  if (items.length === 1) {
    warnings.push({ code: 'cider-one-item', count: 1, message: 'CIDEr of a single item is 0 whatever the text: its weights are logarithms of the number of items.' });
  } else if (items.length < ciderNeedsItems) {
    warnings.push({ code: 'cider-small-corpus', count: items.length, message: `CIDEr weighs n-grams by how rare they are among the ${items.length} items; below ${ciderNeedsItems} it hardly compares with published values.` });
  }
  const empty = items.filter(isEmptyReply).length;
  if (empty > 0) {
    warnings.push({ code: 'empty-hypotheses', count: empty, message: `${empty} of ${items.length} hypotheses are empty; they score 0 and count in every mean.` });
  }
  return warnings;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
