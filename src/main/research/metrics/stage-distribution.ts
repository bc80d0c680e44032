/** @file Which strategies are used at which part of a dialogue (CSO, spec C-10): six stages by position, counted over supporter turns. */
import type { Dialogue } from '#shared/domain/dialogue';

export const stageCount = 6;

/**
 * Stage of utterance k of N (k from 1). `clamp`: floor(6k/N), its overflow at k = N put into the last stage; `zeroBased`: floor(6(k-1)/N).
 * The paper's own formula gives a seventh stage at k = N.
 */
export const stageRules = ['clamp', 'zeroBased'] as const;
export type StageRule = (typeof stageRules)[number];

/** 0..5. */
export function stageOf(utterance: number, utterances: number, rule: StageRule): number {
  const position = rule === 'clamp' ? utterance : utterance - 1;
  return Math.min(stageCount - 1, Math.floor((stageCount * position) / utterances));
}

export interface StageDistribution {
  readonly rule: StageRule;
  readonly labels: readonly string[];
  readonly stages: readonly {
    /** Where the stage lies on the 0..1 axis of the published figure: stage / 5. */
    readonly position: number;
    readonly total: number;
    /** In the order of `labels`. */
    readonly counts: readonly number[];
    /** Of the stage's supporter turns; all 0 where it has none. */
    readonly shares: readonly number[];
  }[];
}

/** Utterances of both speakers have a position; supporter turns with a strategy of `labels` are counted. */
export function stageDistribution(dialogues: readonly Pick<Dialogue, 'turns'>[], labels: readonly string[], rule: StageRule = 'clamp'): StageDistribution {
  const counts = Array.from({ length: stageCount }, () => labels.map(() => 0));
  for (const { turns } of dialogues) {
    for (const [index, { speaker, strategy }] of turns.entries()) {
      const label = labels.indexOf(strategy ?? '');
      if (speaker !== 'supporter' || label < 0) continue;
      const row = counts[stageOf(index + 1, turns.length, rule)];
      if (row !== undefined) row[label] = (row[label] ?? 0) + 1;
    }
  }
  return {
    rule,
    labels,
    stages: counts.map((row, stage) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return { position: stage / (stageCount - 1), total, counts: row, shares: row.map((count) => (total === 0 ? 0 : count / total)) };
    }),
  };
}
