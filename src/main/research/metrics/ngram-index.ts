/** @file Gives every n-gram a small integer, so that counting, clipping and document frequencies work on typed arrays. */

/** `[order - 1][position]` is the id of the n-gram that starts at that token; ids count up from 0 within an order. */
export type NgramIds = readonly Int32Array[];

export interface NgramIndex {
  readonly encode: (tokens: readonly string[]) => NgramIds;
  /** Number of different n-grams of this order seen so far. */
  readonly size: (order: number) => number;
}

/** Room for 2^26 different tokens and 2^27 different n-grams in one exactly represented number. */
const tokenRoom = 2 ** 26;

export function createNgramIndex(maxOrder: number): NgramIndex {
  const tokenIds = new Map<string, number>();
  const longerIds = Array.from({ length: maxOrder - 1 }, () => new Map<number, number>());

  const encode = (tokens: readonly string[]): NgramIds => {
    const unigrams = Int32Array.from(tokens, (token) => idOf(tokenIds, token));
    const encoded = [unigrams];
    let shorter = unigrams;
    for (const ids of longerIds) {
      const order = encoded.length + 1;
      const longer = new Int32Array(Math.max(0, tokens.length - order + 1));
      for (let i = 0; i < longer.length; i++) {
        longer[i] = idOf(ids, (shorter[i] ?? 0) * tokenRoom + (unigrams[i + order - 1] ?? 0));
      }
      encoded.push(longer);
      shorter = longer;
    }
    return encoded;
  };

  return { encode, size: (order) => (order === 1 ? tokenIds.size : (longerIds[order - 2]?.size ?? 0)) };
}

function idOf<Key>(ids: Map<Key, number>, key: Key): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}
