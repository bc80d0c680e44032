/** @file Kinds of runs by what people call them. */
import { useMemo } from 'react';
import { sweepKind } from '#shared/domain/runs/run';
import { useCommand } from '../../api/use-command';

export function useKindTitles(): ReadonlyMap<string, string> {
  const kinds = useCommand('runs.kinds', {}).data;
  return useMemo(() => new Map([[sweepKind, 'Sweep'], ...(kinds ?? []).map(({ kind, title }) => [kind, title] as const)]), [kinds]);
}
