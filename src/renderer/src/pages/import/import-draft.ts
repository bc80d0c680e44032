/** @file What the person has decided so far in the import wizard, and what follows from it. Pure; where it is kept is another matter. */
import { z } from 'zod';
import { CorpusName, type FormatInfo, ImportOptions } from '#shared/contracts/corpora';
import { FileHandle } from '#shared/contracts/files';
import type { Input } from '#shared/contracts/index';

export const ImportDraft = z.object({
  files: z.array(FileHandle),
  /** Null while the suggestion stands. */
  name: z.string().nullable(),
  /** Null while the recognised format stands. */
  format: z.string().nullable(),
  options: ImportOptions,
  isLocalOnly: z.boolean().default(false),
  /** What the preview in the address was made of. */
  previewedRequest: z.string().nullable(),
});
export type ImportDraft = z.output<typeof ImportDraft>;

export type ImportStep = 'files' | 'format' | 'columns' | 'preview' | 'import';

export function newDraft(files: readonly FileHandle[]): ImportDraft {
  return { files: [...files], name: null, format: null, options: ImportOptions.parse({}), isLocalOnly: false, previewedRequest: null };
}

/** Other files make another import: what was said about the columns of the old ones does not hold for them. */
export function withFiles(draft: ImportDraft, files: readonly FileHandle[]): ImportDraft {
  return { ...newDraft(files), name: draft.name, isLocalOnly: draft.isLocalOnly };
}

export interface ImportPlan {
  readonly name: string;
  readonly format: string;
}

export function importInput(draft: ImportDraft, { name, format }: ImportPlan): Omit<Input<'corpora.import'>, 'isPreview'> {
  return { fileIds: draft.files.map(({ fileId }) => fileId), name: name.trim(), format, options: draft.options, ...(draft.isLocalOnly && { isLocalOnly: true }) };
}

/** Equal for everything that gives an equal preview; the name changes nothing in it, nor does where the text may go. */
export function requestKey(draft: ImportDraft, format: string): string {
  return JSON.stringify(importInput({ ...draft, isLocalOnly: false }, { name: '', format }));
}

/** A table needs its columns explained; questions and answers may be, where the guess by their names is not right. */
export function takesColumns(format: FormatInfo | undefined): boolean {
  return format !== undefined && (format.needsMapping || format.id === 'qa-table');
}

/** By what the file names have in common, else by the format; never a name that is taken. */
export function suggestName(fileNames: readonly string[], context: { formatLabel: string | undefined; taken: readonly string[] }): string {
  const stems = fileNames.map((name) => name.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, ''));
  const common = stems.reduce(commonBeginning, stems[0] ?? '').replace(/[\s._-]+$/, '').replaceAll(/[\p{Cc}/\\]/gu, ' ').trim();
  const base = (common.length >= 3 ? common : (context.formatLabel ?? 'Corpus').replace(/\s*\(.*\)$/, '')).slice(0, 70);
  const isTaken = (name: string) => context.taken.some((one) => one.toLowerCase() === name.toLowerCase());
  let name = base;
  for (let number = 2; isTaken(name); number++) name = `${base} ${number}`;
  return name;
}

/** What is wrong with a name, or null. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  const parsed = CorpusName.safeParse(name);
  if (!parsed.success) return sentence(parsed.error.issues[0]?.message ?? 'this name cannot be used');
  const known = taken.find((one) => one.toLowerCase() === parsed.data.toLowerCase());
  return known === undefined ? null : `There is a corpus named “${known}” already. Choose another name.`;
}

function commonBeginning(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
