/** @file The passage of a text where a search was found, with its matches marked. Knows words and stems, no table. */
import { displayText } from '#shared/domain/dialogue';
import { createMatcher, markSpans, mergeSpans, type Span, withoutMarks } from '#shared/domain/search/match-marks';
import { type Term, wordsOf } from '#shared/domain/search/search-terms';

const maxLength = 240;
/** How much of the passage stands before its first match. */
const leadLength = 60;

/** The passage that holds the most terms (the first of equals), or none when no term stands in any text. */
export function markedExcerpt(texts: readonly string[], terms: readonly Term[]): string | undefined {
  const matchers = terms.map(createMatcher);
  let best: { text: string; spans: Span[]; found: number } | undefined;
  for (const raw of texts) {
    const text = withoutMarks(displayText(raw));
    const words = wordsOf(text);
    const spansByTerm = matchers.map((match) => match(words)).filter((spans) => spans.length > 0);
    if (spansByTerm.length > (best?.found ?? 0)) best = { text, spans: spansByTerm.flat(), found: spansByTerm.length };
    if (best?.found === terms.length) break;
  }
  return best && cutAndMark(best.text, mergeSpans(best.spans));
}

/** The beginning of a text. */
export function plainExcerpt(raw: string): string {
  const text = withoutMarks(displayText(raw));
  return text.length <= maxLength ? text : `${text.slice(0, wordStart(text, maxLength)).trimEnd()}…`;
}

function cutAndMark(text: string, spans: readonly Span[]): string {
  const firstStart = spans[0]?.start ?? 0;
  const from = firstStart <= leadLength || text.length <= maxLength ? 0 : wordStart(text, firstStart - leadLength);
  const to = text.length - from <= maxLength ? text.length : Math.max(wordStart(text, from + maxLength), spans[0]?.end ?? 0);
  const shown = spans.filter((span) => span.end <= to).map(({ start, end }) => ({ start: start - from, end: end - from }));
  const passage = markSpans(text.slice(from, to), shown).trimEnd();
  return `${from > 0 ? '…' : ''}${passage}${to < text.length ? '…' : ''}`;
}

/** Where the word at a place begins, if a space is near; else the place itself, never inside a surrogate pair. */
function wordStart(text: string, place: number): number {
  const space = text.lastIndexOf(' ', place);
  if (space >= place - 40) return space + 1;
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}
