/** @file The table's state in its address, changed by replacing it, so that "back" leaves the table. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readRunsView, type RunsView, writeRunsView } from './runs-address';

export function useRunsView(): [RunsView, (next: RunsView) => void] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readRunsView(params), [params]);
  const change = useCallback((next: RunsView) => setParams(writeRunsView(next), { replace: true }), [setParams]);
  return [view, change];
}
