/**
 * @file Sliding windows over the seeker's turns of a dialogue (spec E-2): how they lie, which of their labels count, how they shrink when an
 * annotator fails on them. Knows indices only, no text.
 */

export interface WindowShape {
  /** Seeker's turns a window. */
  readonly window: number;
  /** How many turns further the next one begins; at most `window`. */
  readonly step: number;
}

/** Zero-based indices among the seeker's turns, both included. */
export interface Window {
  readonly first: number;
  readonly last: number;
  /** Leading labels that the window before has given already. */
  readonly dropped: number;
}

/** Windows that cover every turn; one where all turns fit into it. What counts of their labels is each turn exactly once. */
export function planWindows(turns: number, { window, step }: WindowShape): Window[] {
  if (turns === 0) return [];
  const windows: Window[] = [{ first: 0, last: Math.min(window, turns) - 1, dropped: 0 }];
  for (let first = step; (windows.at(-1)?.last ?? 0) < turns - 1; first += step) {
    windows.push({ first, last: Math.min(first + window, turns) - 1, dropped: window - step });
  }
  return windows;
}

/** The labels of all turns, from those of each window in the order of {@link planWindows}. */
export function stitch<Label>(windows: readonly Window[], labels: readonly (readonly Label[])[]): Label[] {
  return windows.flatMap(({ dropped }, index) => (labels[index] ?? []).slice(dropped));
}

/** The next shape to try: two turns fewer but two at least, one step fewer but one at least. */
export function shrinkWindow({ window, step }: WindowShape): WindowShape {
  const smaller = Math.min(window, Math.max(window - 2, 2));
  return { window: smaller, step: Math.min(smaller, Math.max(step - 1, 1)) };
}
