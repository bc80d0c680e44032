/**
 * @file Two planners on the same test turns: where both are right, one or none, and whether chance explains the difference (McNemar's exact test, 1947).
 * Pure.
 */
import type { PlannerItem } from '#shared/contracts/planner';

export interface PairedItem {
  readonly dialogueId: PlannerItem['dialogueId'];
  readonly turn: number;
  readonly gold: string;
  readonly seekerText: string;
  readonly a: string;
  readonly b: string;
}

export interface PairedResult {
  /** Turns that both were tested on, with the same gold label. */
  readonly items: readonly PairedItem[];
  readonly bothRight: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly bothWrong: number;
  /** Two-sided; 1 where they are never right apart. */
  readonly p: number;
}

export function pairItems(a: readonly PlannerItem[], b: readonly PlannerItem[]): PairedResult {
  const others = new Map(b.map((item) => [`${item.dialogueId} ${item.turn}`, item]));
  const items = a.flatMap(({ dialogueId, turn, gold, seekerText, predicted }): PairedItem[] => {
    const other = others.get(`${dialogueId} ${turn}`);
    return other === undefined || other.gold !== gold ? [] : [{ dialogueId, turn, gold, seekerText, a: predicted, b: other.predicted }];
  });
  const count = (isRightA: boolean, isRightB: boolean): number => items.filter((item) => (item.a === item.gold) === isRightA && (item.b === item.gold) === isRightB).length;
  const onlyA = count(true, false);
  const onlyB = count(false, true);
  return { items, bothRight: count(true, true), onlyA, onlyB, bothWrong: count(false, false), p: exactMcNemar(onlyA, onlyB) };
}

/** Twice the lower tail of Binomial(n, 1/2) at the smaller count, at most 1. Summed from logarithms, so that thousands of items do not underflow. */
export function exactMcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB;
  let logTerm = -n * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyA, onlyB); k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(n - k) - Math.log(k + 1);
  }
  return Math.min(1, 2 * tail);
}
