/** @file How large and how deep one record may be, so that no file can fill the memory. */

export interface RecordLimits {
  readonly maxRecordBytes: number;
  /** Lists and objects inside each other. */
  readonly maxDepth: number;
}

export const recordLimits: RecordLimits = { maxRecordBytes: 16 * 1024 * 1024, maxDepth: 200 };

/** The bytes of one record without the separators around it, good until the next frame is asked for; or why there are none. */
export type Frame = { readonly bytes: Uint8Array } | { readonly error: string };
