/** @file Replies and references tokenised, encoded and scored item by item under one profile: what every text figure is computed from. */
import { AppError } from '#shared/contracts/errors';
import { bleuCounts, bleuOf, type BleuScores } from './bleu';
import { ciderScores } from './cider';
import { countedNgrams, type DistinctTexts } from './distinct';
import { createNgramIndex, type NgramIds, type NgramIndex } from './ngram-index';
import type { NlgProfile } from './nlg-profile';
import { plainText, type NlgItem } from './nlg-text';
import { publishedBeta, rougeL } from './rouge-l';
import { unigramF1 } from './unigram-f1';

/** Scores of one reply against its references; 0..1, CIDEr 0..10. */
export interface NlgItemScores {
  readonly bleu: BleuScores;
  readonly rougeL: number;
  readonly rougeLF1: number;
  readonly cider: number;
  readonly unigramF1: number;
  /** Tokens of the hypothesis. */
  readonly length: number;
}

export interface NlgCorpus {
  readonly profile: NlgProfile;
  readonly scores: readonly NlgItemScores[];
  /** BLEU counts of each item, see bleu.ts. */
  readonly bleuRows: readonly Float64Array[];
  /** Counted n-grams of the hypotheses, orders 1..3. */
  readonly distinctTexts: readonly [DistinctTexts, DistinctTexts, DistinctTexts];
  /** Mean number of tokens of a reference. */
  readonly referenceLength: number;
}

/**
 * Scores every item. `distinctIndex` is given where two systems are compared, so that equal n-grams of both have one id.
 * @throws AppError INVALID_INPUT for no items, or an item without a reference.
 */
export function scoreNlgItems(items: readonly NlgItem[], profile: NlgProfile, distinctIndex: NgramIndex = createNgramIndex(3)): NlgCorpus {
  assertMeasurable(items);
  const index = createNgramIndex(4);
  const encoded = items.map((item) => ({
    hypothesis: index.encode(profile.tokenize(item.hypothesis)),
    references: item.references.map((reference) => index.encode(profile.tokenize(reference))),
  }));
  const bleuRows = encoded.map(({ hypothesis, references }) => bleuCounts(hypothesis, references, profile.bleu));
  const cider = ciderScores(encoded, index.size);
  return {
    profile,
    bleuRows,
    scores: encoded.map(({ hypothesis, references }, item) => scoreItem(hypothesis, references, {
      bleu: bleuOf(bleuRows[item] ?? [], profile.bleu),
      cider: cider[item] ?? 0,
    })),
    distinctTexts: encodeForDistinct(items, profile, distinctIndex),
    referenceLength: meanLength(encoded.flatMap(({ references }) => references)),
  };
}

/** Such replies score 0 and pull every mean down. */
export function isEmptyReply(item: NlgItem): boolean {
  return plainText(item.hypothesis).trim() === '';
}

function assertMeasurable(items: readonly NlgItem[]): void {
  if (items.length === 0) throw new AppError('INVALID_INPUT', 'There is nothing to measure: give at least one hypothesis with a reference.');
  const lonely = items.findIndex((item) => item.references.length === 0);
  if (lonely >= 0) {
    throw new AppError('INVALID_INPUT', `Item ${lonely + 1} has no reference: give every hypothesis at least one.`, { details: { item: lonely + 1 } });
  }
}

function scoreItem(hypothesis: NgramIds, references: readonly NgramIds[], known: Pick<NlgItemScores, 'bleu' | 'cider'>): NlgItemScores {
  const tokens = hypothesis[0] ?? new Int32Array();
  const referenceTokens = references.map((reference) => reference[0] ?? new Int32Array());
  return {
    ...known,
    rougeL: rougeL(tokens, referenceTokens, publishedBeta),
    rougeLF1: rougeL(tokens, referenceTokens, 1),
    unigramF1: unigramF1(tokens, referenceTokens),
    length: tokens.length,
  };
}

function encodeForDistinct(items: readonly NlgItem[], profile: NlgProfile, index: NgramIndex): NlgCorpus['distinctTexts'] {
  const encoded = items.map((item) => index.encode(profile.tokenizeForDistinct(item.hypothesis)));
  const ofOrder = (order: number): DistinctTexts => ({
    texts: encoded.map((ids) => countedNgrams(ids[order - 1] ?? new Int32Array(), profile.losesLastNgram)),
    size: index.size(order),
  });
  return [ofOrder(1), ofOrder(2), ofOrder(3)];
}

function meanLength(texts: readonly NgramIds[]): number {
  return texts.reduce((sum, ids) => sum + (ids[0]?.length ?? 0), 0) / Math.max(1, texts.length);
}
