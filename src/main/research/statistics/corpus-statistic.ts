/**
 * @file A figure of a whole set of items, prepared so that it can be computed a thousand times on resampled sets: everything that depends on
 * one item only is counted once. Bootstrap, paired bootstrap and randomisation all ask for it by how often each item is drawn.
 */

export interface CorpusStatistic {
  readonly items: number;
  readonly names: readonly string[];
  /** The values, in the order of `names`, of the set that holds item i `multiplicities[i]` times. May reuse its result. */
  evaluate(multiplicities: Int32Array): Float64Array;
}

export interface AdditiveOptions {
  readonly names: readonly string[];
  /** One row of counts an item. */
  readonly rows: readonly ArrayLike<number>[];
  readonly width: number;
  /** The values from the rows' sums and the number of items drawn. */
  readonly finish: (sums: Float64Array, count: number) => ArrayLike<number>;
}

/** A statistic that depends on its items only through sums over them (corpus BLEU, means, confusion counts). */
export function additiveStatistic({ names, rows, width, finish }: AdditiveOptions): CorpusStatistic {
  const flat = new Float64Array(rows.length * width);
  for (const [index, row] of rows.entries()) flat.set(row, index * width);
  const sums = new Float64Array(width);
  const evaluate = (multiplicities: Int32Array): Float64Array => {
    sums.fill(0);
    let count = 0;
    for (let item = 0; item < rows.length; item++) {
      const multiplicity = multiplicities[item] ?? 0;
      if (multiplicity === 0) continue;
      count += multiplicity;
      const offset = item * width;
      for (let column = 0; column < width; column++) sums[column] = (sums[column] ?? 0) + multiplicity * (flat[offset + column] ?? 0);
    }
    return Float64Array.from(finish(sums, count));
  };
  return { items: rows.length, names, evaluate };
}

/** The mean of one or more values an item; 0 for a draw of nothing. */
export function meanStatistic(names: readonly string[], columns: readonly ArrayLike<number>[]): CorpusStatistic {
  const items = columns[0]?.length ?? 0;
  return additiveStatistic({
    names,
    rows: Array.from({ length: items }, (_, item) => columns.map((column) => column[item] ?? 0)),
    width: columns.length,
    finish: (sums, count) => sums.map((sum) => (count === 0 ? 0 : sum / count)),
  });
}

/** Several statistics of the same items, evaluated on the same draws. */
export function jointStatistic(statistics: readonly CorpusStatistic[]): CorpusStatistic {
  const names = statistics.flatMap((statistic) => [...statistic.names]);
  const evaluate = (multiplicities: Int32Array): Float64Array => {
    const values = new Float64Array(names.length);
    let offset = 0;
    for (const statistic of statistics) {
      values.set(statistic.evaluate(multiplicities), offset);
      offset += statistic.names.length;
    }
    return values;
  };
  return { items: statistics[0]?.items ?? 0, names, evaluate };
}

/** The statistic of the items as they are, each once. */
export function valuesOf(statistic: CorpusStatistic): Float64Array {
  return Float64Array.from(statistic.evaluate(new Int32Array(statistic.items).fill(1)));
}
