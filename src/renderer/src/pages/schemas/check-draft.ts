/** @file What the contract says against a draft, by the place it is about: "fields.0.values.2.title". Pure. */
import { LabelSchema } from '#shared/domain/label-schema';
import { type SchemaDraft, toSchema } from './schema-draft';

export interface CheckedDraft {
  /** Null where something is to be mended. */
  readonly schema: LabelSchema | null;
  /** A sentence each; the first one of a place. */
  readonly problems: ReadonlyMap<string, string>;
}

/** `takenIds` are of schemas that stay as they are. */
export function checkDraft(draft: SchemaDraft, takenIds: readonly string[]): CheckedDraft {
  const checked = LabelSchema.safeParse(toSchema(draft));
  const problems = new Map<string, string>();
  if (takenIds.includes(draft.id.trim())) problems.set('id', `“${draft.id.trim()}” is built in and stays as it is. Choose another id.`);
  for (const { path, message } of checked.error?.issues ?? []) {
    const place = path.map(String).join('.');
    if (!problems.has(place)) problems.set(place, sentence(message));
  }
  return { schema: checked.success && problems.size === 0 ? checked.data : null, problems };
}

/** Of a place and what stands in it. */
export function countProblems(problems: ReadonlyMap<string, string>, place: string): number {
  return [...problems.keys()].filter((one) => one === place || one.startsWith(`${place}.`)).length;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
