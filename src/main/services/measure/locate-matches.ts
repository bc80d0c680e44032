/** @file Where the n-grams that a reply shares with its references stand in the texts as they are shown: tokens back to characters. Pure. */
import type { NlgOptions, TextMatch } from '#shared/contracts/measure';
import { matchItem } from '../../research/metrics/matches';

/** Characters [start, end) of a text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

export function locateMatches(item: { readonly hypothesis: string; readonly references: readonly string[] }, profile: NlgOptions['profile']): TextMatch[] {
  const matched = matchItem(item, profile);
  const inHypothesis = placesOf(matched.hypothesis, item.hypothesis);
  const inReferences = matched.references.map((tokens, index) => placesOf(tokens, item.references[index] ?? ''));
  return matched.spans.flatMap(({ start, length, reference, referenceStart }) => {
    const here = spanOf(inHypothesis, start, length);
    const there = spanOf(inReferences[reference] ?? [], referenceStart, length);
    if (here === null || there === null) return [];
    return [{ start: here.start, end: here.end, tokens: length, reference, referenceStart: there.start, referenceEnd: there.end }];
  });
}

/** The place of each token; null for one that tokenising made up. Tokens follow each other as in the text, in whatever case. */
export function placesOf(tokens: readonly string[], text: string): (Place | null)[] {
  const folded = foldCase(text);
  let cursor = 0;
  return tokens.map((token) => {
    const found = spellings(token)
      .map((spelling) => ({ start: folded.indexOf(spelling, cursor), length: spelling.length }))
      .filter(({ start }) => start !== -1)
      .toSorted((first, second) => first.start - second.start)[0];
    if (found === undefined) return null;
    cursor = found.start + found.length;
    return { start: found.start, end: cursor };
  });
}

/** Treebank tokens write a double quote as two back-ticks or two apostrophes. */
function spellings(token: string): string[] {
  return token === '``' || token === "''" ? ['"', token] : [foldCase(token)];
}

/** Lower case of the same length: a character whose small form is longer stays as it is. */
function foldCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}

function spanOf(places: readonly (Place | null)[], start: number, length: number): Place | null {
  const found = places.slice(start, start + length).filter((place) => place !== null);
  const [first, last] = [found[0], found.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}
