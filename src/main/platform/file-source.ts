/** @file A file on disk as importers want it: a name, a size, and its bytes on demand. Errors name the file as the person knows it. */
import { createReadStream } from 'node:fs';
import { describeFileError } from './file-errors';

const chunkBytes = 256 * 1024;

export interface FileOnDisk {
  readonly path: string;
  /** As the person knows it; an uploaded file keeps its own name. */
  readonly name: string;
  readonly sizeBytes: number;
}

export interface FileSource {
  readonly name: string;
  readonly sizeBytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** `onBytes` hears how many bytes were read so far in the present pass. */
export function fileSource(file: FileOnDisk, onBytes?: (bytesRead: number) => void): FileSource {
  return { name: file.name, sizeBytes: file.sizeBytes, open: () => readChunks(file, onBytes) };
}

async function* readChunks(file: FileOnDisk, onBytes: ((bytesRead: number) => void) | undefined): AsyncGenerator<Uint8Array> {
  let bytesRead = 0;
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: chunkBytes }) as AsyncIterable<Uint8Array>) {
      bytesRead += chunk.byteLength;
      onBytes?.(bytesRead);
      yield chunk;
    }
  } catch (error) {
    throw describeFileError(error, file.name);
  }
}
