/** @file Brings what went wrong to the field it belongs to, by the file that the workbench names. Pure. */
import type { RunProblem } from '../use-measurement-run';
import type { SourceDraft } from './drafts';

export interface PlacedProblem {
  /** By key of the field. */
  readonly byField: Readonly<Record<string, string>>;
  /** What belongs to none of them. */
  readonly general: string | null;
}

/** Unequal line counts stand at the longer file; a name that two fields share tells nothing. */
export function placeProblem(problem: RunProblem | null, fields: Readonly<Record<string, SourceDraft | null>>): PlacedProblem {
  if (problem === null) return { byField: {}, general: null };
  const { file, longer } = problem.details;
  const wanted = file ?? longer;
  const found = Object.entries(fields).filter(([, draft]) => draft?.kind === 'file' && draft.file.name === wanted);
  const [first] = found;
  if (first === undefined || found.length > 1) return { byField: {}, general: problem.message };
  return { byField: { [first[0]]: problem.message }, general: null };
}
