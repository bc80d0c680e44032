/** @file How much an example of each class counts in a loss. Labels are indices. */

/** `balanced`: n / (classes count), as scikit-learn; `squareRoot`: its root, a milder correction. A class that never occurs gets 1. */
export type ClassWeighting = 'none' | 'squareRoot' | 'balanced';

export function classWeights(labels: Iterable<number>, classes: number, weighting: ClassWeighting): readonly number[] {
  const counts = labelCounts(labels, classes);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => {
    const balanced = count === 0 ? 1 : total / (classes * count);
    return weighting === 'none' ? 1 : weighting === 'balanced' ? balanced : Math.sqrt(balanced);
  });
}

export function labelCounts(labels: Iterable<number>, classes: number): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
