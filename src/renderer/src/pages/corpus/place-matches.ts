/** @file Puts the marks of a found passage back into the whole text it was cut from. Pure. */

const markStart = '\uE000';
const markEnd = '\uE001';

/** The text with its matches marked, or null where the passage stands elsewhere. */
export function placeMatches(text: string, excerpt: string): string | null {
  const passage = excerpt.replace(/^[\s…]+|[\s…]+$/gu, '');
  const plain = passage.replaceAll(markStart, '').replaceAll(markEnd, '');
  const start = plain === '' || plain === passage ? -1 : text.indexOf(plain);
  return start === -1 ? null : text.slice(0, start) + passage + text.slice(start + plain.length);
}
