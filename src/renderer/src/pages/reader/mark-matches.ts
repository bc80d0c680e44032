/** @file Marks in a text what a search would find there, between U+E000 and U+E001, as the core does in excerpts. Pure. */
import { displayText } from '#shared/domain/dialogue';

/** A function, because the words of the search are read once and held against every turn. */
export function createMarker(query: string): (text: string) => string {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return displayText;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})[\\p{L}\\p{N}]*`, 'giu');
  return (text) => displayText(text).replaceAll(pattern, '\uE000$&\uE001');
}
