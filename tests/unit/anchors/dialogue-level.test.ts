/** @file Anchors G7 and the parts of G9 that measure dialogues: interaction success, judge votes, stages, published-table arithmetic. */
import { describe, expect, it } from 'vitest';
import { measureInteraction } from '#main/research/metrics/interaction';
import { aggregateGoalVotes, aggregateReplyVotes } from '#main/research/metrics/judge-votes';
import { stageOf } from '#main/research/metrics/stage-distribution';

const times = (count: number, reply: string): string[] => Array.from({ length: count }, () => reply);

describe('G7', () => {
  it('success rate and average turns', () => {
    const report = measureInteraction([3, 10, null, 5, null, 10, 1, 7]);
    expect(report).toMatchObject({ successRate: 0.75, averageTurns: 7 });
    expect(report.successRateAt).toEqual([0.125, 0.125, 0.25, 0.25, 0.375, 0.375, 0.5, 0.5, 0.5, 0.75]);
  });

  it.each([
    [6.15, 8, 130],
    [11.54, 15, 130],
    [20, 26, 130],
    [32.31, 42, 130],
    [47.44, 185, 390],
  ])('published success rate %f %% is %i of %i', (percent, successes, episodes) => {
    const { successRate } = measureInteraction(Array.from({ length: episodes }, (_, index) => (index < successes ? 5 : null)));
    expect((100 * successRate).toFixed(2)).toBe(percent.toFixed(2));
  });

  const solved = "Yes, the seeker's issue has been solved.";
  const better = 'No, but the seeker feels better.';
  const same = 'No, the seeker feels the same.';

  it.each([
    ['3 solved, 6 better, 1 same', [...times(3, solved), ...times(6, better), same], 0.55, true],
    ['10 better', times(10, better), 0.5, false],
    ['9 of 10 readable', [...times(3, solved), ...times(6, better), 'I cannot say.'], 2 / 3, true],
    ['nothing readable', times(10, 'Hm.'), 0, false],
  ])('goal votes: %s', (_, replies, score, success) => {
    for (const parsing of ['strict', 'published'] as const) {
      const votes = aggregateGoalVotes(replies, parsing);
      expect(votes.score).toBeCloseTo(score, 9);
      expect(votes.success).toBe(success);
    }
  });

  it('"not been solved" is a success only under the published substring rule', () => {
    const reply = 'No, the issue has not been solved.';
    expect(aggregateGoalVotes([reply], 'published').score).toBe(1);
    expect(aggregateGoalVotes([reply], 'strict')).toMatchObject({ score: 0, parsed: 0, unparsed: 1 });
  });

  it('reply votes', () => {
    const replies = [...times(6, 'Following, good.'), ...times(3, 'Following poorly'), 'Not following.'];
    expect(aggregateReplyVotes(replies, 'strict').score).toBeCloseTo(0.75, 9);
    expect(aggregateReplyVotes(replies, 'published').score).toBeCloseTo(0.75, 9);
  });

  it('"Nothing" contains "not" under the published substring rule', () => {
    expect(aggregateReplyVotes(['Nothing wrong, good performance'], 'published')).toMatchObject({ score: 0, parsed: 1 });
  });
});

describe('G9', () => {
  const sevenOf = (rule: 'clamp' | 'zeroBased'): number[] => [1, 2, 3, 4, 5, 6, 7].map((utterance) => stageOf(utterance, 7, rule) / 5);

  it('stages of seven utterances', () => {
    expect(sevenOf('clamp')).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1, 1]);
    expect(sevenOf('zeroBased')).toEqual([0, 0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
});
