/** @file Numbers, sizes and times as a person reads them. Pure; English, because the interface is. */

const integers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 4 });
const decimals = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat('en-GB', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const times = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const clockTimes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function formatCount(count: number): string {
  return integers.format(count);
}

/** "1 dialogue", "2 dialogues"; irregular plurals are given. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

export function formatDecimal(value: number): string {
  return decimals.format(value);
}

/** Any number in a table: grouped, with at most four decimals. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

export function formatShare(share: number): string {
  return percents.format(share);
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? formatCount(value) : formatDecimal(value)} ${units[power]}`;
}

export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under a second';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long an answer took, where a part of a second counts. */
export function formatLatency(durationMs: number): string {
  if (durationMs < 1000) return `${formatCount(durationMs)} ms`;
  return durationMs < 60_000 ? `${formatDecimal(durationMs / 1000)} s` : formatDuration(durationMs / 1000);
}

export function formatDate(iso: string): string {
  return dates.format(new Date(iso));
}

export function formatDateTime(iso: string): string {
  return times.format(new Date(iso));
}

export function formatClockTime(iso: string): string {
  return clockTimes.format(new Date(iso));
}

/** What a caught value says to a person. */
export function messageOf(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}

/** A source label as a heading or list entry: first letter large, the rest as found. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
