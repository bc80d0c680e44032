/**
 * @file Beginnings of prompts that were read before, so that prompts with the same beginning need not read it again. Only whole blocks of tokens
 * are shared: they were read in the same runs as they would be without sharing, so sharing changes not a bit of the result.
 */
import type { DecoderConfig } from '../models/decoder-config';
import { cacheBytes, copySequence, createCache, type CachePlace, type KeyValueCache } from './key-value-cache';

export interface PrefixStore {
  /** Copies the longest known beginning of the tokens to a place, and returns how many tokens it has; at least one token is left to be read. */
  restore(tokenIds: readonly number[], to: CachePlace): number;
  /** Keeps the whole blocks of the tokens. */
  keep(tokenIds: readonly number[], from: CachePlace): void;
}

interface Entry {
  readonly tokenIds: readonly number[];
  readonly cache: KeyValueCache;
}

export function createPrefixStore(config: DecoderConfig, { blockTokens, mostBytes }: { readonly blockTokens: number; readonly mostBytes: number }): PrefixStore {
  /** Most recently used last. */
  let entries: Entry[] = [];
  const wholeBlocks = (count: number): number => count - (count % blockTokens);
  const touch = (entry: Entry): void => {
    entries = [...entries.filter((other) => other !== entry), entry];
  };
  return {
    restore(tokenIds, to) {
      const most = wholeBlocks(tokenIds.length - 1);
      const known = entries.map((entry) => ({ entry, tokens: Math.min(most, wholeBlocks(commonLength(entry.tokenIds, tokenIds))) }));
      const [longest] = known.sort((a, b) => b.tokens - a.tokens);
      if (longest === undefined || longest.tokens === 0) return 0;
      copySequence({ cache: longest.entry.cache, sequence: 0 }, to, longest.tokens);
      touch(longest.entry);
      return longest.tokens;
    },
    keep(tokenIds, from) {
      const kept = tokenIds.slice(0, wholeBlocks(tokenIds.length));
      if (kept.length === 0 || entries.some((entry) => commonLength(entry.tokenIds, kept) === kept.length)) return;
      const cache = createCache(config, 1, kept.length);
      copySequence(from, { cache, sequence: 0 }, kept.length);
      entries = [...entries.filter((entry) => commonLength(entry.tokenIds, kept) < entry.tokenIds.length), { tokenIds: kept, cache }];
      while (entries.reduce((sum, entry) => sum + cacheBytes(entry.cache), 0) > mostBytes) entries.shift();
    },
  };
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return index;
  return length;
}
