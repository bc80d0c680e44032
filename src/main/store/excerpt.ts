/** @file The passage of a text where a search was found, with its matches marked. Knows words and stems, no table. */
import { displayText } from '#shared/domain/dialogue';
import { porterStem } from './porter-stem';
import { type Term, unfinishedStem, type Word, wordsOf } from './search-terms';

/** Private-use characters that the interface turns into marks. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';

const maxLength = 240;
/** How much of the passage stands before its first match. */
const leadLength = 60;

interface Span {
  start: number;
  end: number;
}

/** The passage that holds the most terms (the first of equals), or none when no term stands in any text. */
export function markedExcerpt(texts: readonly string[], terms: readonly Term[]): string | undefined {
  const matchers = terms.map(createMatcher);
  let best: { text: string; spans: Span[]; found: number } | undefined;
  for (const raw of texts) {
    const text = displayText(raw).replaceAll(/[\uE000\uE001]/g, '');
    const words = wordsOf(text);
    const spansByTerm = matchers.map((match) => match(words)).filter((spans) => spans.length > 0);
    if (spansByTerm.length > (best?.found ?? 0)) best = { text, spans: spansByTerm.flat(), found: spansByTerm.length };
    if (best?.found === terms.length) break;
  }
  return best && cutAndMark(best.text, merged(best.spans));
}

/** The beginning of a text. */
export function plainExcerpt(raw: string): string {
  const text = displayText(raw).replaceAll(/[\uE000\uE001]/g, '');
  return text.length <= maxLength ? text : `${text.slice(0, wordStart(text, maxLength)).trimEnd()}…`;
}

/** Finds a term as the index does: by stem, the last word of a prefix term by how its stem begins. */
function createMatcher(term: Term): (words: readonly Word[]) => Span[] {
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

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function cutAndMark(text: string, spans: readonly Span[]): string {
  const firstStart = spans[0]?.start ?? 0;
  const from = firstStart <= leadLength || text.length <= maxLength ? 0 : wordStart(text, firstStart - leadLength);
  const to = text.length - from <= maxLength ? text.length : Math.max(wordStart(text, from + maxLength), spans[0]?.end ?? 0);
  let marked = from > 0 ? '…' : '';
  let at = from;
  for (const span of spans.filter((one) => one.end <= to)) {
    marked += text.slice(at, span.start) + matchStart + text.slice(span.start, span.end) + matchEnd;
    at = span.end;
  }
  marked += text.slice(at, to).trimEnd();
  return to < text.length ? `${marked}…` : marked;
}

/** Where the word at a place begins, if a space is near; else the place itself, never inside a surrogate pair. */
function wordStart(text: string, place: number): number {
  const space = text.lastIndexOf(' ', place);
  if (space >= place - 40) return space + 1;
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}
