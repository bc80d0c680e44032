/** @file Statistics against plain counting over the same dialogues; against the known counts of ESConv where it is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CorpusStatistics } from '#shared/contracts/corpora';
import { type Dialogue, displayText, type Turn } from '#shared/domain/dialogue';
import { findStrategy } from '#shared/domain/strategies';
import { listDialogueKeys } from '#main/store/dialogue-repository';
import { addSplitSet } from '#main/store/split-repository';
import { readStatistics } from '#main/store/statistics-queries';
import { countDialogues, generateDialogues, insertDialogues, insertKnowledge, openMemoryStore, someTime } from '../../../support/store';

function tally(values: readonly (string | number)[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, equal]) => [value, equal.length]));
}

function wordCounts(turns: readonly Turn[]): number[] {
  return turns.map((turn) => displayText(turn.text).split(' ').filter((word) => word !== '').length);
}

function expectCounted(statistics: CorpusStatistics, dialogues: readonly Dialogue[]): void {
  const turns = dialogues.flatMap((one) => one.turns);
  const { strategies } = countDialogues(dialogues);
  expect(CorpusStatistics.parse(statistics)).toEqual(statistics);
  expect(statistics.counts).toEqual(countDialogues(dialogues));
  expect(Object.fromEntries(statistics.strategies.map((one) => [one.label, one.count]))).toEqual(strategies);
  expect(statistics.strategies.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 9);
  expect(Object.fromEntries(statistics.unknownStrategies.map((one) => [one.label, one.count]))).toEqual(tally(turns.flatMap((turn) => turn.unknownStrategy ?? [])));
  expect(Object.fromEntries(statistics.emotions.map((one) => [one.label.toLowerCase(), one.count]))).toEqual(tally(dialogues.flatMap((one) => one.emotionType?.toLowerCase() ?? [])));
  expect(Object.fromEntries(statistics.feedback.map((one) => [one.score, one.count]))).toEqual(tally(turns.flatMap((turn) => turn.feedback ?? [])));
  for (const [stage, { strategies: counted }] of statistics.stages.entries()) {
    const inStage = dialogues.flatMap((one) => one.turns.filter((_, index) => Math.min(5, Math.floor((6 * (index + 1)) / one.turns.length)) === stage));
    expect(Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0))).toEqual(tally(inStage.flatMap((turn) => turn.strategy ?? [])));
  }
  const seekerWords = wordCounts(turns.filter((turn) => turn.speaker === 'seeker'));
  expect(statistics.lengths.wordsPerSeekerTurn.mean).toBeCloseTo(seekerWords.reduce((sum, one) => sum + one, 0) / seekerWords.length, 9);
  expect(statistics.lengths.wordsPerSeekerTurn.max).toBe(Math.max(...seekerWords));
  expect(statistics.lengths.turnsPerDialogue).toMatchObject({ min: Math.min(...dialogues.map((one) => one.turns.length)), max: Math.max(...dialogues.map((one) => one.turns.length)) });
}

function expectSurvey(statistics: CorpusStatistics, dialogues: readonly Dialogue[]): void {
  const initial = dialogues.flatMap((one) => one.survey?.initialIntensity ?? []);
  const field = statistics.survey.find((one) => one.field === 'initialIntensity');
  expect(Object.fromEntries(field?.histogram.map((one) => [one.score, one.count]) ?? [])).toEqual(tally(initial));
  expect(field?.mean).toBeCloseTo(initial.reduce((sum, one) => sum + one, 0) / initial.length, 9);
  const changes = dialogues.flatMap(({ survey: { initialIntensity = 0, finalIntensity = 0 } = {} }) => (initialIntensity > 0 && finalIntensity > 0 ? finalIntensity - initialIntensity : []));
  expect(statistics.intensityChange).toEqual({
    fell: changes.filter((change) => change < 0).length,
    same: changes.filter((change) => change === 0).length,
    rose: changes.filter((change) => change > 0).length,
    meanChange: expect.closeTo(changes.reduce((sum, change) => sum + change, 0) / changes.length, 9),
  });
}

test('a corpus and a part of it are counted as by hand', () => {
  const db = openMemoryStore();
  insertDialogues(db, generateDialogues(20, 1), { name: 'other' });
  const dialogues = generateDialogues(60, 2);
  const { id: corpusId } = insertDialogues(db, dialogues);
  const whole = readStatistics(db, { corpusId });
  expectCounted(whole, dialogues);
  expectSurvey(whole, dialogues);
  const ids = listDialogueKeys(db, corpusId).map((key) => key.id);
  const { id: splitSetId } = addSplitSet(db, { corpusId, name: 'a', mode: 'sequential', ratios: '', seed: null, createdAt: someTime, parts: [{ name: 'test', dialogueIds: ids.slice(40) }] });
  const part = readStatistics(db, { corpusId, split: { splitSetId, part: 'test' } });
  expectCounted(part, dialogues.slice(40));
  expectSurvey(part, dialogues.slice(40));
});

test('nothing to count is no error', () => {
  const db = openMemoryStore();
  const empty = readStatistics(db, { corpusId: insertDialogues(db, []).id });
  expect(CorpusStatistics.parse(empty)).toEqual(empty);
  expect(empty).toMatchObject({ counts: countDialogues([]), strategies: [], survey: [], feedback: [] });
  expect(empty.intensityChange).toBeUndefined();
  expect(readStatistics(db, { corpusId: insertKnowledge(db, [{ query: 'q', answer: 'a' }]).id }).counts.entries).toBe(1);
});

test('ESConv has its known counts', ({ skip }) => {
  const path = join(import.meta.dirname, '../../../../../shared/data/esconv/ESConv.reconstructed.json');
  if (!existsSync(path)) {
    console.warn(`NOT TESTED HERE: statistics of ESConv, since ${path} is absent.`);
    skip();
  }
  interface Source { situation: string; dialog: { speaker: Turn['speaker']; content: string; annotation: { strategy?: string } }[] }
  const dialogues = (JSON.parse(readFileSync(path, 'utf8')) as Source[]).map((one): Dialogue => ({
    situation: one.situation,
    turns: one.dialog.map(({ speaker, content, annotation }) => {
      const strategy = annotation.strategy === undefined ? undefined : findStrategy('esconv8', annotation.strategy)?.label;
      return { speaker, text: content, ...(strategy === undefined ? {} : { strategy }) };
    }),
  }));
  const db = openMemoryStore();
  const { counts, stages } = readStatistics(db, { corpusId: insertDialogues(db, dialogues).id });
  expect(counts).toMatchObject({ dialogues: 1300, utterances: 38_365, supporterTurns: 18_376, seekerTurns: 19_989 });
  expect(counts.strategies).toEqual({
    Question: 3801, 'Self-disclosure': 1713, 'Affirmation and Reassurance': 2827, 'Providing Suggestions': 2954,
    Others: 3341, 'Reflection of feelings': 1436, Information: 1215, 'Restatement or Paraphrasing': 1089,
  });
  expect(stages.reduce((sum, stage) => sum + Object.values(stage.strategies).reduce((all, count) => all + count, 0), 0)).toBe(18_376);
});
