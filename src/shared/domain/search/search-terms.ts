/**
 * @file What a person who searches means by what they type, and the words of a text as the full-text index sees them:
 * cut and folded as SQLite's unicode61 does it, without diacritics.
 */

export interface Term {
  /** Folded words that stand one after the other; most terms have one. */
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly isPrefix: boolean;
}

export interface Word {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

/** Chinese and Japanese write no spaces; every such character is a word of its own, and what is typed becomes a phrase of them. */
export const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const wordPattern = new RegExp(`${ideograph.source}|(?:(?!${ideograph.source})[\\p{L}\\p{N}\\u0300-\\u036f])+`, 'gu');
const plainWordPattern = /[a-z0-9]+/gi;
const isPlain = /^[\0-\x7f]*$/;

/** Ends of unfinished English words whose stem is shorter than what was typed: work|i(ng), happi|nes(s), move|m(ent). */
const unfinishedSuffix = /(?:in?|ne?s?|me?n?|l)$/;

/** Every word of a text with its place. */
export function wordsOf(text: string): Word[] {
  const isAscii = isPlain.test(text);
  const words: Word[] = [];
  for (const match of text.matchAll(isAscii ? plainWordPattern : wordPattern)) {
    const found = match[0];
    const folded = isAscii ? found.toLowerCase() : fold(found);
    if (folded !== '') words.push({ folded, start: match.index, end: match.index + found.length });
  }
  return words;
}

/**
 * Words and "quoted phrases"; a last word with nothing after it may be unfinished. Signs without a word in them are passed over,
 * and so is an unfinished single letter: some word of nearly every dialogue begins with it.
 */
export function parseTerms(typed: string): Term[] {
  const terms = new Map<string, Term>();
  for (const match of typed.matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    const words = wordsOf(match[1] ?? match[0]).map((word) => word.folded);
    const isUnfinished = match[1] === undefined && match.index + match[0].length === typed.length;
    const term: Term = { words, isPrefix: isUnfinished && !ideograph.test(words.at(-1) ?? '') };
    const isSingleLetter = term.isPrefix && words.length === 1 && words[0]?.length === 1;
    if (words.length > 0 && !isSingleLetter) terms.set(JSON.stringify(term), term);
  }
  return [...terms.values()];
}

/** The shorter word that an unfinished last word may be the beginning of, "work" for "worki". */
export function unfinishedStem(word: string): string | undefined {
  const shorter = word.replace(unfinishedSuffix, '');
  return shorter !== word && shorter.length >= 3 ? shorter : undefined;
}

function fold(word: string): string {
  return word.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase();
}
