/** @file How often one supporter strategy follows another within a dialogue (straQ*, spec S-9): counts, and shares of each row. */

export interface TransitionMatrix {
  readonly labels: readonly string[];
  /** Rows: the earlier strategy; columns: the next one in the same dialogue. */
  readonly counts: readonly (readonly number[])[];
  /** Each row divided by its sum; a row without transitions is all 0. */
  readonly shares: readonly (readonly number[])[];
  readonly transitions: number;
}

/** Each sequence holds one dialogue's supporter strategies in order; labels outside `labels` break the chain (null too). */
export function transitionMatrix(sequences: readonly (readonly (string | null)[])[], labels: readonly string[]): TransitionMatrix {
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  let transitions = 0;
  for (const sequence of sequences) {
    for (let next = 1; next < sequence.length; next++) {
      const from = counts[indexOf.get(sequence[next - 1] ?? '') ?? -1];
      const to = indexOf.get(sequence[next] ?? '');
      if (from === undefined || to === undefined) continue;
      from[to] = (from[to] ?? 0) + 1;
      transitions += 1;
    }
  }
  return { labels, counts, shares: counts.map(rowShares), transitions };
}

function rowShares(row: readonly number[]): number[] {
  const total = row.reduce((sum, count) => sum + count, 0);
  return row.map((count) => (total === 0 ? 0 : count / total));
}
