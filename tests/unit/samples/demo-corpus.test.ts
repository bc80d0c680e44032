/** @file Holds the demo corpus to what its README promises: schema, complete labels, coverage, and text that is fit to show. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Dialogue } from '#shared/domain/dialogue';
import type { Turn } from '#shared/domain/dialogue';
import { esconv8 } from '#shared/domain/strategies';

const problemTypes = [
  'academic pressure',
  'alcohol abuse',
  'appearance anxiety',
  'breakup with partner',
  'conflict with parents',
  'issues with children',
  'issues with parents',
  'job crisis',
  'ongoing depression',
  'problems with friends',
  'procrastination',
  'school bullying',
  'sleep problems',
];
const emotionTypes = ['anger', 'anxiety', 'depression', 'disgust', 'fear', 'guilt', 'jealousy', 'nervousness', 'pain', 'sadness', 'shame'];
const unresolved = ['demo-21', 'demo-23', 'demo-27', 'demo-29', 'demo-32', 'demo-34'];

const text = readFileSync(new URL('../../../resources/samples/solace-demo.jsonl', import.meta.url), 'utf8');
const [header, ...records] = text.trimEnd().split('\n').map((line): unknown => JSON.parse(line));
const dialogues = records.map((record) => Dialogue.parse(record));
const turns = dialogues.flatMap((dialogue) => dialogue.turns.map((turn, index) => ({ place: `${dialogue.externalId} turn ${index + 1}`, turn })));

describe('demo corpus file', () => {
  test('opens with its format line', () => {
    expect(header).toEqual({ solace: 'corpus', version: 1, kind: 'dialogues', vocabulary: 'esconv8' });
  });

  test('holds nothing that the schema does not know', () => {
    expect(dialogues).toEqual(records);
  });

  test('has at least 30 dialogues, numbered without a gap, of 12 to 26 turns', () => {
    expect(dialogues.length).toBeGreaterThanOrEqual(30);
    expect(dialogues.map((dialogue) => dialogue.externalId)).toEqual(dialogues.map((_, index) => `demo-${String(index + 1).padStart(2, '0')}`));
    expect(dialogues.filter((dialogue) => dialogue.turns.length < 12 || dialogue.turns.length > 26)).toEqual([]);
  });
});

describe('demo corpus coverage', () => {
  test.each([
    ['problem', dialogues.map((dialogue) => dialogue.problemType), problemTypes],
    ['emotion', dialogues.map((dialogue) => dialogue.emotionType), emotionTypes],
  ])('every %s type of ESConv occurs at least twice, and no other', (_, found, expected) => {
    const counts = countBy(found);
    expect(new Set(counts.keys())).toEqual(new Set(expected));
    expect([...counts].filter(([, count]) => count < 2)).toEqual([]);
  });

  test('both experience types occur, and every dialogue has a situation', () => {
    expect(new Set(dialogues.map((dialogue) => dialogue.experienceType))).toEqual(new Set(['Current Experience', 'Previous Experience']));
    expect(dialogues.filter((dialogue) => (dialogue.situation ?? '').length < 20)).toEqual([]);
  });

  test('each of the eight strategies has between 4 % and 30 % of the supporter turns', () => {
    const strategies = turns.flatMap(({ turn }) => (turn.speaker === 'supporter' ? [turn.strategy] : []));
    const counts = countBy(strategies);
    for (const { label } of esconv8) {
      const share = (counts.get(label) ?? 0) / strategies.length;
      expect.soft(share, label).toBeGreaterThanOrEqual(0.04);
      expect.soft(share, label).toBeLessThanOrEqual(0.3);
    }
  });
});

describe('demo corpus labels', () => {
  test('every supporter turn has a strategy by its canonical name, and nothing that belongs to seekers', () => {
    const labels = new Set<string | undefined>(esconv8.map((strategy) => strategy.label));
    const wrong = turns.filter(({ turn }) => turn.speaker === 'supporter' && !(labels.has(turn.strategy) && turn.state === undefined && turn.feedback === undefined));
    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  test('every seeker turn has the full state, and no strategy', () => {
    const wrong = turns.filter(({ turn }) => turn.speaker === 'seeker' && !(hasFullState(turn) && turn.strategy === undefined));
    expect(wrong.map(({ place }) => place)).toEqual([]);
  });

  test('trust is the rounded mean of its three dimensions', () => {
    for (const { place, turn } of turns) {
      if (turn.state === undefined) continue;
      const { reliability = Number.NaN, responseCompetence = Number.NaN, perceivedUnderstandability = Number.NaN, trust } = turn.state;
      expect.soft(trust, place).toBe(Math.round((reliability + responseCompetence + perceivedUnderstandability) / 3));
    }
  });

  test('the survey is complete and agrees with the first and the last seeker state', () => {
    for (const { externalId, survey, turns: own } of dialogues) {
      const intensities = own.flatMap((turn) => turn.state?.emotionIntensity ?? []);
      expect.soft(survey, externalId).toEqual({
        initialIntensity: intensities.at(0),
        finalIntensity: intensities.at(-1),
        seekerEmpathy: expect.any(Number),
        seekerRelevance: expect.any(Number),
        supporterRelevance: expect.any(Number),
      });
    }
  });

  test('intensity moves by one degree at a time', () => {
    for (const dialogue of dialogues) {
      const intensities = dialogue.turns.flatMap((turn) => turn.state?.emotionIntensity ?? []);
      const steps = intensities.slice(1).map((intensity, index) => Math.abs(intensity - (intensities[index] ?? intensity)));
      expect.soft(Math.max(...steps), dialogue.externalId).toBeLessThanOrEqual(1);
    }
  });

  test('strain falls, except in the dialogues that the README names as unresolved', () => {
    const unchanged = dialogues.filter(({ survey }) => (survey?.finalIntensity ?? 0) >= (survey?.initialIntensity ?? 0));
    expect(unchanged.map((dialogue) => dialogue.externalId)).toEqual(unresolved);
  });

  test('every dialogue is rated by its seeker at least twice', () => {
    expect(dialogues.filter((dialogue) => dialogue.turns.filter((turn) => turn.feedback !== undefined).length < 2)).toEqual([]);
  });
});

describe('demo corpus text', () => {
  const shown = [...turns.map(({ place, turn }) => ({ place, text: turn.text })), ...dialogues.map((dialogue) => ({ place: `${dialogue.externalId} situation`, text: dialogue.situation ?? '' }))];

  test('is trimmed and free of control characters, line breaks and double spaces', () => {
    expect(shown.filter((one) => one.text !== one.text.trim() || /\p{Cc}|\p{Cf}| {2}/u.test(one.text)).map((one) => one.place)).toEqual([]);
  });

  test('repeats no utterance longer than six words', () => {
    const long = shown.map((one) => one.text.toLowerCase()).filter((utterance) => utterance.split(' ').length > 6);
    expect([...countBy(long)].filter(([, count]) => count > 1)).toEqual([]);
  });

  test('varies who speaks first and last, and lets either speak twice running', () => {
    expect(new Set(dialogues.map((dialogue) => dialogue.turns.at(0)?.speaker)).size).toBe(2);
    expect(new Set(dialogues.map((dialogue) => dialogue.turns.at(-1)?.speaker)).size).toBe(2);
    const doubled = dialogues.flatMap((dialogue) => dialogue.turns.filter((turn, index) => dialogue.turns[index - 1]?.speaker === turn.speaker));
    expect(new Set(doubled.map((turn) => turn.speaker)).size).toBe(2);
  });
});

function hasFullState({ state }: Turn): boolean {
  return state !== undefined && Object.keys(state).length === 7 && Object.values(state).every((value) => value !== undefined);
}

function countBy<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
