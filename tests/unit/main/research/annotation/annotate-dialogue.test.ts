/** @file A whole dialogue by several annotators: votes field by field, adjudication, fallback, known labels, trust, failure, any schema. */
import { expect, it } from 'vitest';
import { annotateDialogue, type DisputeQuestion, type Panel, type WindowQuestion } from '#main/research/annotation/annotate-dialogue';
import type { Dialogue } from '#shared/domain/dialogue';
import type { CallId } from '#shared/domain/ids';
import { AnnotationOptions } from '#shared/domain/label-options';
import type { LabelSchema } from '#shared/domain/label-schema';
import { escaSchema, hopeSchema } from '../../../../support/labels/schema';

const dialogue: Dialogue = {
  survey: { initialIntensity: 5, finalIntensity: 2 },
  turns: ['S0', 'p1', 'S2', 'p3', 'S4', 'S5', 'p6', 'S7', 'S8'].map((text) => ({ speaker: text.startsWith('S') ? ('seeker' as const) : ('supporter' as const), text })),
};

type Said = (annotator: number, text: string, field: string) => string;

interface Scene {
  readonly says: Said;
  readonly annotators?: number;
  readonly decides?: (question: DisputeQuestion) => string | null;
  readonly fails?: (question: WindowQuestion) => boolean;
}

function panelOf({ says, annotators = 3, decides, fails = () => false }: Scene): Panel {
  return {
    annotators: Array.from({ length: annotators }, (_, index) => `model ${index}`),
    askWindow: (question) => {
      if (fails(question)) return Promise.resolve({ isRead: false, reason: 'it rambles' });
      const turns = question.utterances.filter(({ speaker }) => speaker === 'seeker');
      const labels = turns.map(({ text }) => Object.fromEntries(question.fields.map(({ id }) => [id, says(question.annotator, text, id)])));
      return Promise.resolve({ isRead: true, labels, callId: (question.annotator + 1) as CallId });
    },
    adjudicate: decides === undefined ? undefined : (question) => Promise.resolve(decides(question)).then((value) => (value === null ? null : { value, rationale: `Since ${question.passage.current.text}`, callId: 99 as CallId })),
  };
}

/** Everybody says the same, but for one field. */
const agreed: Said = (_, __, field) => ({ behaviour: 'statement-fact', stageOfChange: 'contemplation' })[field] ?? '3';
const split = (field: string, values: readonly string[]): Said => (annotator, text, id) => (id === field ? (values[annotator] ?? '') : agreed(annotator, text, id));

function run(scene: Scene, options: unknown = {}, schema: LabelSchema = escaSchema) {
  return annotateDialogue(dialogue, panelOf(scene), { schema, options: AnnotationOptions.parse(options) });
}

it('labels every turn of the seeker by its place, and keeps known intensities', async () => {
  const { state, problems, turns } = await run({ says: agreed });
  expect([state, problems]).toEqual(['labelled', []]);
  expect(turns.map(({ turn, values }) => [turn, values['emotionIntensity']?.value, values['emotionIntensity']?.origin])).toEqual([[0, '5', 'known'], [2, '3', 'unanimous'], [4, '3', 'unanimous'], [5, '3', 'unanimous'], [7, '3', 'unanimous'], [8, '2', 'known']]);
  expect(turns[1]?.values['behaviour']).toEqual({ value: 'statement-fact', origin: 'unanimous', agreement: 1, votes: [1, 2, 3].map((call) => ({ annotator: call - 1, value: 'statement-fact', callId: call })), callId: null, rationale: null });
  expect(Object.keys(turns[0]?.values ?? {})).toEqual(['emotionIntensity', 'behaviour', 'stageOfChange', 'reliability', 'responseCompetence', 'perceivedUnderstandability', 'trust']);
});

it('votes field by field', async () => {
  const { turns, tally } = await run({ says: split('behaviour', ['question', 'command', 'question']) });
  expect(turns[0]?.values['behaviour']).toMatchObject({ value: 'question', origin: 'majority', agreement: 1 / 3 });
  expect(turns[0]?.values['stageOfChange']).toMatchObject({ origin: 'unanimous' });
  expect(tally.agreement['behaviour']).toEqual({ items: 6, agreement: expect.closeTo(2, 12) as number, counts: { question: 12, command: 6 } });
  expect(tally.agreement['emotionIntensity']?.items).toBe(4);
});

it('asks the adjudicator where all differ, with what was said before', async () => {
  const asked: string[] = [];
  const { turns } = await run({
    says: split('reliability', ['1', '3', '5']),
    decides: ({ turn, field, passage }) => {
      asked.push(`${turn} ${field.id}: ${passage.before.map(({ text }) => text).join(' ')} > ${passage.current.text}`);
      return '4';
    },
  });
  expect(asked).toEqual(['0 reliability:  > S0', '2 reliability: S0 p1 > S2', '4 reliability: p1 S2 p3 > S4', '5 reliability: S2 p3 S4 > S5', '7 reliability: S4 S5 p6 > S7', '8 reliability: S5 p6 S7 > S8']);
  expect(turns[0]?.values['reliability']).toMatchObject({ value: '4', origin: 'adjudicated', agreement: 0, callId: 99, rationale: 'Since S0' });
  expect(turns[0]?.values['trust']).toMatchObject({ value: '3', origin: 'derived' });
});

it('falls back where the adjudicator gives no label, or where there is none', async () => {
  const says = split('behaviour', ['question', 'command', 'others']);
  const undecided = await run({ says, decides: () => null });
  expect(undecided.turns[0]?.values['behaviour']).toMatchObject({ value: 'question', origin: 'fallback' });
  expect((await run({ says: split('reliability', ['5', '1', '2']) })).turns[0]?.values['reliability']).toMatchObject({ value: '2', origin: 'fallback' });
  const none = await run({ says, decides: () => null }, { annot: { adjFail: 'none' } });
  expect(none.turns[0]?.values['behaviour']).toMatchObject({ value: null, origin: 'failed' });
});

it('derives trust from the voted dimensions, and from what each annotator gave', async () => {
  const says: Said = (annotator, text, field) => (field === 'reliability' ? (['1', '5', '5'][annotator] ?? '') : field === 'responseCompetence' ? '4' : agreed(annotator, text, field));
  for (const [mapping, value] of [['round', '4'], ['floor', '4'], ['equalWidthBins', '4']] as const) {
    const { turns } = await run({ says }, { trust: { mapping } });
    expect(turns[0]?.values['trust']?.value, mapping).toBe(value);
  }
  const { turns } = await run({ says });
  expect(turns[0]?.values['trust']?.votes.map((vote) => vote.value)).toEqual(['3', '4', '4']);
});

it('says explicitly what has failed, and labels the rest', async () => {
  const { state, problems, turns, tally } = await run({ says: agreed, fails: ({ annotator, pass }) => annotator === 1 && pass.id === 'trust' });
  expect(state).toBe('failed');
  expect(problems).toEqual(['No reply of model 1 on trust dimensions could be read in 5 attempts: it rambles.']);
  expect(turns[1]?.values['reliability']).toEqual({ value: null, origin: 'failed', agreement: 1, votes: [{ annotator: 0, value: '3', callId: 1 }, { annotator: 1, value: null, callId: null }, { annotator: 2, value: '3', callId: 3 }], callId: null, rationale: null });
  expect(turns[1]?.values['trust']).toMatchObject({ value: null, origin: 'failed' });
  expect(turns[1]?.values['behaviour']).toMatchObject({ origin: 'unanimous' });
  expect(tally).toMatchObject({ failedPasses: [0, 1, 0], retriedPasses: [0, 1, 0] });
  expect(tally.agreement['reliability']?.items).toBe(0);
});

it('shrinks the windows of the annotator that failed, of nobody else', async () => {
  const asked: string[] = [];
  const { turns, tally } = await run({
    says: agreed,
    fails: ({ annotator, pass, turns: count, utterances }) => {
      if (pass.id === 'emotion') asked.push(`${annotator}: ${utterances.flatMap(({ number, text }) => (number === undefined ? [] : text)).join(' ')}`);
      return annotator === 2 && count > 2;
    },
  });
  expect(asked.filter((one) => one.startsWith('0'))).toEqual(['0: S0 S2 S4 S5', '0: S4 S5 S7 S8']);
  expect(asked.filter((one) => one.startsWith('2'))).toEqual(['2: S0 S2 S4 S5', '2: S4 S5 S7 S8', '2: S0 S2', '2: S2 S4', '2: S4 S5', '2: S5 S7', '2: S7 S8']);
  expect(turns).toHaveLength(6);
  expect(tally).toMatchObject({ unread: [0, 0, 6], retriedPasses: [0, 0, 3], failedPasses: [0, 0, 0] });
});

it('works with two annotators and a schema of another kind', async () => {
  const says: Said = (annotator, text, field) => (field === 'hope' ? (text === 'S0' ? 'much' : (['none', 'some'][annotator] ?? '')) : 'self');
  const { turns } = await run({ says, annotators: 2, decides: ({ field }) => field.values[1]?.value ?? null }, {}, hopeSchema);
  expect(turns.map(({ values }) => [values['hope']?.value, values['hope']?.origin, values['topic']?.origin])).toEqual([['much', 'unanimous', 'unanimous'], ...Array.from({ length: 5 }, () => ['some', 'adjudicated', 'unanimous'])]);
});

it('gives equal labels whatever order the replies come in', async () => {
  const says: Said = (annotator, text, field) => (field.startsWith('r') ? `${1 + ((annotator + text.length + Number(text.slice(1))) % 4)}` : agreed(annotator, text, field));
  const quick = panelOf({ says, decides: () => '2' });
  let turn = 0;
  const slow: Panel = { ...quick, askWindow: async (question) => {
    for (let wait = (turn++ * 7) % 5; wait > 0; wait--) await Promise.resolve();
    return quick.askWindow(question);
  } };
  const how = { schema: escaSchema, options: AnnotationOptions.parse({}) };
  expect(await annotateDialogue(dialogue, slow, how)).toEqual(await annotateDialogue(dialogue, quick, how));
});
