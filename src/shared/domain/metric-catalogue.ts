/**
 * @file What every figure of Solace is: its range, which way is better, where it comes from, and when not to believe it. Read by the pages that
 * show figures and by the command line's help. Computes nothing.
 */

export type MetricGroup = 'text' | 'strategy' | 'interaction' | 'agreement' | 'preference' | 'comparison' | 'corpus';

export interface MetricEntry {
  readonly name: string;
  readonly group: MetricGroup;
  /** Lowest and highest value; null where there is no bound. */
  readonly range: readonly [low: number | null, high: number | null];
  readonly better: 'higher' | 'lower' | 'neither';
  readonly help: string;
  readonly source: string;
  readonly caution: string;
}

const entry = (group: MetricGroup, rest: Omit<MetricEntry, 'group'>): MetricEntry => ({ group, ...rest });

const share = [0, 1] as const;

/** By the name of the figure in results; `bleu` and `distinct` stand for all their orders. */
export const metricCatalogue = {
  bleu: entry('text', {
    name: 'BLEU-n',
    range: share,
    better: 'higher',
    help: 'Share of the reply’s n-grams of orders 1 to n that a reference has, as a geometric mean, with a penalty for short replies.',
    source: 'Papineni et al. 2002: BP x exp(sum of log p_k / n), k = 1..n; smoothing and level by profile (nlg-eval, myMetrics, NLTK, sacreBLEU).',
    caution: 'Profiles do not compare with each other. Of single replies BLEU-3 and -4 are mostly 0, and many good replies share few words with the reference.',
  }),
  rougeL: entry('text', {
    name: 'ROUGE-L',
    range: share,
    better: 'higher',
    help: 'Longest common subsequence of reply and reference as an F score that favours recall (beta 1.2), mean over replies.',
    source: 'Lin 2004: (1 + beta^2) P R / (R + beta^2 P); precision and recall maximised over references as in pycocoevalcap.',
    caution: 'A mean of replies beside a corpus BLEU. Other packages use beta 1 or stem words, and print other numbers.',
  }),
  rougeLF1: entry('text', {
    name: 'ROUGE-L F1',
    range: share,
    better: 'higher',
    help: 'ROUGE-L with precision and recall weighed alike (beta 1).',
    source: 'Lin 2004: 2 P R / (P + R) of the longest common subsequence.',
    caution: 'Not the ROUGE-L of most papers on support conversations, which use beta 1.2.',
  }),
  cider: entry('text', {
    name: 'CIDEr',
    range: [0, 10],
    better: 'higher',
    help: 'Similarity of reply and references over n-grams weighed by how rare they are in all references, mean over replies.',
    source: 'Vedantam et al. 2015: 10 x mean over n of the cosine of tf-idf vectors, with the clipping and length penalty of CIDEr-D, as pycocoevalcap computes it.',
    caution: 'Depends on the whole set: 0 on a single item, unstable below about a hundred. Some papers print it times 100.',
  }),
  distinct: entry('text', {
    name: 'Distinct-n',
    range: share,
    better: 'higher',
    help: 'Different n-grams divided by all n-grams over the whole set of replies.',
    source: 'Li et al. 2016: different / all n-grams; case kept as in ESCA’s evaluation. Interval by jackknife over replies.',
    caution: 'Falls as the set or the replies grow: compare sets of equal size. myMetrics never counts a reply’s last n-gram. Nonsense is very distinct.',
  }),
  unigramF1: entry('text', {
    name: 'Unigram F1',
    range: share,
    better: 'higher',
    help: 'Overlap of the words of reply and best reference, regardless of order, mean over replies.',
    source: 'myMetrics.py of Liu et al. 2021 (ESConv): 2 P R / (P + R) of the common tokens.',
    caution: 'Common words and punctuation alone reach 0.1 to 0.2.',
  }),
  accuracy: entry('strategy', {
    name: 'Accuracy',
    range: share,
    better: 'higher',
    help: 'Share of items whose predicted strategy is the gold one.',
    source: 'straQ*, table 1: right / all.',
    caution: 'Other strategies than the one in the corpus can be as good; frequent strategies weigh most.',
  }),
  macroF1: entry('strategy', {
    name: 'Macro-F1 (Q)',
    range: share,
    better: 'higher',
    help: 'Mean over the strategies of their F1, each strategy counting alike.',
    source: 'Kang et al. 2024 (proficiency Q): mean of 2 P R / (P + R), as scikit-learn’s f1_score.',
    caution: 'Over all eight labels it drops when a label is absent from the gold; state which labels it averages.',
  }),
  weightedF1: entry('strategy', {
    name: 'Weighted F1 (Q_w)',
    range: share,
    better: 'higher',
    help: 'Mean of the strategies’ F1, weighed by how often each is gold.',
    source: 'CSO, table 2; as scikit-learn’s f1_score.',
    caution: 'Hides strategies that are rare and never predicted.',
  }),
  bias: entry('strategy', {
    name: 'Preference bias (B)',
    range: [0, Math.sqrt(7)],
    better: 'lower',
    help: 'How unevenly wrong predictions favour strategies: standard deviation of Bradley-Terry strengths whose mean is 1.',
    source: 'Kang et al. 2024: standard deviation of p with p_i = sum_j w_ij p_j / (p_i + p_j) / sum_j w_ji / (p_i + p_j), 20 sweeps in place.',
    caution: 'Where one strategy is never missed, B jumps to 2.65 (the square root of 7) whatever the rest does; such values are marked degenerate. Look at its interval.',
  }),
  successRate: entry('interaction', {
    name: 'Success rate',
    range: share,
    better: 'higher',
    help: 'Share of simulated conversations that the judge holds solved within the cap.',
    source: 'ESCA, table 3; PPDPP, Deng et al. 2024.',
    caution: 'Judged by a language model. Reading its votes by substring takes “not solved” for solved; use strict reading.',
  }),
  successRateAt: entry('interaction', {
    name: 'SR@t',
    range: share,
    better: 'higher',
    help: 'Share of conversations solved at turn t or before.',
    source: 'Definition of ESCA; its published array is shifted by one turn.',
    caution: 'Compares only at equal caps and with the same simulated seeker.',
  }),
  averageTurns: entry('interaction', {
    name: 'Average turns (AT)',
    range: [1, null],
    better: 'lower',
    help: 'Mean number of turns to success; a failure counts as the cap.',
    source: 'ESCA, table 3; PPDPP, Deng et al. 2024.',
    caution: 'Mostly restates the success rate where few conversations succeed.',
  }),
  goalScore: entry('interaction', {
    name: 'Goal score',
    range: [-1, 1],
    better: 'higher',
    help: 'Mean of the judge’s sampled verdicts: worse -1, same -0.5, better 0.5, solved 1; above 0.5 is a success.',
    source: 'PPDPP, Deng et al. 2024; ESCA.',
    caution: 'Unreadable verdicts are left out: see how many there were.',
  }),
  percent: entry('agreement', {
    name: 'Percent agreement',
    range: share,
    better: 'higher',
    help: 'Share of rater pairs that agree, mean over items.',
    source: 'Fleiss 1971: his P, the mean over items of agreeing pairs / pairs.',
    caution: 'High by chance where one label dominates.',
  }),
  fleiss: entry('agreement', {
    name: 'Fleiss’ kappa',
    range: [-1, 1],
    better: 'higher',
    help: 'Agreement of several raters beyond chance, which raters being exchangeable.',
    source: 'Fleiss 1971: (P - P_e) / (1 - P_e), P_e the sum of squared label shares.',
    caution: 'Low under skew even where nearly all ratings agree; blind to the order of labels; undefined with one label or unequal numbers of ratings.',
  }),
  cohen: entry('agreement', {
    name: 'Cohen’s kappa',
    range: [-1, 1],
    better: 'higher',
    help: 'Agreement of two raters beyond chance; with more raters the mean over all pairs.',
    source: 'Cohen 1960: (p_o - p_e) / (1 - p_e), p_e from each rater’s own label shares.',
    caution: 'Depends on how often each rater uses each label, so values of different studies hardly compare. Low under skew.',
  }),
  weightedCohenLinear: entry('agreement', {
    name: 'Weighted kappa, linear',
    range: [-1, 1],
    better: 'higher',
    help: 'Cohen’s kappa in which a near miss counts less than a far one, by the number of steps between labels.',
    source: 'Cohen 1968: 1 - sum(v O) / sum(v E), v the number of steps.',
    caution: 'Only for labels with an order. A level that neither rater uses is no step.',
  }),
  weightedCohenQuadratic: entry('agreement', {
    name: 'Weighted kappa, quadratic',
    range: [-1, 1],
    better: 'higher',
    help: 'Cohen’s kappa with squared steps; close to an intraclass correlation.',
    source: 'Cohen 1968; Fleiss and Cohen 1973.',
    caution: 'Grows with the number of levels and can be high with few exact agreements.',
  }),
  krippendorff: entry('agreement', {
    name: 'Krippendorff’s alpha',
    range: [null, 1],
    better: 'higher',
    help: 'One minus observed by expected disagreement; takes missing ratings, any number of raters, and nominal, ordinal or interval labels.',
    source: 'Krippendorff 2011: 1 - D_o / D_e.',
    caution: 'State the level: the same ratings give different values. Undefined where all ratings are equal.',
  }),
  labelAgreement: entry('agreement', {
    name: 'Agreement on a label',
    range: share,
    better: 'higher',
    help: 'Chance that another rater of the item gave the label too, where one did.',
    source: 'Cicchetti and Feinstein 1990.',
    caution: 'Not corrected for chance; unstable for rare labels.',
  }),
  preferenceShares: entry('preference', {
    name: 'Win, lose, tie',
    range: share,
    better: 'neither',
    help: 'Shares of the judgements in which the first system’s text was preferred, the second’s, or neither.',
    source: 'ESCA, table 2; CSO, tables 1 and 3.',
    caution: 'Look at length and position effects first; raters of one item are not independent, so intervals draw whole items.',
  }),
  bradleyTerry: entry('preference', {
    name: 'Bradley-Terry strength',
    range: [null, null],
    better: 'higher',
    help: 'Logarithm of a system’s strength from all pairwise judgements; odds of winning are its exponentiated differences.',
    source: 'Bradley and Terry 1952; iteration of Hunter 2004. Ties as stated: half a win each, or dropped.',
    caution: 'Undefined for a system that wins or loses everything; assumes that preferences are transitive.',
  }),
  lengthEffect: entry('preference', {
    name: 'Length effect',
    range: share,
    better: 'neither',
    help: 'How often the longer text was preferred; one half means no effect.',
    source: 'Sign test with Wilson’s interval.',
    caution: 'The longer text may also be the better one.',
  }),
  positionEffect: entry('preference', {
    name: 'Position effect',
    range: share,
    better: 'neither',
    help: 'How often the text shown first was preferred; one half means no effect.',
    source: 'Sign test with Wilson’s interval.',
    caution: 'Means something only if sides were drawn at random.',
  }),
  selfConsistency: entry('preference', {
    name: 'Self-consistency',
    range: share,
    better: 'higher',
    help: 'How often a rater who meets a pair again judges as before.',
    source: 'Share with Wilson’s interval.',
    caution: 'High also for a rater who always answers alike.',
  }),
  bootstrapP: entry('comparison', {
    name: 'Paired bootstrap',
    range: share,
    better: 'neither',
    help: 'Resamples of the items on which the difference between two systems vanishes or turns, two-sided.',
    source: 'Koehn 2004.',
    caution: 'Says nothing about other test sets; somewhat too small with few items.',
  }),
  randomisationP: entry('comparison', {
    name: 'Approximate randomisation',
    range: share,
    better: 'neither',
    help: 'How often swapping the two systems’ replies at random makes as large a difference.',
    source: 'Noreen 1989; Riezler and Maxwell 2005.',
    caution: 'A small p-value is no large difference: look at the interval.',
  }),
  mcNemar: entry('comparison', {
    name: 'McNemar’s test',
    range: share,
    better: 'neither',
    help: 'Whether two systems differ in how many of the same items they get right; exact.',
    source: 'McNemar 1947.',
    caution: 'Only items on which exactly one is right count; with few of them it can show nothing.',
  }),
  wilcoxon: entry('comparison', {
    name: 'Wilcoxon signed-rank test',
    range: share,
    better: 'neither',
    help: 'Whether paired scores are systematically higher for one system, by the ranks of their differences.',
    source: 'Wilcoxon 1945.',
    caution: 'Assumes that the differences lie symmetrically about their middle; equal pairs are left out.',
  }),
  holm: entry('comparison', {
    name: 'Holm correction',
    range: share,
    better: 'neither',
    help: 'p-values raised so that the chance of any false alarm among all tests stays at the level.',
    source: 'Holm 1979.',
    caution: 'Covers the tests of one table only, not those tried and not shown.',
  }),
  stages: entry('corpus', {
    name: 'Stage distribution',
    range: share,
    better: 'neither',
    help: 'Shares of the strategies among supporter turns in each sixth of the dialogues.',
    source: 'CSO, stage figure; position floor(6k/N) clamped, or zero-based.',
    caution: 'The published formula overflows at the last utterance; the two rules shift turns by one stage at the borders.',
  }),
  toxicity: entry('corpus', {
    name: 'Toxicity attributes',
    range: share,
    better: 'lower',
    help: 'Mean scores of six attributes a subset of texts, from an imported file or a scorer.',
    source: 'CSO, table 7; Perspective API attributes.',
    caution: 'Scores of different scorers or versions do not compare; talk about suffering scores higher without being toxic.',
  }),
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricId = keyof typeof metricCatalogue;
