/** @file Made-up campaigns with progress, a report and an adjudication queue, parsed by the contract so that they stay believable. */
import { AdjudicationItem, QueueRow } from '#shared/contracts/adjudication';
import { CampaignReport } from '#shared/contracts/campaign-report';
import { Campaign, PersonProgress } from '#shared/contracts/campaigns';
import { LabelSet, LabelSetDetails } from '#shared/contracts/labels';
import { AgreementResult } from '#shared/contracts/measure-results';
import { publishedAccuracy } from '#shared/domain/review/decisions';
import esca from '../../../resources/rubrics/esca.json';
import type { FakeHandlers } from './fake-client';
import { ada, ben, chen, createQueue, escaFields, seatHandlers } from './review';
import { sampleHandlers } from './samples';

const someTime = '2026-11-20T10:00:00.000Z';
const sha256 = '4f1c0d7be2a94c55a0b6d1f7c7a4e39d0d6b1e1f5cc3b6a7f0a9f3f6e2b8c1d4';

export function sampleCampaign(changes: Partial<Campaign> = {}): Campaign {
  return Campaign.parse({
    id: 7,
    name: 'Seeker states, round 1',
    corpus: { id: 1, name: 'ESConv' },
    labelSet: { id: 4, name: 'Three models, paper profile' },
    isScripted: false,
    mode: 'validate',
    state: 'open',
    fields: escaFields,
    sampling: { kind: 'random', count: 100 },
    split: null,
    seed: 13,
    annotatorsPerItem: 3,
    repeats: { share: 0.1, distance: 20 },
    goldChecks: null,
    options: {},
    items: 100,
    goldCheckItems: 0,
    people: [1, 2, 3],
    progress: { total: 330, done: 212, skipped: 9, rework: 3 },
    createdAt: someTime,
    ...changes,
  });
}

export const sampleCampaigns: Campaign[] = [
  sampleCampaign(),
  sampleCampaign({ id: Campaign.shape.id.parse(8), name: 'Rare behaviours', state: 'draft', isScripted: true, people: [], progress: { total: 0, done: 0, skipped: 0, rework: 0 }, sampling: { kind: 'stratified', count: 90, field: 'behaviour', allocation: 'equal' } }),
  sampleCampaign({ id: Campaign.shape.id.parse(9), name: 'Blind pilot', mode: 'label', labelSet: null, state: 'closed', progress: { total: 60, done: 60, skipped: 0, rework: 0 } }),
];

export const sampleLabelSet = LabelSet.parse({
  id: 4,
  name: 'Three models, paper profile',
  corpusId: 1,
  corpusName: 'ESConv',
  corpusSha256: sha256,
  schema: { id: 'esca', name: 'ESCA seeker states', version: 1 },
  source: { kind: 'import' },
  isScripted: false,
  annotators: ['Model one', 'Model two', 'Model three'].map((name) => ({ name, isScripted: false })),
  adjudicator: null,
  counts: { dialogues: 195, failedDialogues: 0, turns: 2860, values: 17_160, unanimous: 10_100, majority: 6000, adjudicated: 1060, fallback: 0, known: 0, failed: 0 },
  sha256,
  createdAt: someTime,
});

const details = LabelSetDetails.parse({ ...sampleLabelSet, fullSchema: esca, options: null, sources: [] });

const progress = [
  PersonProgress.parse({ person: ada, total: 110, done: 110, skipped: 0, rework: 0, flagged: 4, medianSeconds: 7.9, lastDecisionAt: someTime }),
  PersonProgress.parse({ person: ben, total: 110, done: 84, skipped: 9, rework: 3, flagged: 11, medianSeconds: 6.2, lastDecisionAt: someTime }),
  PersonProgress.parse({ person: chen, total: 110, done: 18, skipped: 0, rework: 0, flagged: 0, medianSeconds: null, lastDecisionAt: null }),
];

const interval = (value: number) => ({ low: value - 0.05, high: Math.min(1, value + 0.04) });
const share = (right: number, of: number) => ({ right, of, share: of === 0 ? null : right / of, ci: of === 0 ? null : interval(right / of) });

function agreement(value: number): AgreementResult {
  return AgreementResult.parse({
    items: 96,
    raters: 3,
    raterNames: ['Ada Lindqvist', 'Ben', 'Chen Wei'],
    ratings: 288,
    labels: ['1', '2', '3'],
    level: 'nominal',
    percent: value + 0.2,
    fleiss: value,
    cohen: { mean: value, pairs: [] },
    weightedCohen: { linear: null, quadratic: null },
    krippendorff: value,
    undefinedBecause: {},
    perLabel: [],
    divided: 21,
    warnings: [],
    ci: { percent: interval(value), fleiss: interval(value), cohen: { mean: interval(value) }, weightedCohen: { linear: null, quadratic: null }, krippendorff: interval(value) },
  });
}

const people = [ada, ben, chen].map(({ id, name }) => ({ id, name }));

export function sampleReport(changes: Partial<CampaignReport> = {}): CampaignReport {
  return CampaignReport.parse({
    campaignId: 7,
    name: 'Seeker states, round 1',
    mode: 'validate',
    isScripted: false,
    items: 100,
    accuracy: escaFields.map(({ id, title }, index) => ({ field: id, title, mean: 0.86 + index * 0.015, ci: interval(0.86 + index * 0.015), published: publishedAccuracy[id] ?? null, people: people.map(({ id: personId }) => ({ personId, ...share(84 + index, 98) })) })),
    agreement: escaFields.map(({ id, title }, index) => ({ field: id, title, values: agreement(0.5 + index * 0.03), verdicts: agreement(0.4 + index * 0.02) })),
    people: people.map((person, index) => ({
      person,
      decided: 110 - index * 20,
      skipped: index * 3,
      flagged: 4,
      tooFast: index,
      medianSeconds: 7.9 - index,
      totalSeconds: 980,
      blocks: Array.from({ length: 8 - index }, (_, block) => ({ from: block * 10, items: 10, medianSeconds: 11 - block * 0.6 + index })),
      drift: 0.71,
      consistency: share(9, 10),
      consistencyByField: {},
      goldChecks: share(0, 0),
      goldChecksByField: {},
    })),
    gold: escaFields.map(({ id, title }, index) => ({ field: id, title, unanimous: 60 - index, majority: 22, adjudicated: 8, unresolved: 10 + index })),
    models: ['proposal', 'Model one'].flatMap((annotator) => escaFields.slice(0, 2).map(({ id, values }) => ({ annotator, isProposal: annotator === 'proposal', field: id, values: values.map(({ value }) => value), counts: values.map((_, row) => values.map((__, column) => (row === column ? 14 : Math.abs(row - column) === 1 ? 2 : 0))), accuracy: share(86, 100), kappa: 0.71 }))),
    errors: [{ field: 'emotionIntensity', proposed: '3', gold: '4', count: 6, errorTypes: { 'edge-case': 4 }, examples: [{ itemId: 11, number: 11, excerpt: 'I sit in the kitchen until it gets dark.' }] }],
    errorTypes: { 'edge-case': 9, 'ambiguous-text': 5, 'guideline-gap': 2 },
    bootstrap: {},
    ...changes,
  });
}

const gold = { value: '3', source: 'adjudicated', errorType: 'edge-case', comment: 'Coping, though only just.', decidedBy: 'Ada Lindqvist', decidedAt: someTime, changedSince: ['Ben said 3 then and says 4 now.'] };

/** `total` rows, most divided first; the second is gold that was spoken against since. */
export function queueRow(index: number): QueueRow {
  const field = escaFields[index % escaFields.length];
  return QueueRow.parse({
    itemId: 11 + index,
    number: 11 + index,
    field: field?.id,
    votes: 3,
    disagreement: Math.max(0, 1.6 - index * 0.05),
    majority: index % 4 === 0 ? null : { value: field?.values[1]?.value, share: 0.667 },
    gold: index === 1 ? { ...gold, value: field?.values[1]?.value } : null,
    inRework: index === 2 ? 1 : 0,
    isFlagged: index === 0,
    excerpt: `Row ${index + 1}. I do not know any more what to do with the days.`,
  });
}

export function adjudicationItem(itemId: number, isAnonymous: boolean): AdjudicationItem {
  const { context } = createQueue().item(itemId % 5);
  const row = queueRow(itemId - 11);
  const named = (name: string, letter: string, id: number, colour: string) => (isAnonymous ? { name: letter } : { name, person: { id, colour } });
  const candidate = { kind: 'person', verdict: 'incorrect', rationale: null, note: null, repeated: null, activeMs: 8200, inRework: false };
  return AdjudicationItem.parse({
    itemId,
    number: itemId,
    context,
    revision: 3,
    rework: [],
    fields: escaFields.map(({ id, values }) => ({
      field: id,
      disagreement: 1.1,
      gold: row.gold !== null && row.field === id ? row.gold : null,
      history: [],
      candidates: [
        { ...candidate, ...named('Ada Lindqvist', 'A', 1, 'blue'), value: values[0]?.value },
        { ...candidate, ...named('Ben', 'B', 2, 'orange'), verdict: 'correct', value: values[1]?.value, activeMs: 1400, note: { isFlagged: true, comment: 'Is this sarcasm?' } },
        { ...candidate, ...named('Chen Wei', 'C', 3, 'purple'), verdict: 'correct', value: values[1]?.value, repeated: { verdict: 'incorrect', value: values[0]?.value } },
        { ...candidate, kind: 'model', name: isAnonymous ? 'D' : 'Model one', verdict: null, value: values[1]?.value, activeMs: null, rationale: 'The words carry distress.' },
        { ...candidate, kind: 'proposal', name: 'proposal', verdict: null, value: values[1]?.value, activeMs: null },
      ],
    })),
  });
}

const desk = { open: 300, resolved: 41, changed: 1, canUndo: true, canRedo: false };

export function campaignHandlers({ rows = 300 }: { rows?: number } = {}): FakeHandlers {
  return {
    ...sampleHandlers(),
    ...seatHandlers({ person: ada, role: 'researcher' }),
    'campaigns.list': () => sampleCampaigns,
    'campaigns.get': ({ campaign }) => sampleCampaigns.find(({ id }) => id === campaign) ?? sampleCampaign(),
    'campaigns.mine': () => sampleCampaigns.filter(({ state }) => state !== 'draft').map(({ id, name, mode, state, fields, progress: { total, done, skipped, rework } }) => ({ id, name, mode, state, fields, total, done, skipped, rework })),
    'campaigns.progress': ({ id }) => (id === 8 ? [] : progress),
    'campaigns.report': () => sampleReport(),
    'labels.list': () => [sampleLabelSet],
    'labels.get': () => details,
    'labels.schemas': () => [{ ...details.fullSchema, isBuiltIn: true }],
    'labels.distribution': () => escaFields.map(({ id, title, values }) => ({ field: id, title, missing: 0, values: values.map((value, index) => ({ value: value.value, title: value.title, count: index === 3 ? 8 : 500, share: 0.2, votes: [] })) })),
    'adjudication.queue': ({ offset = 0, limit = 100, state = 'open' }) => {
      const total = state === 'open' || state === 'all' ? rows : Math.min(rows, 1);
      return {
        total,
        rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => queueRow(offset + index + (state === 'changed' ? 1 : 0))),
        desk,
        fields: escaFields.map(({ id, title }) => ({ field: id, title, expected: 0.6, alpha: 0.52 })),
      };
    },
    'adjudication.item': ({ itemId, isAnonymous = false }) => adjudicationItem(itemId, isAnonymous),
    'adjudication.decide': ({ itemId }) => adjudicationItem(itemId, false),
    'adjudication.preview': ({ threshold = 1 }) => ({ count: threshold === 1 ? 120 : 204, fields: escaFields.map(({ id }) => ({ field: id, unanimous: 20, majority: threshold === 1 ? 0 : 14, belowThreshold: 6, tooFewVotes: 1, decidedBefore: 7 })) }),
    'adjudication.accept': ({ expectedCount }) => ({ accepted: expectedCount, desk }),
    'adjudication.undo': () => ({ values: 120, itemId: null, desk }),
  };
}

