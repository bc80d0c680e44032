/** @file What the text metrics take in: replies and their references, as one string or with given sentence boundaries. Knows no file format. */

/** A text whose sentences are found by the profile's splitter, or whose sentence boundaries are given. */
export type NlgText = string | { readonly sentences: readonly string[] };

/** One reply of a system and the texts it is measured against; more than one reference is allowed. */
export interface NlgItem {
  readonly hypothesis: NlgText;
  readonly references: readonly NlgText[];
}

export function plainText(text: NlgText): string {
  return typeof text === 'string' ? text : text.sentences.join(' ');
}
