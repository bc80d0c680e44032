/**
 * @file The sentence splitter `treebank-lite`, which stands in for NLTK's trained Punkt model (spec M-1): results carry its name.
 * A sentence ends at . ! ? or an ellipsis, with closing quotes or brackets, before white space and a capital.
 */

/** Words whose full stop does not end a sentence, lower case; nor does an initial's. */
const abbreviations = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'vs', 'e.g', 'i.e', 'jr', 'sr']);

/** Starting only where a run of marks starts keeps both linear on long runs. */
const boundary = /(?<![.!?…])[.!?…]+["'”’)\]}]*\s+(?=["'“‘([{]*\p{Lu})/gu;
const caselessBoundary = /(?<![.!?…])[.!?…]+["'”’)\]}]*\s+(?=["'“‘([{]*\p{L})/gu;

/**
 * Splits a text into sentences, trimmed, none empty.
 * Where a text has no capital at all (many systems write lower case only) capitals carry no information and none is asked for, as Punkt
 * asks for none after an ordinary word.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/\p{Lu}/u.test(text) ? boundary : caselessBoundary)) {
    if (endsInAbbreviation(text.slice(start, match.index), match[0])) continue;
    const end = match.index + match[0].length;
    sentences.push(text.slice(start, end));
    start = end;
  }
  sentences.push(text.slice(start));
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}

function endsInAbbreviation(before: string, mark: string): boolean {
  if (!/^\.\s/u.test(mark)) return false;
  const word = /[\p{L}.]+$/u.exec(before.slice(-12))?.[0] ?? '';
  const isInitial = /^\p{Lu}$/u.test(word) && word !== 'I';
  return isInitial || abbreviations.has(word.toLowerCase());
}
