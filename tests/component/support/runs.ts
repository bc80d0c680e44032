/** @file Answers of a workbench with two kinds of runs, some runs in every state, a sweep, and curves of any length. */
import type { PlannerItem, PlannerResult } from '#shared/contracts/planner';
import type { RunDetail, RunForecast, RunKindInfo, RunRow } from '#shared/contracts/run-records';
import type { Curve, Lineage, MetricSummary, RunComparison, RunFacets, SweepSummary } from '#shared/contracts/run-results';
import { ArtifactId, DialogueId, RunId } from '#shared/domain/ids';
import { esconv8 } from '#shared/domain/strategies';
import type { FakeHandlers } from './fake-client';
import { modelHandlers } from './models';

const at = '2026-11-20T10:00:00.000Z';

export const plannerKind: RunKindInfo = {
  kind: 'planner',
  title: 'Strategy planner',
  description: 'Trains a planner of strategies.',
  schema: {
    type: 'object',
    required: ['data'],
    properties: {
      data: { type: 'object', title: 'Data', required: ['corpus'], properties: { corpus: { picks: 'corpus', title: 'Corpus', anyOf: [{ type: 'integer' }, { type: 'string' }] }, note: { title: 'Note', type: 'string' } } },
      training: {
        type: 'object',
        default: {},
        properties: {
          epochs: { type: 'integer', minimum: 1, maximum: 100, default: 5, title: 'Epochs' },
          learningRate: { type: 'number', exclusiveMinimum: 0, default: 0.001, title: 'Learning rate', description: 'The highest.' },
          schedule: { type: 'string', enum: ['linear', 'constant'], default: 'linear', title: 'Schedule' },
          isShuffled: { type: 'boolean', default: true, title: 'Shuffled' },
        },
      },
    },
  },
  defaults: { training: { epochs: 5, learningRate: 0.001, schedule: 'linear', isShuffled: true } },
  profiles: [
    { name: 'paper', options: { 'training.learningRate': 0.0001 } },
    { name: 'recommended', options: { 'training.epochs': 12 } },
  ],
  decisions: { 'training.learningRate': { decision: 'As the paper says.', why: 'Its appendix names it.' } },
};

export const annotateKind: RunKindInfo = {
  kind: 'annotate',
  title: 'Annotate a corpus',
  description: 'Several models label a corpus.',
  schema: { type: 'object', required: ['annotators'], properties: { annotators: { picks: 'endpoints', type: 'array', minItems: 2, items: { type: 'string' }, title: 'Annotators' } } },
  defaults: {},
  profiles: [],
  decisions: {},
};

export function runRow(id: number, changes: Partial<RunRow> = {}): RunRow {
  return {
    id: RunId.parse(id),
    kind: 'planner',
    name: `Planner ${id}`,
    state: 'done',
    slot: 'cpu',
    priority: 0,
    tags: id % 2 === 0 ? ['baseline'] : [],
    config: { 'data.corpus': 'ESConv', 'training.epochs': 5, 'training.learningRate': id % 3 === 0 ? 0.001 : 0.0001, 'training.schedule': 'linear', 'training.isShuffled': true },
    seed: 13,
    lastMetrics: { 'train/loss': 1.2, 'valid/macroF1': 0.3 + id / 10_000 },
    bestMetrics: { 'train/loss': 1.1, 'valid/macroF1': 0.31 + id / 10_000 },
    isScripted: false,
    isImported: false,
    createdAt: at,
    startedAt: at,
    finishedAt: at,
    durationMs: 61_000,
    ...changes,
  };
}

export const runRows: RunRow[] = [
  runRow(8, { name: 'Still waiting', state: 'queued', durationMs: 0, lastMetrics: {}, bestMetrics: {} }),
  runRow(7, { name: 'At work', state: 'running', progress: { done: 420, total: 1_000, unit: 'steps', note: 'Epoch 2', unitsPerSecond: 20, secondsLeft: 29 } }),
  runRow(6, { name: 'Put aside', state: 'paused' }),
  runRow(5, { name: 'Went wrong', state: 'failed', errorMessage: 'The loss is not a number at step 12.' }),
  runRow(4, { name: 'Rules only', isScripted: true }),
  runRow(3, { name: 'From a colleague', isImported: true }),
  runRow(2),
  runRow(1, { name: 'Without state' }),
];

const labels = esconv8.map(({ label }) => label);

export function plannerResult(shift = 0): PlannerResult {
  const figures = { accuracy: 0.3 + shift, macroF1: 0.25 + shift, weightedF1: 0.28 + shift, bias: 1.1 };
  const interval = (value: number) => ({ low: value - 0.05, high: value + 0.05 });
  const counts = { dialogues: 10, examples: 80, leftOut: { withoutStrategy: 0, beforeSeeker: 1, withoutState: 0, afterSupporter: 0 } };
  return {
    labels,
    usesState: true,
    isScripted: false,
    data: { train: counts, valid: counts, test: counts },
    training: { steps: 100, parameters: 328_712, bestStep: 90, select: 'macroF1', bestValue: 0.26, vocabularySize: 500 },
    test: {
      ...figures,
      n: 80,
      labels,
      degenerate: false,
      degenerateReason: null,
      unparsed: 0,
      unparsedExamples: [],
      unparsedPolicy: 'wrong',
      averagedLabels: 'all',
      biasGuard: 'limit',
      preference: Object.fromEntries(labels.map((label) => [label, 1])),
      perStrategy: labels.map((label) => ({ label, support: 10, predicted: 10, precision: 0.3, recall: 0.3, f1: 0.3 })),
      confusion: labels.map((_, row) => labels.map((__, column) => (row === column ? 6 : column === (row + 1) % 8 ? 4 : 0))),
      unparsedByGold: labels.map(() => 0),
      warnings: [],
      ci: { accuracy: interval(figures.accuracy), macroF1: interval(figures.macroF1), weightedF1: interval(figures.weightedF1), bias: null },
    },
    baselines: [{ name: 'majority', accuracy: 0.2, macroF1: 0.05, weightedF1: 0.07, bias: 2.6, note: 'Always Question.' }],
    attention: { emotion: 0.2, trust: 0.2, stage: 0.4, behaviour: 0.2 },
  };
}

export function runDetail(row: RunRow, changes: Partial<RunDetail> = {}): RunDetail {
  return {
    ...row,
    notes: '',
    configuration: { data: { corpus: 'ESConv' }, training: { epochs: 5, learningRate: 0.0001, schedule: 'linear', isShuffled: true } },
    inputs: [{ kind: 'corpus', id: 1, name: 'ESConv' }],
    outputs: [],
    needs: [],
    neededBy: [],
    children: [],
    parameters: {},
    ...(row.state === 'done' && { result: plannerResult(row.id / 1000) }),
    artifacts: [{ id: ArtifactId.parse(1), name: 'Planner', kind: 'model', path: 'planner', isFolder: true, sizeBytes: 1_400_000, sha256: 'c'.repeat(64), files: [{ path: 'model.safetensors', sizeBytes: 1_300_000, sha256: 'd'.repeat(64) }], createdAt: at }],
    provenance: { solaceVersion: '0.1.0', node: '24.0.0', platform: 'linux', processor: 'A processor', cores: 8, memoryBytes: 16e9 },
    attempts: 1,
    deaths: 0,
    cost: { calls: 12, cachedCalls: 3, promptTokens: 4_000, replyTokens: 300, cost: 0.02 },
    ...changes,
  };
}

export const sweepRow = runRow(20, { kind: 'sweep', name: 'Over rates', lastMetrics: {}, bestMetrics: {} });

export const facets: RunFacets = {
  kinds: [{ value: 'planner', count: 8 }],
  states: [
    { value: 'done', count: 4 },
    { value: 'running', count: 1 },
  ],
  tags: [{ value: 'baseline', count: 4 }],
  config: [
    { path: 'training.learningRate', distinct: 2, values: [{ value: 0.0001, count: 6 }, { value: 0.001, count: 2 }] },
    { path: 'training.schedule', distinct: 1, values: [{ value: 'linear', count: 8 }] },
  ],
  metrics: [
    { value: 'train/loss', count: 7 },
    { value: 'valid/macroF1', count: 7 },
    { value: 'system/processor', count: 7 },
  ],
};

const sweepSummary: SweepSummary = {
  metric: 'valid/macroF1',
  direction: 'higher',
  parameters: [{ path: 'training.learningRate', values: [0.0001, 0.001] }],
  runs: [21, 22, 23, 24].map((id, index) => ({ runId: RunId.parse(id), name: `Over rates ${id}`, state: 'done' as const, seed: 13 + (index % 2), parameters: { 'training.learningRate': index < 2 ? 0.0001 : 0.001 }, value: 0.2 + index / 20 })),
  groups: [
    { parameters: { 'training.learningRate': 0.001 }, runIds: [RunId.parse(23), RunId.parse(24)], statistics: { n: 2, mean: 0.325, deviation: 0.035, low: 0.01, high: 0.64 } },
    { parameters: { 'training.learningRate': 0.0001 }, runIds: [RunId.parse(21), RunId.parse(22)], statistics: { n: 2, mean: 0.225, deviation: 0.035, low: -0.09, high: 0.54 } },
  ],
  best: { runId: RunId.parse(24), value: 0.35 },
  sensitivity: [{ path: 'training.learningRate', points: [{ value: 0.0001, statistics: { n: 2, mean: 0.225, deviation: 0.035, low: -0.09, high: 0.54 } }, { value: 0.001, statistics: { n: 2, mean: 0.325, deviation: 0.035, low: 0.01, high: 0.64 } }] }],
};

const lineage: Lineage = {
  nodes: [
    { key: 'corpus:1', kind: 'corpus', id: 1, name: 'ESConv', sha256: 'e'.repeat(64) },
    { key: 'run:2', kind: 'run', id: 2, name: 'Planner 2', state: 'done', runKind: 'planner' },
    { key: 'artifact:1', kind: 'artifact', id: 1, name: 'Planner' },
  ],
  edges: [
    { from: 'corpus:1', to: 'run:2', relation: 'input' },
    { from: 'run:2', to: 'artifact:1', relation: 'artifact' },
  ],
  isCut: false,
};

const forecast: RunForecast = { calls: 120, promptTokens: 40_000, replyTokens: 2_000, cost: 0.5, seconds: 90, notes: ['A small encoder learns from nothing.'], slot: 'cpu', isScripted: false, inputs: [{ kind: 'corpus', id: 1, name: 'ESConv' }] };

/** A falling, noisy curve of so many points in so many buckets. */
export function fakeCurve(run: number, name: string, { points, buckets, from = 0, to = points }: { points: number; buckets: number; from?: number | undefined; to?: number | undefined }): Curve {
  const runId = RunId.parse(run);
  const first = Math.max(0, from);
  const last = Math.min(points, to);
  const count = Math.max(1, Math.min(buckets, Math.round(last - first)));
  const isExact = count === Math.round(last - first);
  const width = (last - first) / count;
  const starts = Array.from({ length: count }, (_, index) => first + index * width);
  const valueAt = (x: number): number => 2 * Math.exp(-x / points) + 0.15 * Math.sin(x * 12.9898 + runId) + runId / 20;
  const mean = starts.map(valueAt);
  const spread = isExact ? 0 : 0.15;
  return { runId, name, points: Math.round(last - first), isExact, brokenPoints: 0, from: starts, to: isExact ? starts : starts.map((start) => start + width), first: mean, min: mean.map((value) => value - spread), max: mean.map((value) => value + spread), last: mean, mean, count: mean.map(() => 1) };
}

function summary(run: number, name: string, points: number): MetricSummary {
  return { runId: RunId.parse(run), name, direction: name.endsWith('loss') ? 'lower' : 'higher', points, firstStep: 0, lastStep: points, hasEpochs: true, last: 0.5, min: 0.2, minStep: 1, max: 0.9, maxStep: 2 };
}

export interface RunAnswers {
  rows?: readonly RunRow[];
  /** Of every curve. */
  points?: number;
  metrics?: readonly string[];
}

export function runHandlers({ rows = runRows, points = 200, metrics = ['train/loss', 'valid/loss', 'valid/macroF1', 'system/processor'] }: RunAnswers = {}): FakeHandlers {
  const all = [...rows, sweepRow];
  const found = (id: number): RunRow => all.find((row) => row.id === id) ?? runRow(id);
  return {
    ...modelHandlers(),
    'runs.kinds': () => [annotateKind, plannerKind],
    'runs.facets': () => facets,
    'runs.slots': () => [{ slot: 'cpu', places: 1, running: [RunId.parse(7)], queued: [RunId.parse(8)] }],
    'runs.list': ({ filter = {}, offset = 0, limit = 100 }) => {
      const shown = rows.filter(({ name, state }) => (filter.text === undefined || name.includes(filter.text)) && (filter.states === undefined || filter.states.includes(state)));
      return { total: shown.length, rows: shown.slice(offset, offset + limit) };
    },
    'runs.get': ({ id }) => (id === sweepRow.id ? runDetail(sweepRow, { children: sweepSummary.runs.map(({ runId, name, state }) => ({ id: runId, kind: 'planner', name, state })), artifacts: [] }) : runDetail(found(id))),
    'runs.metricNames': ({ ids }) => ids.flatMap((id) => metrics.map((name) => summary(id, name, points))),
    'runs.curves': ({ ids, names, from, to, buckets = 500 }) => ids.flatMap((id) => names.map((name) => fakeCurve(id, name, { points, buckets, from, to }))),
    'runs.metricsAt': ({ ids, names, at: place }) => ids.flatMap((id) => names.map((name) => ({ runId: RunId.parse(id), name, step: Math.round(place), seconds: 1, value: 0.4321 }))),
    'runs.log': ({ after, level }) => ({ lines: after !== undefined ? [] : [{ id: 1, at, level: 'info' as const, source: 'workbench' as const, text: 'Begins.' }, { id: 2, at, level: 'warn' as const, source: 'run' as const, text: 'The corpus is small.' }].filter((line) => level === undefined || line.level === level), hasMore: false }),
    'runs.lineage': () => lineage,
    'runs.profileDifferences': () => [{ path: 'training.learningRate', value: 0.001, profiles: [{ name: 'paper', value: 0.0001 }], decision: 'As the paper says.', why: 'Its appendix names it.' }],
    'runs.forecast': () => forecast,
    'runs.compare': ({ ids }) => comparisonOf(ids.map((id) => found(id))),
    'runs.sweepSummary': () => sweepSummary,
    'planner.confusionItems': ({ runId, offset = 0, limit = 50 }) => {
      const items = plannerItems(runId);
      return { total: items.length, rows: items.slice(offset, offset + limit) };
    },
    'labels.list': () => [],
  };
}

function comparisonOf(runs: RunRow[]): RunComparison {
  return {
    runs,
    config: [
      { path: 'training.schedule', values: runs.map(() => 'linear'), isDifferent: false },
      { path: 'training.learningRate', values: runs.map(({ config }) => config['training.learningRate'] ?? null), isDifferent: true },
    ],
    metrics: [{ name: 'valid/macroF1', direction: 'higher', last: runs.map(({ lastMetrics }) => lastMetrics['valid/macroF1'] ?? null), best: runs.map(({ bestMetrics }) => bestMetrics['valid/macroF1'] ?? null) }],
  };
}

/** Ten test turns: even runs are right on all but the last, odd ones on the first five. */
function plannerItems(runId: number): PlannerItem[] {
  return Array.from({ length: 10 }, (_, turn) => {
    const isRight = runId % 2 === 0 ? turn < 9 : turn < 5;
    return { dialogueId: DialogueId.parse(1), turn: turn + 1, gold: 'Question', predicted: isRight ? 'Question' : 'Information', probability: 0.5, seekerText: `I said ${turn}.` };
  });
}
