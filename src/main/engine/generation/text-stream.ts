/**
 * @file Text from tokens that arrive one by one. A token is read in the light of those before it (a first word loses its space, a character may be
 * spread over several tokens), so each piece is what the text of the last few tokens gains by a new one.
 */

export interface TextStream {
  /** What the token adds; empty while a character is incomplete. */
  push(tokenId: number): string;
  /** What is left once no token comes: a character that stayed incomplete. */
  flush(): string;
}

/** What tokenizers write for bytes that are no character (yet). */
const incomplete = '\uFFFD';
const contextTokens = 6;

/** `decode` reads tokens as one text; `prompt` are the tokens before the first. */
export function createTextStream(decode: (tokenIds: readonly number[]) => string, prompt: readonly number[]): TextStream {
  let tokenIds = shortened(prompt);
  let shown = decode(tokenIds);
  const gain = (whole: string): string => {
    const piece = whole.slice(shown.length);
    shown = whole;
    return piece;
  };
  /** The fewest last tokens that read as something: a special token alone would make the next one a first word. */
  function shortened(all: readonly number[]): number[] {
    for (let count = Math.min(contextTokens, all.length); count < all.length; count++) {
      const last = all.slice(-count);
      if (decode(last) !== '') return last;
    }
    return [...all];
  }
  return {
    push(tokenId) {
      tokenIds.push(tokenId);
      const whole = decode(tokenIds);
      if (whole.endsWith(incomplete)) return '';
      const piece = gain(whole);
      if (tokenIds.length > 2 * contextTokens) {
        tokenIds = shortened(tokenIds);
        shown = decode(tokenIds);
      }
      return piece;
    },
    flush: () => gain(decode(tokenIds)),
  };
}
