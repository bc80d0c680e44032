/**
 * @file ROUGE-L (Lin 2004) as the field's code computes it (spec M-3): longest common subsequence, precision and recall each maximised over
 * the references, F = (1 + beta^2) P R / (R + beta^2 P). Works on any comparable tokens; does not tokenise.
 */

/** Weight of recall in pycocoevalcap and myMetrics. */
export const publishedBeta = 1.2;

export function rougeL<Token>(hypothesis: ArrayLike<Token>, references: readonly ArrayLike<Token>[], beta: number): number {
  let precision = 0;
  let recall = 0;
  for (const reference of references) {
    const common = longestCommonSubsequence(hypothesis, reference);
    if (common === 0) continue;
    precision = Math.max(precision, common / hypothesis.length);
    recall = Math.max(recall, common / reference.length);
  }
  if (precision === 0 || recall === 0) return 0;
  return ((1 + beta ** 2) * precision * recall) / (recall + beta ** 2 * precision);
}

/** Length of the longest common subsequence, by the usual table of which only one row is kept. */
export function longestCommonSubsequence<Token>(first: ArrayLike<Token>, second: ArrayLike<Token>): number {
  const row = new Int32Array(second.length + 1);
  for (let i = 0; i < first.length; i++) {
    let diagonal = 0;
    for (let j = 1; j <= second.length; j++) {
      const above = row[j] ?? 0;
      row[j] = first[i] === second[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1] ?? 0);
      diagonal = above;
    }
  }
  return row[second.length] ?? 0;
}
