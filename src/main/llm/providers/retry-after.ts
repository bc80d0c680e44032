/** @file How long a server asks to be left alone: seconds or a date (RFC 9110, 10.2.3), and the milliseconds some servers send. */

/** Null where nothing, or nothing readable, is asked for. */
export function parseRetryAfter(headers: { get(name: string): string | null }, now: Date): number | null {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds.trim())) return Number(milliseconds);
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
