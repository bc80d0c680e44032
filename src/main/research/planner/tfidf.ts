/**
 * @file Texts as weighted words: term frequency times inverse document frequency, as scikit-learn's TfidfVectorizer with its defaults counts
 * them (idf = ln((1 + n) / (1 + df)) + 1, rows of length 1). Fitted on one set of texts, applied to any.
 */

/** A sparse matrix, row after row. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** Where each row begins in the two arrays below; one more than there are rows. */
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

export interface Tfidf {
  readonly vocabulary: ReadonlyMap<string, number>;
  transform(texts: readonly string[]): SparseRows;
}

/** Words that fewer texts than `leastTexts` have are left out. */
export function fitTfidf(texts: readonly string[], { leastTexts = 1 }: { leastTexts?: number } = {}): Tfidf {
  const frequencies = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const kept = [...frequencies].filter(([, count]) => count >= leastTexts).sort(([a], [b]) => (a < b ? -1 : 1));
  const vocabulary = new Map(kept.map(([word], index) => [word, index]));
  const weights = Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
  return { vocabulary, transform: (others) => transform(others, vocabulary, weights) };
}

/** Two or more letters, digits or underscores in a row. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
}

function transform(texts: readonly string[], vocabulary: ReadonlyMap<string, number>, weights: Float64Array): SparseRows {
  const rows = texts.map((text) => {
    const counts = new Map<number, number>();
    for (const word of wordsOf(text)) {
      const index = vocabulary.get(word);
      if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    return unitRow([...counts].sort(([a], [b]) => a - b), weights);
  });
  const starts = new Int32Array(rows.length + 1);
  for (const [row, entries] of rows.entries()) starts[row + 1] = (starts[row] ?? 0) + entries.length;
  const entries = rows.flat();
  return { rows: rows.length, columns: vocabulary.size, starts, indices: Int32Array.from(entries, ([index]) => index), values: Float64Array.from(entries, ([, value]) => value) };
}

function unitRow(counts: readonly (readonly [number, number])[], weights: Float64Array): (readonly [number, number])[] {
  const weighted = counts.map(([index, count]) => [index, count * (weights[index] ?? 0)] as const);
  const length = Math.hypot(...weighted.map(([, value]) => value));
  return weighted.map(([index, value]) => [index, value / length] as const);
}
