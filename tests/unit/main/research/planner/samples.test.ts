/** @file The planner's samples on hand-made dialogues: what is one, whose state it has, what is left out. */
import { describe, expect, test } from 'vitest';
import type { PlannerState } from '#shared/domain/planner';
import { buildSamples, type PlannerDialogue, type PlannerTurn } from '#main/research/planner/samples';

const stateOf = (emotionIntensity: number): PlannerState => ({ emotionIntensity, trust: 3, stageOfChange: 'contemplation', behaviour: 'others' });
const seeker = (text: string, intensity?: number): PlannerTurn => ({ speaker: 'seeker', text, state: intensity === undefined ? undefined : stateOf(intensity) });
const supporter = (text: string, strategy?: string): PlannerTurn => ({ speaker: 'supporter', text, strategy });

const dialogue: PlannerDialogue = {
  id: 7,
  turns: [supporter('Hi!', 'Others'), supporter('How are you?', 'Question'), seeker('Bad.', 5), seeker('Very bad.', 4), supporter('Oh.', 'Others'), supporter('Why?', 'Question'), seeker('Work.'), supporter('I see.', 'Restatement or Paraphrasing'), supporter('Hm.')],
};

describe('samples', () => {
  test('every supporter turn with a strategy after the seeker has spoken, with the nearest seeker turn’s state', () => {
    const { samples, leftOut } = buildSamples([dialogue], { needsState: false, skipsAfterSupporter: false });
    expect(samples.map(({ dialogueId, turn, state, strategy, history }) => [dialogueId, turn, state?.emotionIntensity, strategy, history.length])).toEqual([
      [7, 4, 4, 'Others', 4],
      [7, 5, 4, 'Question', 5],
      [7, 7, undefined, 'Restatement or Paraphrasing', 7],
    ]);
    expect(leftOut).toEqual({ withoutStrategy: 1, beforeSeeker: 2, withoutState: 0, afterSupporter: 0 });
  });

  test('a run with states leaves out turns whose nearest seeker turn has none, even where an earlier one has', () => {
    const { samples, leftOut } = buildSamples([dialogue], { needsState: true, skipsAfterSupporter: false });
    expect(samples.map(({ turn }) => turn)).toEqual([4, 5]);
    expect(leftOut.withoutState).toBe(1);
  });

  test('the test part may leave out what follows another supporter turn', () => {
    const { samples, leftOut } = buildSamples([dialogue], { needsState: false, skipsAfterSupporter: true });
    expect(samples.map(({ turn }) => turn)).toEqual([4, 7]);
    expect(leftOut.afterSupporter).toBe(1);
  });

  test('nothing comes of nothing', () => {
    expect(buildSamples([{ id: 1, turns: [seeker('Hello.', 1)] }], { needsState: false, skipsAfterSupporter: false }).samples).toEqual([]);
  });
});
