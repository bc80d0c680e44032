/** @file The choices of a measurement in words: what each profile, policy and rule does, and which to take. */
import type { AgreementOptions, CorpusColumn, MeasurementKind, NlgOptions, StrategyOptions } from '#shared/contracts/measure';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly word: string;
  readonly help: string;
}

export const kindWords: Readonly<Record<MeasurementKind, { readonly word: string; readonly plural: string; readonly help: string }>> = {
  nlg: { word: 'Generated text', plural: 'Generated text', help: 'Replies of one system against references: BLEU, ROUGE-L, CIDEr, Distinct.' },
  strategy: { word: 'Strategies', plural: 'Strategies', help: 'Predicted against gold strategies: accuracy, Q, weighted F1, preference bias B.' },
  comparison: { word: 'Two systems', plural: 'Comparisons', help: 'Replies of two systems to the same contexts: differences with intervals and tests.' },
  agreement: { word: 'Agreement', plural: 'Agreement', help: 'How far raters agree: percent, kappas, alpha.' },
};

export const profiles: readonly Choice<NlgOptions['profile']>[] = [
  { value: 'nlgeval', word: 'nlg-eval', help: 'As ESCA’s evaluation and pycocoevalcap: lower case, Treebank words, BLEU over the whole set. For comparing with ESCA and most recent papers.' },
  { value: 'mymetrics', word: 'myMetrics', help: 'As ESConv’s myMetrics.py: Treebank words, BLEU smoothed by method 3; its Distinct loses each reply’s last n‑gram. For comparing with ESConv’s own tables.' },
  { value: 'utils', word: 'ESCA utils', help: 'As ESCA’s training log: split at white space, mean of each reply’s own BLEU smoothed by method 1. Only for comparing with such logs.' },
  { value: '13a', word: '13a', help: 'As sacreBLEU and mteval-v13a: case kept, exponential smoothing. For comparing with work outside this field.' },
];

export const vocabularyChoices: readonly Choice<StrategyOptions['labels']>[] = [
  { value: 'esconv8', word: 'ESConv, 8 strategies', help: 'Question, Restatement, Reflection, Self-disclosure, Affirmation, Suggestions, Information, Others.' },
  { value: 'extes8', word: 'ExTES, 8 strategies', help: 'Emotional Validation, Affirmation, Collaborative Planning and five more.' },
];

export const unparsedPolicies: readonly Choice<StrategyOptions['unparsedPolicy']>[] = [
  { value: 'wrong', word: 'Count as wrong', help: 'The system answered, and not with a strategy.' },
  { value: 'others', word: 'Count as Others', help: 'As some published scripts do; raises the score of a system that fails to answer.' },
  { value: 'drop', word: 'Leave out', help: 'The figures then describe fewer items; their number is shown.' },
  { value: 'error', word: 'Refuse the file', help: 'Stops and names the first of them, line by line.' },
];

export const averagedLabelChoices: readonly Choice<StrategyOptions['averagedLabels']>[] = [
  { value: 'all', word: 'All labels', help: 'A strategy that the gold never uses counts with an F1 of 0.' },
  { value: 'present', word: 'Labels in gold or predictions', help: 'As scikit-learn does unless told the labels.' },
];

export const biasGuards: readonly Choice<StrategyOptions['biasGuard']>[] = [
  { value: 'limit', word: 'Take the limit', help: 'Where the published iteration divides by zero, B takes the value it tends to, marked degenerate.' },
  { value: 'pseudoCount', word: 'Add half a win', help: 'Half a win for every pair first: always defined, a little lower.' },
  { value: 'crash', word: 'Refuse', help: 'Stops, as the published code does.' },
];

export const agreementLevels: readonly Choice<AgreementOptions['level']>[] = [
  { value: 'nominal', word: 'Nominal', help: 'Labels without an order: strategies, emotions. A disagreement is a disagreement.' },
  { value: 'ordinal', word: 'Ordinal', help: 'Labels with an order: degrees, stages. A near miss counts less, by rank.' },
  { value: 'interval', word: 'Interval', help: 'Numbers whose distances mean something. A near miss counts less, by squared distance.' },
];

export const columnWords: Readonly<Record<CorpusColumn, string>> = {
  supporterTurns: 'Supporter’s turns',
  supporterReplies: 'Supporter’s replies (neighbouring turns joined)',
  seekerTurns: 'Seeker’s turns',
  seekerReplies: 'Seeker’s replies (neighbouring turns joined)',
  supporterStrategies: 'Supporter’s strategies',
};

export const splitterWords: Readonly<Record<string, string>> = {
  'treebank-lite': 'Sentences split by the treebank-lite rules',
  given: 'Sentences as given in the files',
  'treebank-lite and given': 'Sentences as given, else split by the treebank-lite rules',
  none: 'This profile reads a reply as one line',
};

/** The option that figures must share to be compared, as people call it. */
export function variantWord(kind: MeasurementKind, variant: string): string {
  const choices: readonly Choice<string>[] = { nlg: profiles, comparison: profiles, strategy: vocabularyChoices, agreement: agreementLevels }[kind];
  return wordOf(choices, variant);
}

export function wordOf<Value extends string>(choices: readonly Choice<Value>[], value: Value): string {
  return choices.find((choice) => choice.value === value)?.word ?? value;
}
