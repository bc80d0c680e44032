/** @file From the words of a search to an FTS5 expression, and from text to what is indexed. Nothing typed ever reaches the index unquoted. */
import { ideograph, type Term, unfinishedStem } from '#shared/domain/search/search-terms';

const ideographs = new RegExp(ideograph, 'gu');

/** A word that no one types and that keeps a phrase from running over the end of a turn. */
const boundary = ' ꙮ ';

/** What goes into the index for texts that follow one another. */
export function indexedText(texts: readonly string[]): string {
  const joined = texts.join(boundary);
  return ideograph.test(joined) ? joined.replaceAll(ideographs, ' $& ') : joined;
}

/** The FTS5 expression that finds every term. Words hold only letters and digits, so the quotes cannot be broken out of. */
export function matchExpression(terms: readonly Term[]): string {
  return terms.map(termExpression).join(' AND ');
}

function termExpression({ words, isPrefix }: Term): string {
  const phrase = quoted(words);
  if (!isPrefix) return phrase;
  const shorter = unfinishedStem(words.at(-1) ?? '');
  return shorter === undefined ? `${phrase} *` : `(${phrase} * OR ${quoted([...words.slice(0, -1), shorter])})`;
}

function quoted(words: readonly string[]): string {
  return `"${words.join(' ')}"`;
}
