/** @file The named measuring profiles of spec M-1 to M-5: which tokens, which BLEU smoothing, which Distinct. A result always names its profile. */
import type { BleuRule } from './bleu';
import { plainText, type NlgText } from './nlg-text';
import { splitSentences } from './split-sentences';
import { tokenize13a } from './tokenize-13a';
import { tokenizeTreebank, words } from './tokenize-treebank';

export const nlgProfileIds = ['nlgeval', 'mymetrics', 'utils', '13a'] as const;
export type NlgProfileId = (typeof nlgProfileIds)[number];

export interface NlgProfile {
  readonly id: NlgProfileId;
  /** The published code that the profile reproduces. */
  readonly source: string;
  readonly tokenize: (text: NlgText) => string[];
  /** Tokens for Distinct; differs from `tokenize` only in case, and only in `nlgeval`. */
  readonly tokenizeForDistinct: (text: NlgText) => string[];
  readonly usesSentences: boolean;
  readonly bleu: BleuRule;
  /** Counts summed over the corpus, or the mean of the items' own scores. */
  readonly bleuLevel: 'corpus' | 'meanOfItems';
  /** The published loop of `mymetrics` stops one n-gram early in every text. */
  readonly losesLastNgram: boolean;
  /** What the published code computes; the other figures follow the definitions on the same tokens. */
  readonly published: readonly string[];
  /** The published code prints its figures times this; Solace's are 0..1 (CIDEr 0..10). */
  readonly publishedScale: 1 | 100;
}

const asIs = (text: string): string => text;
const lowerCase = (text: string): string => text.toLowerCase();

export const nlgProfiles: Readonly<Record<NlgProfileId, NlgProfile>> = {
  nlgeval: {
    id: 'nlgeval',
    source: 'ESCA eval.py with pycocoevalcap (nlg-eval)',
    tokenize: (text) => treebankTokens(text, lowerCase),
    tokenizeForDistinct: (text) => treebankTokens(text, asIs),
    usesSentences: true,
    bleu: 'nlgeval',
    bleuLevel: 'corpus',
    losesLastNgram: false,
    published: ['bleu', 'rougeL', 'cider', 'distinct'],
    publishedScale: 1,
  },
  mymetrics: {
    id: 'mymetrics',
    source: 'thu-coai/Emotional-Support-Conversation metric/myMetrics.py',
    tokenize: (text) => treebankTokens(text, lowerCase),
    tokenizeForDistinct: (text) => treebankTokens(text, lowerCase),
    usesSentences: true,
    bleu: 'method3',
    bleuLevel: 'corpus',
    losesLastNgram: true,
    published: ['bleu', 'rougeL', 'distinct', 'unigramF1', 'length'],
    publishedScale: 100,
  },
  utils: {
    id: 'utils',
    source: 'ESCA utils.py (its training log)',
    tokenize: (text) => words(plainText(text)),
    tokenizeForDistinct: (text) => words(plainText(text)),
    usesSentences: false,
    bleu: 'method1',
    bleuLevel: 'meanOfItems',
    losesLastNgram: false,
    published: ['bleu.4', 'distinct.2'],
    publishedScale: 1,
  },
  '13a': {
    id: '13a',
    source: 'mteval-v13a and sacreBLEU (cased, exponential smoothing)',
    tokenize: (text) => tokenize13a(plainText(text)),
    tokenizeForDistinct: (text) => tokenize13a(plainText(text)),
    usesSentences: false,
    bleu: 'exponential',
    bleuLevel: 'corpus',
    losesLastNgram: false,
    published: ['bleu'],
    publishedScale: 100,
  },
};

/** How the sentences of a measured set were found; part of every result. */
export type SentenceSplitter = 'treebank-lite' | 'given' | 'treebank-lite and given' | 'none';

export function sentenceSplitterOf(profile: NlgProfile, texts: Iterable<NlgText>): SentenceSplitter {
  if (!profile.usesSentences) return 'none';
  let given = false;
  let found = false;
  for (const text of texts) {
    if (typeof text === 'string') found = true;
    else given = true;
  }
  if (given && found) return 'treebank-lite and given';
  return given ? 'given' : 'treebank-lite';
}

/** Sentences are found before case is folded, because the splitter looks at capitals. */
function treebankTokens(text: NlgText, fold: (text: string) => string): string[] {
  const sentences = typeof text === 'string' ? splitSentences(text) : text.sentences;
  return sentences.flatMap((sentence) => tokenizeTreebank(fold(sentence)));
}
