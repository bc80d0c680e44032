/** @file Under which keys drafts of schemas are kept, one for each way to begin. */
export const fileDraftKey = 'new-schema.file';

/** `from` is the schema that a new one begins with; without it, the new one begins empty. */
export function newDraftKey(from: string | null): string {
  return from === null ? 'new-schema' : `new-schema.from.${from}`;
}

export function changeDraftKey(id: string): string {
  return `schema.${id}`;
}
