/** @file How a run is named on the command line. */
import { InvalidArgumentError } from 'commander';
import { RunId } from '#shared/domain/ids';

export function parseRunId(text: string): RunId {
  const id = RunId.safeParse(/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);
  if (!id.success) throw new InvalidArgumentError('A run is named by its number; "run list" shows it.');
  return id.data;
}
