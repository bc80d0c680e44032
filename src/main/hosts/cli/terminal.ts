/** @file Where the command line writes: one JSON document or text on standard output, progress and errors on standard error. */
import type { ActivityProgress } from '#shared/contracts/activities';
import { toWireError } from '#shared/contracts/errors';
import { exitCodes } from './exit-codes';
import { formatBytes, formatNumber, oneLine } from './text-table';

const clearLine = '\r\u001b[K';
/** Where standard error is a file, progress is a line now and then. */
const plainProgressMs = 5_000;

export interface TerminalOptions {
  readonly isJson: boolean;
  readonly isQuiet: boolean;
}

/** Runs count what they like. */
export type ShownProgress = Omit<ActivityProgress, 'unit'> & { readonly unit: string };

export interface Terminal {
  /** The result: `document` with --json, `text` otherwise. Called once a command. */
  result(document: unknown, text: () => string): void;
  /** One short line for people; silent with --json and --quiet. */
  note(text: string): void;
  progress(progress: ShownProgress): void;
  endProgress(): void;
  /** Prints the one error line, or document where no result was printed yet; returns the exit code. */
  fail(thrown: unknown): number;
}

export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Streams {
  readonly out: OutputStream;
  readonly error: OutputStream;
}

export function createTerminal({ isJson, isQuiet }: TerminalOptions, streams: Streams): Terminal {
  let isLineOpen = false;
  let hasResult = false;
  let lastPlainMs = performance.now();

  const endProgress = (): void => {
    if (isLineOpen) streams.error.write(clearLine);
    isLineOpen = false;
  };

  return {
    result(document, text) {
      endProgress();
      hasResult = true;
      if (isJson) streams.out.write(`${JSON.stringify(document, null, 2)}\n`);
      else if (!isQuiet) streams.out.write(`${text()}\n`);
    },
    note(text) {
      endProgress();
      if (!isQuiet && !isJson) streams.error.write(`${text}\n`);
    },
    progress(progress) {
      if (isQuiet) return;
      const line = describeProgress(progress);
      if (streams.error.isTTY === true) {
        streams.error.write(`${clearLine}${line.slice(0, (streams.error.columns || 80) - 1)}`);
        isLineOpen = true;
      } else if (performance.now() - lastPlainMs > plainProgressMs) {
        streams.error.write(`${line}\n`);
        lastPlainMs = performance.now();
      }
    },
    endProgress,
    fail(thrown) {
      endProgress();
      const { code, message, details } = toWireError(thrown);
      if (isJson && !hasResult) streams.out.write(`${JSON.stringify({ error: { code, message, details } }, null, 2)}\n`);
      else streams.error.write(`solace: ${oneLine(message)}\n`);
      return exitCodes[code];
    },
  };
}

export function describeProgress(progress: ShownProgress): string {
  const { done, total, unit, note, unitsPerSecond, secondsLeft } = progress;
  const amount = (value: number): string => (unit === 'bytes' ? formatBytes(value) : formatNumber(Math.round(value)));
  const name = unit === 'bytes' ? '' : ` ${unit}`;
  const parts = [note];
  if (total !== undefined && total > 0) parts.push(`${Math.floor((done / total) * 100)} % of ${amount(total)}${name}`);
  else if (done > 0) parts.push(`${amount(done)}${name}`);
  if (unitsPerSecond !== undefined) parts.push(`${amount(unitsPerSecond)}${name}/s`);
  if (secondsLeft !== undefined) parts.push(`${formatNumber(Math.ceil(secondsLeft))} s left`);
  return parts.map(oneLine).join('  ');
}
