/** @file The largest of many numbers without sorting them all. */

/** Indices of the `count` largest values, largest first; of equal ones the first. */
export function largestIndices(values: ArrayLike<number>, count: number): number[] {
  const kept: number[] = [];
  const isAhead = (a: number, b: number): boolean => {
    const difference = (values[a] as number) - (values[b] as number);
    return difference > 0 || (difference === 0 && a < b);
  };
  for (let index = 0; index < values.length; index++) {
    if (kept.length < count) raise(kept, index, isAhead);
    else if (count > 0 && isAhead(index, kept[0] as number)) sink(kept, index, isAhead);
  }
  return kept.sort((a, b) => (isAhead(a, b) ? -1 : 1));
}

/** `kept` is a heap with the one that would go next at its root. */
function raise(kept: number[], index: number, isAhead: (a: number, b: number) => boolean): void {
  let at = kept.length;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isAhead(kept[parent] as number, index)) break;
    kept[at] = kept[parent] as number;
    at = parent;
  }
  kept[at] = index;
}

/** Replaces the root. */
function sink(kept: number[], index: number, isAhead: (a: number, b: number) => boolean): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= kept.length) break;
    if (child + 1 < kept.length && isAhead(kept[child] as number, kept[child + 1] as number)) child++;
    if (!isAhead(index, kept[child] as number)) break;
    kept[at] = kept[child] as number;
    at = child;
  }
  kept[at] = index;
}
