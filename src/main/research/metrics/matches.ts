/** @file Which n-grams of a reply occur in its references: the spans that a reader sees coloured beside an item's scores. */
import { nlgProfiles, type NlgProfileId } from './nlg-profile';
import type { NlgItem } from './nlg-text';

/** Tokens [start, start + length) of the hypothesis are also tokens [referenceStart, ...) of the reference with that index. */
export interface MatchSpan {
  readonly start: number;
  readonly length: number;
  readonly reference: number;
  readonly referenceStart: number;
}

export interface MatchedTexts {
  readonly hypothesis: readonly string[];
  readonly references: readonly (readonly string[])[];
  readonly spans: readonly MatchSpan[];
}

/** Tokens as the profile sees them, and the matches among them. */
export function matchItem(item: NlgItem, profile: NlgProfileId): MatchedTexts {
  const { tokenize } = nlgProfiles[profile];
  const hypothesis = tokenize(item.hypothesis);
  const references = item.references.map(tokenize);
  return { hypothesis, references, spans: matchSpans(hypothesis, references) };
}

/**
 * Longest common runs first (of equal ones the leftmost, in the first reference), each hypothesis token in one span at most and each
 * reference token matched once, as BLEU's clipping asks.
 */
export function matchSpans(hypothesis: readonly string[], references: readonly (readonly string[])[]): MatchSpan[] {
  const isFree = hypothesis.map(() => true);
  const isFreeIn = references.map((reference) => reference.map(() => true));
  const spans: MatchSpan[] = [];
  for (;;) {
    const span = longestFreeRun(hypothesis, references, { isFree, isFreeIn });
    if (span === null) return spans.toSorted((first, second) => first.start - second.start);
    isFree.fill(false, span.start, span.start + span.length);
    isFreeIn[span.reference]?.fill(false, span.referenceStart, span.referenceStart + span.length);
    spans.push(span);
  }
}

interface FreeTokens {
  readonly isFree: readonly boolean[];
  readonly isFreeIn: readonly (readonly boolean[])[];
}

function longestFreeRun(hypothesis: readonly string[], references: readonly (readonly string[])[], { isFree, isFreeIn }: FreeTokens): MatchSpan | null {
  let best: MatchSpan | null = null;
  for (const [reference, tokens] of references.entries()) {
    const isReferenceFree = isFreeIn[reference] ?? [];
    let previous = new Int32Array(tokens.length + 1);
    for (let i = 0; i < hypothesis.length; i++) {
      const runs = new Int32Array(tokens.length + 1);
      for (let j = 0; j < tokens.length; j++) {
        if (isFree[i] !== true || isReferenceFree[j] !== true || hypothesis[i] !== tokens[j]) continue;
        const length = (previous[j] ?? 0) + 1;
        runs[j + 1] = length;
        if (length > (best?.length ?? 0)) best = { start: i - length + 1, length, reference, referenceStart: j - length + 1 };
      }
      previous = runs;
    }
  }
  return best;
}
