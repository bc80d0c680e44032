/**
 * @file A vocabulary for an encoder that begins from nothing: the frequent words of the training texts, in the form of a tokenizer.json that
 * transformers reads too. Every other word is the one unknown token: what stands in few dialogues a small encoder would only learn by heart.
 */

/** The first ids, in this order. */
export const specialTokens = { pad: '[PAD]', unknown: '[UNK]', begin: '[CLS]', end: '[SEP]', mask: '[MASK]' } as const;

export interface VocabularyOptions {
  /** Tokens at most, special ones included. */
  readonly size: number;
  /** Words that occur less often are unknown. */
  readonly leastOccurrences: number;
}

/** WordPiece (Wu et al. 2016) without pieces inside words, since that is how such a vocabulary is written down. */
export interface WordTokenizer {
  readonly tokenizer: { readonly version: string; readonly [part: string]: unknown };
  readonly config: Readonly<Record<string, string | boolean>>;
  readonly tokens: readonly string[];
}

/** Equal texts give equal vocabularies. */
export function buildVocabulary(texts: Iterable<string>, options: VocabularyOptions): WordTokenizer {
  const tokens = chooseTokens(countWords(texts), options);
  return { tokens, tokenizer: tokenizerJson(tokens), config: tokenizerConfig() };
}

/** As BERT's basic tokenizer splits: lower case without accents, words of letters and digits, every other sign alone. */
export function countWords(texts: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [word] of text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase().matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function chooseTokens(counts: ReadonlyMap<string, number>, { size, leastOccurrences }: VocabularyOptions): readonly string[] {
  const special = Object.values(specialTokens);
  const words = mostFrequent(counts).filter((word) => (counts.get(word) ?? 0) >= leastOccurrences);
  return [...special, ...words.slice(0, Math.max(0, size - special.length))];
}

/** Ties in code-unit order. */
function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)).map(([key]) => key);
}

function tokenizerJson(tokens: readonly string[]): WordTokenizer['tokenizer'] {
  const vocabulary = Object.fromEntries(tokens.map((piece, id) => [piece, id]));
  const added = Object.values(specialTokens).map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: specialTokens.unknown, continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: vocabulary },
  };
}

function tokenizerConfig(): WordTokenizer['config'] {
  const { pad, unknown, begin, end, mask } = specialTokens;
  return { tokenizer_class: 'PreTrainedTokenizerFast', pad_token: pad, unk_token: unknown, cls_token: begin, sep_token: end, mask_token: mask, clean_up_tokenization_spaces: true };
}
