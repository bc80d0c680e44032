/** @file The log as JSON lines in rotating files, with the last lines kept in memory. A log that cannot be written never stops the work. */
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import type { Clock, Log } from './ports';

const tailLines = 500;
const fileCount = 5;
const fileSize = '5M';

/** The file is opened by the first line, so that a command with nothing to say leaves no trace. */
export function createFileLog(options: { folder: string; clock: Clock }): Log {
  const recent: string[] = [];
  let stream: RotatingFileStream | null = null;
  let isSilent = false;

  const open = (): RotatingFileStream => {
    const opened = createStream('solace.log', { path: options.folder, size: fileSize, maxFiles: fileCount });
    const giveUp = (error: Error): void => {
      isSilent = true;
      recent.push(JSON.stringify({ at: options.clock.now().toISOString(), level: 'error', message: `The log file cannot be written: ${error.message}` }));
    };
    opened.on('error', giveUp);
    return opened;
  };

  return {
    write(level, message, fields = {}) {
      const line = JSON.stringify({ at: options.clock.now().toISOString(), level, message, ...fields });
      recent.push(line);
      if (recent.length > tailLines) recent.shift();
      if (isSilent) return;
      stream ??= open();
      stream.write(`${line}\n`);
    },
    tail: (lines) => recent.slice(-lines),
    close() {
      const closing = isSilent ? null : stream;
      isSilent = true;
      if (closing === null) return Promise.resolve();
      return new Promise((resolve) => {
        closing.once('error', () => resolve());
        closing.end(() => resolve());
      });
    },
  };
}
