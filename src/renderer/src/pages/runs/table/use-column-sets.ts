/** @file Which columns the table of runs has: a built-in set or one that the person named and kept in this browser. */
import { z } from 'zod';
import type { RunFacets } from '#shared/contracts/run-results';
import { useStoredState } from '../../../components/use-stored-state';
import { type ColumnKey, differingColumns, fixedColumns, overviewColumns } from './run-columns';

const ColumnSets = z.object({ chosen: z.string(), sets: z.record(z.string(), z.array(z.string()).max(60)) });
const nothingKept: z.output<typeof ColumnSets> = { chosen: 'Overview', sets: {} };

export const builtInSets = ['Overview', 'Options that differ'] as const;

export interface ColumnSetsState {
  readonly chosen: string;
  /** Built-in ones first. */
  readonly names: readonly string[];
  readonly columns: readonly ColumnKey[];
  readonly isBuiltIn: boolean;
  readonly choose: (name: string) => void;
  /** Keeps columns under a name and shows them. */
  readonly keep: (name: string, columns: readonly ColumnKey[]) => void;
  readonly forget: (name: string) => void;
}

export function useColumnSets(facets: RunFacets | undefined): ColumnSetsState {
  const [kept, setKept] = useStoredState('solace.runs.columns', ColumnSets, nothingKept);
  const own = kept.sets[kept.chosen];
  const chosen = own !== undefined || kept.chosen === builtInSets[1] ? kept.chosen : builtInSets[0];
  const known = facets ?? { kinds: [], states: [], tags: [], config: [], metrics: [] };
  const columns = own ?? (chosen === builtInSets[1] ? differingColumns(known) : overviewColumns(known));
  return {
    chosen,
    names: [...builtInSets, ...Object.keys(kept.sets)],
    columns: [...fixedColumns, ...columns.filter((key) => !fixedColumns.includes(key))],
    isBuiltIn: own === undefined,
    choose: (name) => setKept({ ...kept, chosen: name }),
    keep: (name, next) => setKept({ chosen: name, sets: { ...kept.sets, [name]: [...next] } }),
    forget: (name) => setKept({ chosen: builtInSets[0], sets: Object.fromEntries(Object.entries(kept.sets).filter(([one]) => one !== name)) }),
  };
}
