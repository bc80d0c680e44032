/** @file Believable answers of a workbench for page tests, of the size of the field's main corpus. */
import type { Activity } from '#shared/contracts/activities';
import { Corpus, type CorpusStatistics, type FormatInfo, SplitSet } from '#shared/contracts/corpora';
import type { DebugSnapshot } from '#shared/contracts/debug';
import type { Output } from '#shared/contracts/index';
import type { DoctorReport } from '#shared/contracts/workspace';
import { ActivityId, CorpusId, FileId, KnowledgeEntryId } from '#shared/domain/ids';
import type { FakeHandlers } from './fake-client';

const strategies = { Question: 3801, Others: 3341, 'Providing Suggestions': 2954, 'Affirmation and Reassurance': 2827, 'Self-disclosure': 1713, 'Reflection of feelings': 1436, Information: 1215, 'Restatement or Paraphrasing': 1089 };

export function sampleCorpus(changes: Partial<Corpus> = {}): Corpus {
  return Corpus.parse({
    id: 1,
    name: 'ESConv',
    kind: 'dialogues',
    format: 'esconv-hub',
    vocabulary: 'esconv8',
    sha256: '4f1c0d7be2a94c55a0b6d1f7c7a4e39d0d6b1e1f5cc3b6a7f0a9f3f6e2b8c1d4',
    files: [
      { name: 'train.txt', sizeBytes: 5_210_332, records: 910 },
      { name: 'valid.txt', sizeBytes: 1_101_240, records: 195 },
      { name: 'test.txt', sizeBytes: 1_098_771, records: 195 },
    ],
    warnings: [{ code: 'survey-missing', count: 61, example: 'train.txt, record 14: no relevance score' }],
    rejected: [],
    isLocalOnly: false,
    isDemo: false,
    note: '',
    createdAt: '2026-11-18T09:12:00.000Z',
    dialogues: 1300,
    utterances: 38_365,
    seekerTurns: 19_989,
    supporterTurns: 18_376,
    entries: 0,
    strategies,
    ...changes,
  });
}

export const sampleCorpora: Corpus[] = [
  sampleCorpus(),
  sampleCorpus({
    id: CorpusId.parse(2),
    name: 'FailedESConv',
    format: 'esconv',
    dialogues: 196,
    utterances: 4_518,
    strategies: { Question: 610, Others: 402, 'Providing Suggestions': 390, 'Affirmation and Reassurance': 201, Information: 160 },
    rejected: [
      { file: 'FailedESConv.json', index: 17, reason: 'turn 4 has no text (content is null)' },
      { file: 'FailedESConv.json', index: 88, reason: 'the dialogue has no turns' },
    ],
    createdAt: '2026-11-19T10:40:00.000Z',
  }),
  sampleCorpus({ id: CorpusId.parse(3), name: 'Solace demo', format: 'solace', isDemo: true, dialogues: 32, utterances: 586, strategies: { Question: 70, 'Reflection of feelings': 61, 'Affirmation and Reassurance': 55, 'Providing Suggestions': 40, Others: 30 }, createdAt: '2026-11-20T08:00:00.000Z' }),
  sampleCorpus({ id: CorpusId.parse(4), name: 'CounselChat', kind: 'knowledge', format: 'counsel-chat', dialogues: 0, utterances: 0, seekerTurns: 0, supporterTurns: 0, entries: 1482, strategies: {}, isLocalOnly: true, createdAt: '2026-11-19T16:20:00.000Z' }),
];

export const sampleSplits: SplitSet[] = [
  SplitSet.parse({
    id: 1,
    name: 'sequential 8:1:1',
    mode: 'sequential',
    ratios: '8:1:1',
    seed: null,
    sha256: '9b2e6d0f4c1a8e7735d0c9f2a1b4e6d8c0f2a4b6d8e0f1a3b5c7d9e1f3a5b7c9',
    parts: [
      { name: 'train', dialogues: 1040 },
      { name: 'valid', dialogues: 130 },
      { name: 'test', dialogues: 130 },
    ],
    createdAt: '2026-11-18T09:20:00.000Z',
  }),
];

export function sampleStatistics(changes: Partial<CorpusStatistics> = {}): CorpusStatistics {
  const total = Object.values(strategies).reduce((sum, count) => sum + count, 0);
  return {
    name: 'ESConv',
    counts: { dialogues: 1300, utterances: 38_365, seekerTurns: 19_989, supporterTurns: 18_376, entries: 0, strategies },
    strategies: Object.entries(strategies).map(([label, count]) => ({ label, count, share: count / total })),
    unknownStrategies: [],
    emotions: bucketsOf({ anxiety: 354, depression: 334, sadness: 308, anger: 111, fear: 95, shame: 42, disgust: 40, nervousness: 12, guilt: 4 }),
    problems: bucketsOf({ 'ongoing depression': 351, 'breakup with partner': 239, 'job crisis': 280, 'problems with friends': 179, 'academic pressure': 156, procrastination: 13, 'alcohol abuse': 12, 'issues with parents': 18, 'sleep problems': 17 }),
    stages: Array.from({ length: 6 }, (_, stage) => ({ stage, strategies: stageCounts(stage) })),
    lengths: {
      turnsPerDialogue: { mean: 29.5, median: 28, min: 16, max: 120, histogram: histogramOf([310, 402, 270, 160, 82, 41, 18, 9, 5, 3], { from: 16, width: 8 }) },
      wordsPerSeekerTurn: { mean: 16.2, median: 13, min: 1, max: 154, histogram: histogramOf([6200, 5400, 3900, 2100, 1200, 640, 300, 130, 80, 39], { from: 1, width: 8 }) },
      wordsPerSupporterTurn: { mean: 20.2, median: 18, min: 1, max: 187, histogram: histogramOf([4100, 4600, 3900, 2500, 1500, 900, 480, 220, 110, 66], { from: 1, width: 8 }) },
    },
    feedback: [
      { score: 1, count: 60 },
      { score: 2, count: 128 },
      { score: 3, count: 611 },
      { score: 4, count: 1540 },
      { score: 5, count: 2902 },
    ],
    survey: [
      { field: 'initialIntensity', mean: 4.2, histogram: scoresOf([0, 8, 54, 160, 560, 518]) },
      { field: 'finalIntensity', mean: 2.1, histogram: scoresOf([0, 410, 460, 260, 120, 50]) },
    ],
    intensityChange: { fell: 1180, same: 92, rose: 28, meanChange: -2.1 },
    ...changes,
  };
}

export const sampleFormats: FormatInfo[] = [
  { id: 'esconv', label: 'ESConv, original schema', description: 'As published: one JSON array with annotation and content.', kind: 'dialogues', extensions: ['.json'], canImport: true, canExport: true, needsMapping: false },
  { id: 'jsonl', label: 'JSON Lines', description: 'One dialogue a line, with everything Solace knows of it.', kind: 'dialogues', extensions: ['.jsonl'], canImport: true, canExport: true, needsMapping: false },
  { id: 'csv', label: 'CSV table', description: 'One row an utterance, for spreadsheets.', kind: 'dialogues', extensions: ['.csv'], canImport: true, canExport: true, needsMapping: true },
  { id: 'knowledge-csv', label: 'CSV table of entries', description: 'One row an entry.', kind: 'knowledge', extensions: ['.csv'], canImport: true, canExport: true, needsMapping: true },
];

export function sampleActivity(changes: Partial<Activity> = {}): Activity {
  return {
    id: ActivityId.parse('a_0123456789abcdef'),
    title: 'Importing ExTES',
    state: 'running',
    startedAt: '2026-11-20T09:30:00.000Z',
    progress: { done: 4_300_000, total: 10_000_000, unit: 'bytes', note: 'reading ExTES.json', unitsPerSecond: 2_400_000, secondsLeft: 2.4 },
    ...changes,
  };
}

export const sampleExportFile = { fileId: FileId.parse('f_0123456789abcdef'), name: 'esconv.json', sizeBytes: 7_412_003 };

export const sampleReport: DoctorReport = {
  versions: { solace: '0.1.0', node: '24.21.0', sqlite: '3.53.4' },
  memory: { totalBytes: 34_000_000_000, freeBytes: 21_500_000_000 },
  disk: { freeBytes: 212_000_000_000, workspaceBytes: 84_300_000 },
  workspace: { path: '/home/ada/Solace', schemaVersion: 4, corpora: 4, dialogues: 1528, integrity: 'ok' },
  checks: [
    { name: 'Database', state: 'ok', message: 'The integrity check found nothing wrong.' },
    { name: 'Disk', state: 'ok', message: '212 GB free.' },
    { name: 'Backup', state: 'warning', message: 'No backup has been taken yet. Take one in Settings, or with the command line.' },
  ],
};

export const sampleSnapshot: DebugSnapshot = {
  calls: Array.from({ length: 24 }, (_, index) => ({
    at: new Date(Date.UTC(2026, 10, 20, 9, 31, 59 - index)).toISOString(),
    command: ['dialogues.search', 'corpora.list', 'corpora.statistics', 'debug.snapshot', 'activities.list'][index % 5] ?? '',
    durationMs: 1.2 + ((index * 7) % 31),
    inputBytes: 40 + index * 3,
    outputBytes: 1200 + ((index * 7919) % 90_000),
    error: index === 7 ? 'NOT_FOUND: there is no corpus 9' : null,
  })),
  slowQueries: [{ at: '2026-11-20T09:31:12.000Z', sql: 'SELECT label, count(*) FROM turn WHERE corpus_id = ? GROUP BY label', durationMs: 61.4 }],
  versions: { solace: '0.1.0', node: '24.21.0', sqlite: '3.53.4' },
  logTail: ['2026-11-20T09:30:00.000Z info workspace opened schema=4', '2026-11-20T09:30:04.120Z info import finished corpus=1 dialogues=1300 durationMs=1730'],
  memory: { residentBytes: 182_000_000, heapBytes: 64_000_000 },
};

export function sampleEntries(text: string | undefined): Output<'knowledge.search'> {
  const rows = Array.from({ length: 25 }, (_, index) => ({
    id: KnowledgeEntryId.parse(index + 1),
    title: 'How do I tell my family that I am struggling?',
    query: 'I have felt low for months and nobody at home knows. Every time I want to speak, I stop.',
    answer: 'It can help to choose one person and one quiet moment, and to say just the first sentence. You need not explain everything at once.',
    topics: ['depression', 'family'],
    excerpt: 'I have felt \uE000low\uE001 for months and nobody at home knows.',
  }));
  return text === 'nothing' ? { total: 0, rows: [] } : { total: 1482, rows };
}

/** Answers to everything the pages ask. */
export function sampleHandlers(corpora: Corpus[] = sampleCorpora): FakeHandlers {
  const corpusOf = (ref: unknown) => corpora.find((corpus) => corpus.id === ref || corpus.name === ref) ?? sampleCorpus();
  return {
    'app.info': () => ({ version: '0.1.0', host: 'web', platform: 'linux', versions: {}, workspaceName: 'Solace', hasNativeDialogs: false }),
    'activities.list': () => [],
    'corpora.list': () => corpora,
    'corpora.get': ({ corpus }) => corpusOf(corpus),
    'corpora.statistics': () => sampleStatistics(),
    'corpora.splits': () => sampleSplits,
    'corpora.formats': () => sampleFormats,
    'knowledge.search': ({ text }) => sampleEntries(text),
    'workspace.doctor': () => sampleReport,
    'models.providers': () => [
      { name: 'webgpu', isAvailable: false, reason: 'no graphics adapter was found' },
      { name: 'cpu', isAvailable: true, reason: 'the self-test passed' },
    ],
    'debug.snapshot': () => sampleSnapshot,
  };
}

function bucketsOf(counts: Record<string, number>): { label: string; count: number }[] {
  return Object.entries(counts)
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count);
}

function histogramOf(counts: number[], bins: { from: number; width: number }): { from: number; to: number; count: number }[] {
  return counts.map((count, index) => ({ from: bins.from + index * bins.width, to: bins.from + (index + 1) * bins.width, count }));
}

function scoresOf(counts: number[]): { score: number; count: number }[] {
  return counts.map((count, score) => ({ score, count }));
}

function stageCounts(stage: number): Record<string, number> {
  const early = 6 - stage;
  return {
    Question: 200 * early + 60,
    'Restatement or Paraphrasing': 60 * early + 30,
    'Reflection of feelings': 70 * early + 60,
    'Self-disclosure': 220 + 40 * Math.min(stage, 3),
    'Affirmation and Reassurance': 250 + 80 * stage,
    'Providing Suggestions': 120 + 160 * stage,
    Information: 90 + 60 * stage,
    Others: stage === 0 || stage === 5 ? 900 : 320,
  };
}
