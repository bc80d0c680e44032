/**
 * @file Files that come in and go out. A window never names a path: it picks through a native dialog or uploads bytes, and gets a handle.
 * Handles live until the program ends. Owner: services/files.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { FileId } from '../domain/ids';

export const maxUploadBytes = 4 * 1024 ** 3;
export const maxChunkBytes = 16 * 1024 ** 2;

export const FileHandle = z.object({ fileId: FileId, name: z.string(), sizeBytes: z.int().nonnegative() });
export type FileHandle = z.output<typeof FileHandle>;

export const filesContract = {
  /** Opens the native dialog; UNSUPPORTED where the host has none. An empty list means the person closed it. */
  'files.pick': mutation({ input: z.object({ title: z.string().max(200), multiple: z.boolean() }), output: z.object({ files: z.array(FileHandle) }) }),
  /** Starts an upload into the workspace's staging folder. */
  'files.begin': mutation({ input: z.object({ name: z.string().min(1).max(255), sizeBytes: z.int().min(0).max(maxUploadBytes) }), output: FileHandle }),
  'files.append': mutation({ input: z.object({ fileId: FileId, bytes: z.instanceof(Uint8Array).refine((b) => b.byteLength <= maxChunkBytes, 'a chunk holds at most 16 MiB') }), output: z.object({ receivedBytes: z.int() }) }),
  'files.discard': mutation({ input: z.object({ fileId: FileId }), output: z.object({}) }),
  /** A slice of a file the workbench wrote (an export, a backup), for download. */
  'files.read': query({ input: z.object({ fileId: FileId, offset: z.int().nonnegative(), lengthBytes: z.int().min(1).max(maxChunkBytes) }), output: z.object({ bytes: z.instanceof(Uint8Array), isLast: z.boolean() }) }),
  /** Native save dialog for a file the workbench wrote; UNSUPPORTED where the host has none. `saved` is false when the person closed it. */
  'files.saveAs': mutation({ input: z.object({ fileId: FileId }), output: z.object({ saved: z.boolean() }) }),
  /** A handle for a real path, for the command line. */
  'files.reference': mutation({ input: z.object({ path: z.string().min(1) }), output: FileHandle, localOnly: true }),
  /** Copies a file the workbench wrote to a real path, atomically, for the command line. */
  'files.copyTo': mutation({ input: z.object({ fileId: FileId, path: z.string().min(1) }), output: z.object({}), localOnly: true }),
} as const;
