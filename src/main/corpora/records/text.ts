/** @file Bytes to text, strictly: broken UTF-8 is named by its place instead of being replaced. Knows no format. */

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const probingDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

export type DecodedText = { readonly text: string } | { readonly error: string };

export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: strictDecoder.decode(bytes) };
  } catch {
    return { error: `byte ${firstBrokenByte(bytes)} is not valid UTF-8; save the file as UTF-8 and import it again` };
  }
}

/** Zero-based place of the first byte that no valid UTF-8 text can hold there: decoding up to it changes nothing. */
function firstBrokenByte(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(probingDecoder.decode(bytes));
  const length = Math.min(bytes.length, repaired.length);
  for (let i = 0; i < length; i++) if (bytes[i] !== repaired[i]) return i;
  return length;
}

export function sizeText(sizeBytes: number): string {
  if (sizeBytes >= 1024 * 1024) return `${Math.floor(sizeBytes / (1024 * 1024))} MB`;
  if (sizeBytes >= 1024) return `${Math.floor(sizeBytes / 1024)} KB`;
  return `${sizeBytes} bytes`;
}
