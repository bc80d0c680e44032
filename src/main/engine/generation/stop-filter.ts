/** @file Ends a text that arrives in pieces before the first stop string, and gives out nothing that may yet turn out to be part of one. */

export interface StopFilter {
  /** What may be shown now, and whether the text has ended before a stop string. */
  push(piece: string): { readonly text: string; readonly isStopped: boolean };
  /** What was held back, once nothing more comes. */
  flush(): string;
}

export function createStopFilter(stops: readonly string[]): StopFilter {
  let held = '';
  return {
    push(piece) {
      held += piece;
      const found = stops.map((stop) => held.indexOf(stop)).filter((index) => index >= 0);
      const isStopped = found.length > 0;
      const end = isStopped ? Math.min(...found) : held.length - longestOpening(held, stops);
      const text = held.slice(0, end);
      held = isStopped ? '' : held.slice(end);
      return { text, isStopped };
    },
    flush() {
      const text = held;
      held = '';
      return text;
    },
  };
}

/** The length of the longest end of `text` that begins a stop string. */
function longestOpening(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const end = text.slice(-length);
    if (stops.some((stop) => stop.startsWith(end))) return length;
  }
  return 0;
}
