/**
 * @file The word rules that NLTK's word_tokenize applies to one sentence: Penn Treebank tokenisation with NLTK's additions for Unicode
 * quotes, dashes and clitics (checked against NLTK 3.10). Does not split sentences and does not lower-case.
 */

/** Python's \w and \b know all letters; JavaScript's do not, so both are spelled out. */
const word = '[\\p{L}\\p{N}_]';
const startOfWord = `(?<!${word})(?=${word})`;
const endOfWord = `(?<=${word})(?!${word})`;

/** In order: quotes that open, punctuation, brackets, double dashes. */
const beforePadding: readonly (readonly [RegExp, string])[] = [
  [/([«“‘„]|`+)/gu, ' $1 '],
  [/^"/u, '``'],
  [/(``)/gu, ' $1 '],
  [/([ ([{<])("|'{2})/gu, '$1 `` '],
  [new RegExp(`(?<!${word})(')(?!(?:re|ve|ll|m|t|s|d|n)(?!${word}))(?=${word})`, 'giu'), '$1 '],
  [/([^.])(\.)([\])}>"'»”’ ]*)\s*$/u, '$1 $2 $3 '],
  [/([:,])(\P{Nd})/gu, ' $1 $2'],
  [/([:,])$/u, ' $1 '],
  [/\.{2,}/gu, ' $& '],
  [/[;@#$%&]/gu, ' $& '],
  [/[\u2012-\u2015]/gu, ' $& '],
  [/([^.])(\.)([\])}>"']*)\s*$/u, '$1 $2$3 '],
  [/[?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/\*/gu, ' $& '],
  [/[\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
];

/** In order, on the padded text: quotes that close, clitics, then the contractions of MacIntyre's script. */
const afterPadding: readonly (readonly [RegExp, string])[] = [
  [/([»”’])/gu, ' $1 '],
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [/\s+/gu, ' '],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
  ...[['can', 'not'], ['gim', 'me'], ['gon', 'na'], ['got', 'ta'], ['lem', 'me']].map(
    ([first, second]) => [new RegExp(`${startOfWord}(${first})(${second})${endOfWord}`, 'giu'), ' $1 $2 '] as const,
  ),
  [new RegExp(`${startOfWord}(d)('ye)${endOfWord}`, 'giu'), ' $1 $2 '],
  [new RegExp(`${startOfWord}(more)('n)${endOfWord}`, 'giu'), ' $1 $2 '],
  [new RegExp(`${startOfWord}(wan)(na)(?=\\s)`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)(is)${endOfWord}`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)(was)${endOfWord}`, 'giu'), ' $1 $2 '],
];

/** Tokens of one sentence. Double quotes come out as two back-ticks or two apostrophes, as in the Treebank. */
export function tokenizeTreebank(sentence: string): string[] {
  let text = withoutLongSpaces(sentence);
  for (const [pattern, replacement] of beforePadding) text = text.replace(pattern, replacement);
  text = ` ${text} `;
  for (const [pattern, replacement] of afterPadding) text = text.replace(pattern, replacement);
  return words(text);
}

/** Splits at white space; no empty tokens. */
export function words(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/u);
}

/** Runs of white space become their last character: no rule depends on more, and the rules for a final full stop stay linear. */
function withoutLongSpaces(text: string): string {
  return text.replace(/\s+(?=\s)/gu, '');
}
