/** @file How the pages speak of where labels come from. Pure. */
import type { LabelSource, ValueOrigin } from '#shared/contracts/labels';

export function sourceWord(source: LabelSource): string {
  if (source.kind === 'run') return `run ${source.runId}`;
  if (source.kind === 'people') return source.note === '' ? 'people' : `people, ${source.note}`;
  return source.fileName ?? 'the corpus';
}

export const originWords: Readonly<Record<ValueOrigin, string>> = {
  unanimous: 'all agreed',
  majority: 'most agreed',
  adjudicated: 'adjudicated',
  fallback: 'by the fallback rule',
  known: 'known beforehand',
  derived: 'derived',
  given: 'came with the file',
  failed: 'no value',
};
