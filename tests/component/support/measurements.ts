/** @file Made-up measurements of every kind and their items, parsed by the contract so that they stay believable. */
import { MeasuredItem, Measurement, MeasurementSummary } from '#shared/contracts/measure';
import { ActivityId, MeasurementId } from '#shared/domain/ids';
import type { Activity } from '#shared/contracts/activities';
import type { FakeHandlers } from './fake-client';
import { sampleHandlers } from './samples';

const sha256 = '4f1c0d7be2a94c55a0b6d1f7c7a4e39d0d6b1e1f5cc3b6a7f0a9f3f6e2b8c1d4';
const bootstrap = { resamples: 1000, seed: 13, level: 0.95 };
const around = (value: number) => ({ low: value * 0.9, high: value * 1.1 });
const frame = (id: number, name: string, itemCount: number) => ({ id, name, itemCount, solaceVersion: '0.1.0', createdAt: '2026-11-20T09:12:00.000Z' });
const fileInput = (role: string, name: string, lines: number) => ({ kind: 'file', role, name, sha256, sizeBytes: 170_000, lines });

const orders = <T>(value: (order: number) => T) => ({ 1: value(1), 2: value(2), 3: value(3), 4: value(4) });
const three = <T>(value: (order: number) => T) => ({ 1: value(1), 2: value(2), 3: value(3) });
const texts = { bleu: orders((order) => 0.2 / order ** 2), rougeL: 0.1555, rougeLF1: 0.1531, cider: 0.109, unigramF1: 0.1915, distinct: three((order) => 0.2 * order) };

export const sampleText = Measurement.parse({
  ...frame(1, 'DPPLM against Golden', 1706),
  inputs: [fileInput('hypotheses', 'DPPLM.txt', 1706), fileInput('references', 'Golden.txt', 1706)],
  kind: 'nlg',
  options: { profile: 'nlgeval', bootstrap },
  result: {
    ...texts,
    n: 1706,
    profile: 'nlgeval',
    sentenceSplitter: 'treebank-lite',
    published: ['bleu', 'rougeL', 'cider', 'distinct'],
    publishedScale: 1,
    length: { hypothesis: 22.5, reference: 21.3 },
    warnings: [
      { code: 'cider-small-corpus', count: 60, message: 'CIDEr hardly compares below 100 items.' },
      { code: 'empty-hypotheses', count: 2, message: '2 of 1706 hypotheses are empty.' },
    ],
    ci: { bleu: orders((order) => around(0.2 / order ** 2)), rougeL: around(0.1555), rougeLF1: around(0.1531), cider: around(0.109), unigramF1: around(0.1915), distinct: three((order) => around(0.2 * order)) },
    bootstrap,
  },
});

const labels = ['Question', 'Restatement or Paraphrasing', 'Reflection of feelings', 'Self-disclosure', 'Affirmation and Reassurance', 'Providing Suggestions', 'Information', 'Others'];
const square = (value: (row: number, column: number) => number) => labels.map((_, row) => labels.map((_, column) => value(row, column)));
const transitions = { labels, counts: square((row, column) => row + column), shares: square(() => 0.125), transitions: 448 };

export const sampleStrategies = Measurement.parse({
  ...frame(2, 'Strategies of planner', 840),
  inputs: [fileInput('rows', 'planner.jsonl', 840)],
  kind: 'strategy',
  options: { labels: 'esconv8', unparsedPolicy: 'wrong', averagedLabels: 'all', biasGuard: 'limit', bootstrap },
  result: {
    accuracy: 0.5012,
    macroF1: 0.4123,
    weightedF1: 0.4723,
    bias: 2.6458,
    n: 840,
    labels,
    degenerate: true,
    degenerateReason: 'Question is never missed.',
    unparsed: 3,
    unparsedExamples: [{ text: 'Empathy', where: 'item 7', count: 3 }],
    unparsedPolicy: 'wrong',
    averagedLabels: 'all',
    biasGuard: 'limit',
    preference: Object.fromEntries(labels.map((label, index) => [label, index / 3.5])),
    perStrategy: labels.map((label, index) => ({ label, support: 100 - index, predicted: 90 + index, precision: 0.5, recall: 0.45, f1: 0.47 })),
    confusion: square((row, column) => (row === column ? 40 : 6)),
    unparsedByGold: labels.map((_, index) => (index < 3 ? 1 : 0)),
    transitions: { gold: transitions, predicted: transitions },
    warnings: [{ code: 'degenerate-bias', count: 1, message: 'B is degenerate. Question is never missed.' }],
    ci: { accuracy: around(0.5), macroF1: around(0.41), weightedF1: around(0.47), bias: null },
    bootstrap,
  },
});

export const sampleAgreement = Measurement.parse({
  ...frame(3, 'Agreement on emotions', 120),
  inputs: [fileInput('ratings', 'ratings.csv', 360)],
  kind: 'agreement',
  options: { level: 'nominal', bootstrap },
  result: {
    items: 120,
    raters: 3,
    raterNames: ['Ana', 'Bo', 'Chen'],
    ratings: 360,
    labels: ['sadness', 'anxiety', 'anger'],
    level: 'nominal',
    percent: 0.5486,
    fleiss: null,
    cohen: {
      mean: 0.4296,
      pairs: [
        { a: 'Ana', b: 'Bo', items: 110, kappa: 0.57, linear: null, quadratic: null, ci: { kappa: around(0.57), linear: null, quadratic: null } },
        { a: 'Ana', b: 'Chen', items: 108, kappa: -0.12, linear: null, quadratic: null, ci: { kappa: { low: -0.2, high: 0.01 }, linear: null, quadratic: null } },
        { a: 'Bo', b: 'Chen', items: 112, kappa: null, linear: null, quadratic: null },
      ],
    },
    weightedCohen: { linear: null, quadratic: null },
    krippendorff: 0.4217,
    undefinedBecause: { fleiss: 'Items have different numbers of ratings.', 'weightedCohen.linear': 'The labels have no order.', 'weightedCohen.quadratic': 'The labels have no order.' },
    perLabel: ['sadness', 'anxiety', 'anger'].map((label, index) => ({ label, count: 150 - index * 40, share: 0.42 - index * 0.1, agreement: index === 2 ? null : 0.6 })),
    divided: 84,
    warnings: [],
    ci: { percent: around(0.5486), fleiss: null, cohen: { mean: around(0.43) }, weightedCohen: { linear: null, quadratic: null }, krippendorff: around(0.42) },
    bootstrap,
  },
});

const figures = ['bleu1', 'bleu2', 'bleu3', 'bleu4', 'rougeL', 'rougeLF1', 'cider', 'unigramF1', 'distinct1', 'distinct2', 'distinct3'] as const;

export const sampleComparison = Measurement.parse({
  ...frame(4, 'DPPLM and BlenderBot', 1706),
  inputs: [fileInput('a', 'DPPLM.txt', 1706), fileInput('b', 'BlenderBot-Joint.txt', 1706), fileInput('references', 'Golden.txt', 1706)],
  kind: 'comparison',
  options: { profile: 'nlgeval', bootstrap, names: { a: 'DPPLM', b: 'BlenderBot' } },
  result: {
    n: 1706,
    profile: 'nlgeval',
    sentenceSplitter: 'treebank-lite',
    names: { a: 'DPPLM', b: 'BlenderBot' },
    differences: figures.map((metric) => ({
      metric,
      a: 0.109,
      b: 0.1421,
      difference: -0.0331,
      ci: { low: -0.0541, high: -0.0117 },
      bootstrapP: metric.startsWith('distinct') ? null : 0.008,
      randomisationP: 0.002,
      holmP: metric === 'cider' ? 0.022 : 0.6,
      words: `${metric} in words.`,
    })),
    warnings: [],
    bootstrap,
  },
});

export const sampleMeasurements = [sampleText, sampleStrategies, sampleAgreement, sampleComparison];

const headlines = { nlg: ['bleu2', 'bleu4', 'cider'], strategy: ['accuracy', 'bias'], agreement: ['percent', 'fleiss', 'krippendorff'], comparison: ['bleu4', 'cider'] } as const;
const variants = { nlg: 'nlgeval', comparison: 'nlgeval', strategy: 'esconv8', agreement: 'nominal' } as const;

export function summaryOf({ kind, id, name, inputs, itemCount, solaceVersion, createdAt }: Measurement): MeasurementSummary {
  const headline = headlines[kind].map((figure) => ({ figure, value: figure === 'fleiss' ? null : 0.1234, ci: around(0.1234) }));
  return MeasurementSummary.parse({ kind, id, name, inputs, itemCount, solaceVersion, createdAt, variant: variants[kind], headline });
}

const scores = (value: number) => ({ bleu: orders(() => value), rougeL: value, rougeLF1: value, cider: value, unigramF1: value, length: 9 });
const match = { start: 0, end: 7, tokens: 2, reference: 0, referenceStart: 0, referenceEnd: 7 };

function itemOf({ kind }: Measurement, position: number): MeasuredItem {
  const value = position / 2000;
  if (kind === 'nlg') return MeasuredItem.parse({ kind, position, text: `How are you, says reply ${position + 1}`, references: ['How are things at home?'], scores: scores(value), matches: [match] });
  if (kind === 'comparison') return MeasuredItem.parse({ kind, position, references: ['How are things at home?'], a: { text: `How are you, says A ${position + 1}`, scores: scores(value), matches: [match] }, b: { text: `Tell me more, says B ${position + 1}`, scores: scores(0.2), matches: [] } });
  if (kind === 'strategy') return MeasuredItem.parse({ kind, position, gold: 'Question', predicted: position % 3 === 0 ? null : 'Others', written: position % 3 === 0 ? 'Empathy' : 'Others', dialogue: 'd1' });
  return MeasuredItem.parse({ kind, position, item: `turn ${position + 1}`, agreement: 1 / 3, ratings: [{ rater: 'Ana', label: 'sadness' }, { rater: 'Bo', label: 'anger' }, { rater: 'Chen', label: 'sadness' }] });
}

/** Answers to everything the Measure and Agreement rooms ask. */
export function measureHandlers(measurements: readonly Measurement[] = sampleMeasurements): FakeHandlers {
  const find = (id: number) => measurements.find((one) => one.id === id) ?? sampleText;
  return {
    ...sampleHandlers(),
    'measure.list': ({ kind }) => measurements.filter((one) => kind === undefined || one.kind === kind).map(summaryOf),
    'measure.get': ({ id }) => find(id),
    'measure.items': ({ id, offset = 0, limit = 50 }) => {
      const measurement = find(id);
      const rows = Array.from({ length: Math.max(0, Math.min(limit, measurement.itemCount - offset)) }, (_, index) => itemOf(measurement, offset + index));
      return { total: measurement.itemCount, rows };
    },
    'measure.inspect': () => ({ format: 'lines', rows: 1706, columns: [], column: null, samples: ['How are you?', 'Tell me more.', ''] }),
    'measure.rename': ({ id, name }) => ({ ...summaryOf(find(id)), name }),
    'measure.remove': ({ id }) => ({ id: MeasurementId.parse(id) }),
    'measure.restore': ({ id }) => summaryOf(find(id)),
  };
}

export function measuringActivity(changes: Partial<Activity> = {}): Activity {
  return { id: ActivityId.parse('a_fedcba9876543210'), title: 'Measuring replies', state: 'running', startedAt: '2026-11-20T09:30:00.000Z', progress: { done: 300, total: 1000, unit: 'steps', note: 'Resampling' }, ...changes };
}

export function measuredActivity(id: number): Activity {
  return measuringActivity({ state: 'done', result: { kind: 'measurement', measurementId: MeasurementId.parse(id) } });
}
