/** @file Answers of a workbench with one label set of three annotators, and tables beside it. */
import type { LabelSetDetails, ValueRow } from '#shared/contracts/labels';
import type { BuiltTable, KeptTable, ReferenceTable } from '#shared/contracts/tables';
import { CallId, CorpusId, DialogueId, LabelSetId, ResultTableId, RunId } from '#shared/domain/ids';
import type { FakeHandlers } from './fake-client';
import { sampleHandlers } from './samples';

const at = '2026-11-20T10:00:00.000Z';
const levels = [1, 2, 3, 4, 5].map((level) => ({ value: String(level), title: String(level), description: `Level ${level}.`, aliases: [] }));

export const labelSet: LabelSetDetails = {
  id: LabelSetId.parse(1),
  name: 'States by three models',
  corpusId: CorpusId.parse(1),
  corpusName: 'ESConv',
  corpusSha256: 'c'.repeat(64),
  schema: { id: 'esca', name: 'ESCA seeker states', version: 1 },
  source: { kind: 'run', runId: RunId.parse(7) },
  isScripted: true,
  annotators: ['Ada', 'Ben', 'Cleo'].map((name) => ({ name, isScripted: true })),
  adjudicator: { name: 'Dora', isScripted: true },
  counts: { dialogues: 195, failedDialogues: 1, turns: 3_144, values: 18_864, unanimous: 10_100, majority: 7_689, adjudicated: 704, fallback: 3, known: 371, failed: 6 },
  sha256: 'd'.repeat(64),
  createdAt: at,
  fullSchema: {
    id: 'esca',
    name: 'ESCA seeker states',
    version: 1,
    description: '',
    unit: 'seeker-turn',
    fields: [{ id: 'emotionIntensity', title: 'Emotion intensity', abbreviation: 'Emo', rubric: 'How strong is the negative emotion?', scale: 'ordinal', values: levels, judges: 'turn', readings: [] }],
    derived: [],
    passes: [{ id: 'emotion', title: 'Emotion', role: 'annotate-emotion', fields: ['emotionIntensity'] }],
  },
  options: { window: 4, step: 2 },
  sources: [],
};

const row: ValueRow = {
  dialogueId: DialogueId.parse(12),
  position: 11,
  turn: 4,
  field: 'emotionIntensity',
  text: 'That I could lose it.',
  value: '4',
  origin: 'majority',
  agreement: 1 / 3,
  votes: ['4', '4', '5'].map((value, annotator) => ({ annotator, value, callId: CallId.parse(annotator + 1) })),
  callId: null,
  rationale: null,
};

export const reference: ReferenceTable = {
  id: 'straq-1',
  paper: 'straQ*',
  title: 'Strategy and response on ESConv',
  kind: 'automatic',
  columns: [{ id: 'macroF1', title: 'Q', metric: 'macroF1', better: 'higher', scale: 100, digits: 2 }],
  rows: [{ system: 'straQ*-imit', values: { macroF1: 43.15 } }],
};

export const keptTable: KeptTable = {
  id: ResultTableId.parse(1),
  design: { title: 'Strategy choice', columns: reference.columns, rows: [{ kind: 'published', table: 'straq-1', system: 'straQ*-imit' }, { kind: 'runs', label: 'Planner', runs: [RunId.parse(7)], value: 'last' }] },
  changedAt: at,
};

export const builtTable: BuiltTable = {
  title: 'Strategy choice',
  columns: reference.columns,
  rows: [
    { label: 'straQ*-imit', source: 'published', paper: 'straQ*', isScripted: false, cells: [{ value: 43.15, text: '43.15', place: 'best', runs: [] }] },
    { label: 'Planner', source: 'runs', isScripted: false, cells: [{ value: 27.3, text: '27.30', place: 'second', runs: [{ id: RunId.parse(7), name: 'planner, seed 13', figure: 'test.macroF1' }] }] },
  ],
  notes: [],
};

export function labelHandlers(): FakeHandlers {
  const kappa = { low: 0.5, high: 0.56 };
  return {
    ...sampleHandlers(),
    'labels.list': () => [labelSet],
    'labels.get': () => labelSet,
    'labels.agreement': ({ ci }) => ({
      annotators: ['Ada', 'Ben', 'Cleo'],
      trust: 'meanOfDims',
      knownLeftOut: 371,
      bootstrap: null,
      fields: [
        {
          field: 'emotionIntensity',
          title: 'Emotion intensity',
          abbreviation: 'Emo',
          isDerived: false,
          level: 'ordinal',
          items: 2_773,
          percent: 0.61,
          fleiss: 0.53,
          cohen: 0.53,
          krippendorff: 0.7,
          undefinedBecause: {},
          pairs: [],
          published: { fleiss: 0.6, source: 'ESCA' },
          ...(ci !== undefined && { ci: { percent: null, fleiss: kappa, cohen: null, krippendorff: null } }),
        },
      ],
    }),
    'labels.annotators': () => [{ name: 'Cleo', isScripted: true, fields: [{ field: 'emotionIntensity', votes: 100, differing: 22, share: 0.22 }], votes: 100, differing: 22, share: 0.22, unparsedReplies: 2, retriedPasses: 1, failedPasses: 0 }],
    'labels.distribution': () => [{ field: 'emotionIntensity', title: 'Emotion intensity', missing: 0, values: levels.map(({ value, title }, index) => ({ value, title, count: (index + 1) * 10, share: (index + 1) / 15, votes: [1, 2, 3] })) }],
    'labels.values': () => ({ total: 1, rows: [row] }),
    'labels.analysis': () => ({
      dialogues: 100,
      replies: 812,
      lines: [{ dialogueId: DialogueId.parse(12), position: 11, turns: [0, 2, 4], series: [{ field: 'emotionIntensity', title: 'Emotion intensity', levels: 5, values: [5, 4, 2] }] }],
      heatMaps: [{ field: 'behaviour', title: 'Behaviour', values: ['greeting', 'question'], strategies: ['Question', 'Others'], counts: [[3, 9], [7, 1]] }],
    }),
    'tables.list': () => [keptTable],
    'tables.references': () => [reference],
    'tables.figures': () => [{ name: 'test.macroF1', runs: 1 }],
    'tables.build': () => builtTable,
    'tables.render': ({ format }) => ({ text: `as ${format}` }),
    'tables.keep': ({ id, design }) => ({ id: ResultTableId.parse(id ?? 2), design: design as KeptTable['design'], changedAt: at }),
    'runs.list': () => ({ total: 0, rows: [] }),
  };
}
