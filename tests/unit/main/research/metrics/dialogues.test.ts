/** @file What is counted over dialogues: test sets, stages, statistics, interaction, judge votes, toxicity. */
import { describe, expect, it } from 'vitest';
import { dialogueStatistics } from '#main/research/metrics/dialogue-statistics';
import { measureInteraction } from '#main/research/metrics/interaction';
import { aggregateGoalVotes, aggregateReplyVotes } from '#main/research/metrics/judge-votes';
import { stageDistribution, stageOf } from '#main/research/metrics/stage-distribution';
import { buildStrategyTestSet } from '#main/research/metrics/strategy-test-set';
import { summariseToxicity } from '#main/research/metrics/toxicity';
import type { Turn } from '#shared/domain/dialogue';

const seeker = (text: string): Turn => ({ speaker: 'seeker', text });
const supporter = (text: string, strategy?: string): Turn => ({ speaker: 'supporter', text, ...(strategy === undefined ? {} : { strategy }) });
const alternating = (turns: number, strategy = 'Question'): Turn[] => Array.from({ length: turns }, (_, index) => (index % 2 === 0 ? seeker(`s${index}`) : supporter(`t${index}`, strategy)));

describe('strategy test set', () => {
  const dialogues = Array.from({ length: 30 }, () => ({ turns: alternating(40) }));
  const items = buildStrategyTestSet(dialogues, { seed: 11 });

  it('takes every supporter turn after a seeker turn with at least five utterances before it', () => {
    expect(items).toHaveLength(30 * 18);
    for (const { context, dialogue, turn, gold, response } of items) {
      expect(context.at(-1)?.speaker).toBe('seeker');
      expect(context).toEqual(dialogues[dialogue]?.turns.slice(turn - context.length, turn));
      expect({ gold, response }).toEqual({ gold: 'Question', response: `t${turn}` });
    }
  });

  it('draws window lengths evenly from 5 to 15, or to what there is', () => {
    const lengths = items.filter(({ turn }) => turn >= 15).map(({ context }) => context.length);
    for (let length = 5; length <= 15; length++) {
      const share = lengths.filter((one) => one === length).length / lengths.length;
      expect(share).toBeGreaterThan(0.04);
      expect(share).toBeLessThan(0.15);
    }
    expect(Math.max(...items.filter(({ turn }) => turn === 5).map(({ context }) => context.length))).toBe(5);
  });

  it('repeats with its seed, differs with another, and caps Others', () => {
    expect(buildStrategyTestSet(dialogues, { seed: 11 })).toEqual(items);
    expect(buildStrategyTestSet(dialogues, { seed: 12 })).not.toEqual(items);
    expect(buildStrategyTestSet([{ turns: alternating(40, 'Others') }], { seed: 1, mostOthersPerDialogue: 3 })).toHaveLength(3);
  });

  it('passes over turns without a strategy and second turns of one supporter', () => {
    const turns = [...alternating(6), supporter('more', 'Information'), seeker('s'), supporter('no label')];
    expect(buildStrategyTestSet([{ turns }], { seed: 1 }).map(({ turn }) => turn)).toEqual([5]);
  });
});

describe('stages', () => {
  it('stay within the six for every position, and never go back', () => {
    for (const rule of ['clamp', 'zeroBased'] as const) {
      for (const utterances of [1, 5, 6, 7, 120]) {
        const stages = Array.from({ length: utterances }, (_, index) => stageOf(index + 1, utterances, rule));
        expect(stages).toEqual(stages.toSorted((first, second) => first - second));
        expect(Math.min(...stages)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...stages)).toBeLessThanOrEqual(5);
      }
    }
  });

  it('count supporter turns at their place among all utterances', () => {
    const { stages } = stageDistribution([{ turns: [seeker('a'), supporter('b', 'Question'), seeker('c'), supporter('d', 'Information'), seeker('e'), supporter('f', 'Question')] }], ['Question', 'Information']);
    expect(stages.map(({ counts }) => counts)).toEqual([[0, 0], [0, 0], [1, 0], [0, 0], [0, 1], [1, 0]]);
    expect(stages.map(({ shares }) => shares)).toEqual([[0, 0], [0, 0], [1, 0], [0, 0], [0, 1], [1, 0]]);
  });
});

describe('statistics', () => {
  it('G9b: 3,113 turns of each speaker in 423 dialogues are 14.72 a dialogue', () => {
    const sizes = Array.from({ length: 423 }, (_, index) => 14 + (index < 152 ? 2 : 0));
    const statistics = dialogueStatistics(sizes.map((turns) => ({ turns: alternating(turns) })));
    expect(statistics).toMatchObject({ dialogues: 423, utterances: 6226, seekerTurns: 3113, supporterTurns: 3113, strategies: { Question: 3113 } });
    expect(statistics.utterancesPerDialogue.toFixed(2)).toBe('14.72');
  });

  it('counts words and rejected replies', () => {
    const turns = [seeker('  one two\nthree '), { ...supporter('four'), alternatives: [{ text: 'a b' }, { text: 'a b c d' }] }];
    expect(dialogueStatistics([{ turns }])).toMatchObject({ wordsPerUtterance: { all: 2, seeker: 3, supporter: 1 }, alternatives: 2, wordsPerAlternative: 3 });
    expect(dialogueStatistics([])).toMatchObject({ utterancesPerDialogue: 0, wordsPerUtterance: { all: 0 } });
  });
});

describe('interaction', () => {
  it('refuses turns outside the cap, and no episodes', () => {
    expect(() => measureInteraction([3, 11])).toThrow(/Episode 2 .* 11/);
    expect(() => measureInteraction([0])).toThrow(/Episode 1/);
    expect(() => measureInteraction([])).toThrow(/no episode/);
  });

  it('intervals hold the rate', () => {
    const { ci, successRate } = measureInteraction([3, null, 5, null, 7, 1, null, 2], { bootstrap: { resamples: 300, seed: 1 } });
    expect(ci?.successRate?.low).toBeLessThan(successRate);
    expect(ci?.successRate?.high).toBeGreaterThan(successRate);
  });
});

describe('strict verdicts', () => {
  it.each([
    ["Yes, the seeker's issue has been solved.", 'solved'],
    ['**Yes**: solved', 'solved'],
    ['Yes, but it is not solved.', null],
    ["Yes, it hasn't been solved", null],
    ['No, the seeker feels worse.', 'worse'],
    ['No. They feel the same', 'same'],
    ['no, but better', 'better'],
    ['No, neither better nor worse, the same', null],
    ['The issue is solved.', null],
    ['Nothing solved', null],
    ['', null],
  ])('goal: %s', (reply, verdict) => {
    const { counts, parsed } = aggregateGoalVotes([reply]);
    expect(parsed).toBe(verdict === null ? 0 : 1);
    if (verdict !== null) expect(counts).toMatchObject({ [verdict]: 1 });
  });

  it.each([
    ['Not following the strategy', 'not'],
    ['Following, but poor', 'poor'],
    ['following well', 'good'],
    ['Following poorly, not good', null],
    ['Nothing wrong, good performance', null],
  ])('reply: %s', (reply, verdict) => {
    const { counts, parsed } = aggregateReplyVotes([reply]);
    expect(parsed).toBe(verdict === null ? 0 : 1);
    if (verdict !== null) expect(counts).toMatchObject({ [verdict]: 1 });
  });
});

describe('toxicity', () => {
  it('means a subset and over all, with what was not scored left out', () => {
    const summaries = summariseToxicity([
      { subset: 'seeker', scores: { TOXICITY: 0.2, THREAT: 0.1 } },
      { subset: 'seeker', scores: { TOXICITY: 0.4 } },
      { subset: 'supporter', scores: { TOXICITY: 0 } },
    ]);
    expect(summaries.map(({ subset, texts }) => [subset, texts])).toEqual([['seeker', 2], ['supporter', 1], ['all', 3]]);
    expect(summaries[0]?.attributes.TOXICITY.mean).toBeCloseTo(0.3, 12);
    expect(summaries[0]?.attributes.THREAT).toEqual({ mean: 0.1, max: 0.1, scored: 1 });
    expect(summaries[1]?.attributes.INSULT).toEqual({ mean: null, max: null, scored: 0 });
  });

  it('refuses scores that are none', () => {
    expect(() => summariseToxicity([{ subset: 'a', scores: { INSULT: 1.2 } }])).toThrow(/Row 1, INSULT: 1.2/);
    expect(() => summariseToxicity([{ subset: 'all', scores: {} }])).toThrow(/may not be called "all"/);
  });
});
