/** @file What is being put together on a form: kept in this window's session storage, so that a failure or a reload loses nothing. Pure but for that. */
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { FileHandle } from '#shared/contracts/files';
import { type BootstrapChoice, type ColumnSource, CorpusColumn, TableFormat } from '#shared/contracts/measure';
import { CorpusId, SplitSetId } from '#shared/domain/ids';

export const FileDraft = z.object({ kind: z.literal('file'), file: FileHandle, format: TableFormat, column: z.string().optional() });
export type FileDraft = z.output<typeof FileDraft>;

export const CorpusDraft = z.object({
  kind: z.literal('corpus'),
  corpusId: CorpusId,
  split: z.object({ splitSetId: SplitSetId, part: z.string() }).nullable(),
  column: CorpusColumn,
  skipsOpening: z.boolean(),
});
export type CorpusDraft = z.output<typeof CorpusDraft>;

/** A file or a column of a corpus, before it is complete enough to be measured. */
export const SourceDraft = z.discriminatedUnion('kind', [FileDraft, CorpusDraft]);
export type SourceDraft = z.output<typeof SourceDraft>;

/** Numbers as typed. */
export const BootstrapDraft = z.object({ isOn: z.boolean(), resamples: z.string(), seed: z.string(), level: z.number() });
export type BootstrapDraft = z.output<typeof BootstrapDraft>;

export const newBootstrap: BootstrapDraft = { isOn: true, resamples: '1000', seed: '13', level: 0.95 };

export function newFileDraft(file: FileHandle): FileDraft {
  return { kind: 'file', file, format: 'auto' };
}

export function sourceOf(draft: SourceDraft): z.input<typeof ColumnSource> {
  if (draft.kind === 'file') return { kind: 'file', fileId: draft.file.fileId, format: draft.format, ...(draft.column !== undefined && { column: draft.column }) };
  const { corpusId, split, column, skipsOpening } = draft;
  return { kind: 'corpus', corpusId, column, skipsOpening, ...(split !== null && { split }) };
}

export interface BootstrapProblems {
  readonly resamples?: string;
  readonly seed?: string;
}

export function bootstrapProblems({ resamples, seed }: BootstrapDraft): BootstrapProblems {
  return {
    ...(!isWholeUpTo(resamples, 100_000, 1) && { resamples: 'A whole number from 1 to 100,000.' }),
    ...(!isWholeUpTo(seed, 0xffff_ffff, 0) && { seed: 'A whole number from 0 to 4,294,967,295.' }),
  };
}

/** Undefined where it is off or cannot be used. */
export function bootstrapOf(draft: BootstrapDraft): BootstrapChoice | undefined {
  if (!draft.isOn || Object.keys(bootstrapProblems(draft)).length > 0) return undefined;
  return { resamples: Number(draft.resamples), seed: Number(draft.seed), level: draft.level };
}

export interface DraftKey<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
  readonly initial: () => T;
  /** Files were handed over: what was being put together before gives way. */
  readonly isFresh: boolean;
}

/** Older shapes of a stored draft give way to `initial`. */
export function useDraft<T extends object>({ key, schema, initial, isFresh }: DraftKey<T>): [T, (change: Partial<T>) => void] {
  const storageKey = `solace.measure.${key}`;
  const [draft, setDraft] = useState<T>(() => {
    const stored = schema.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? 'null'));
    return stored.success && !isFresh ? stored.data : initial();
  });
  useEffect(() => sessionStorage.setItem(storageKey, JSON.stringify(draft)), [storageKey, draft]);
  return [draft, (change) => setDraft((now) => ({ ...now, ...change }))];
}

function isWholeUpTo(text: string, highest: number, lowest: number): boolean {
  const value = Number(text);
  return /^\d{1,10}$/.test(text.trim()) && value >= lowest && value <= highest;
}
