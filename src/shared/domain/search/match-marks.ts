/** @file Where the terms of a search stand in a text, found by stem as the full-text index finds them, and the marks that show it. */
import { porterStem } from './porter-stem';
import { parseTerms, type Term, unfinishedStem, type Word, wordsOf } from './search-terms';

/** Private-use characters that the interface turns into marks. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';

export interface Span {
  start: number;
  end: number;
}

/** Puts every match of a search between marks; the words of the search are read once. The text is shown as it is otherwise. */
export function createMarker(typed: string): (text: string) => string {
  const matchers = parseTerms(typed).map(createMatcher);
  return (raw) => {
    const text = withoutMarks(raw);
    const words = matchers.length === 0 ? [] : wordsOf(text);
    return markSpans(text, mergeSpans(matchers.flatMap((match) => match(words))));
  };
}

/** Spans in order, none overlapping. */
export function markSpans(text: string, spans: readonly Span[]): string {
  let marked = '';
  let at = 0;
  for (const { start, end } of spans) {
    marked += text.slice(at, start) + matchStart + text.slice(start, end) + matchEnd;
    at = end;
  }
  return marked + text.slice(at);
}

export function withoutMarks(text: string): string {
  return text.replaceAll(/[\uE000\uE001]/g, '');
}

/** Finds a term as the index does: by stem, the last word of a prefix term by how its stem begins. */
export function createMatcher(term: Term): (words: readonly Word[]) => Span[] {
  const stems = term.words.map(porterStem);
  const lastStem = stems.at(-1) ?? '';
  const shorter = term.isPrefix ? unfinishedStem(term.words.at(-1) ?? '') : undefined;
  const shorterStem = shorter === undefined ? undefined : porterStem(shorter);
  const matchesLast = (stem: string) => (term.isPrefix ? stem.startsWith(lastStem) || stem === shorterStem : stem === lastStem);
  const isMatchAt = (words: readonly Word[], at: number) =>
    stems.every((stem, offset) => {
      const word = words[at + offset];
      if (word === undefined) return false;
      return offset === stems.length - 1 ? matchesLast(stemOf(word.folded)) : stemOf(word.folded) === stem;
    });
  return (words) => words.flatMap((word, at) => (isMatchAt(words, at) ? [{ start: word.start, end: words[at + stems.length - 1]?.end ?? word.end }] : []));
}

/** Stems of words met lately: dialogues repeat themselves. */
const stemCache = new Map<string, string>();

function stemOf(word: string): string {
  let stem = stemCache.get(word);
  if (stem === undefined) {
    if (stemCache.size >= 20_000) stemCache.clear();
    stem = porterStem(word);
    stemCache.set(word, stem);
  }
  return stem;
}

export function mergeSpans(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}
