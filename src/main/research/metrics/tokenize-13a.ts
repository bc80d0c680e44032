/** @file The `13a` tokenisation of the original BLEU tool (mteval-v13a), as sacreBLEU applies it by default. Keeps case; splits no sentences. */
import { words } from './tokenize-treebank';

const rules: readonly (readonly [RegExp, string])[] = [
  /** Symbols and punctuation of ASCII, without apostrophe, comma, hyphen and full stop. */
  [/([{-~[-` -&(-+:-@/])/gu, ' $1 '],
  [/([^0-9])([.,])/gu, '$1 $2 '],
  [/([.,])([^0-9])/gu, ' $1 $2'],
  [/([0-9])(-)/gu, '$1 $2 '],
];

export function tokenize13a(text: string): string[] {
  let line = text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  line = ` ${line} `;
  for (const [pattern, replacement] of rules) line = line.replace(pattern, replacement);
  return words(line);
}
