/** @file Which runs are there, how far are they, what came out, and in what do they differ? */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Box, Button } from '@mui/material';
import { FlaskConical, Plus } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { RunRow } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import { type RowRange, usePages } from '../../api/use-pages';
import { paths } from '../../app/paths';
import { countOf } from '../../components/format';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { EmptyState, ErrorState, LoadingState } from '../../components/LoadState';
import type { VirtualListHandle } from '../../components/VirtualList';
import { isFiltered, sortedBy } from './runs-address';
import { RunsFrame } from './RunsFrame';
import { ChosenRuns } from './table/ChosenRuns';
import { ColumnsButton } from './table/ColumnsButton';
import { GroupChips } from './table/GroupChips';
import { ImportBundleButton } from './table/ImportBundleButton';
import { QueueButton } from './table/QueueButton';
import { RunFilters } from './table/RunFilters';
import { RunTable } from './table/RunTable';
import { useColumnSets } from './table/use-column-sets';
import { useKindTitles } from './use-kind-titles';
import { useRunActions } from './use-run-actions';
import { useRunsView } from './use-runs-view';

export function RunsPage() {
  const [view, setView] = useRunsView();
  const everything = useCommand('runs.facets', {});
  const facets = useCommand('runs.facets', { filter: view.filter }, { keepsPrevious: true });
  const sets = useColumnSets(facets.data ?? everything.data);
  const listRef = useRef<VirtualListHandle | null>(null);
  const actions = (
    <>
      <QueueButton />
      <ImportBundleButton />
      <Button variant="contained" component={Link} to={paths.newRun()} startIcon={<Plus size={16} aria-hidden />}>
        New run
      </Button>
    </>
  );
  return (
    <RunsFrame title="Runs" layout="full" maxWidthPx="none" actions={actions}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.25, pb: 2 }}>
        <RunFilters view={view} onChange={setView} facets={everything.data} onLeave={() => listRef.current?.focus()} />
        {view.group !== null && <GroupChips view={view} onChange={setView} facets={facets.data} />}
        <FoundRuns view={view} onViewChange={setView} columns={sets.columns} columnChoice={<ColumnsButton sets={sets} facets={everything.data} />} listRef={listRef} />
      </Box>
    </RunsFrame>
  );
}

interface FoundRunsProps {
  view: ReturnType<typeof useRunsView>[0];
  onViewChange: ReturnType<typeof useRunsView>[1];
  columns: readonly string[];
  columnChoice: ReactNode;
  listRef: { current: VirtualListHandle | null };
}

function FoundRuns({ view, onViewChange, columns, columnChoice, listRef }: FoundRunsProps) {
  const client = useClient();
  const navigate = useNavigate();
  const act = useRunActions();
  const kindTitles = useKindTitles();
  const [range, setRange] = useState<RowRange>({ startIndex: 0, endIndex: 30 });
  const [activeIndex, setActiveIndex] = useState(0);
  const [chosen, setChosen] = useState<ReadonlyMap<RunId, RunRow>>(new Map());
  const { filter, sort, order } = view;
  const input = useMemo(() => ({ filter, sort, order }), [filter, sort, order]);
  const pages = usePages({ key: ['runs.list', input], fetch: (page, signal) => client.call('runs.list', { ...input, ...page }, { signal }) }, range);
  const total = pages.total ?? 0;
  const open = (run: RunRow) => void navigate(paths.run(run.id));
  const choose = (run: RunRow) => setChosen((now) => toggled(now, run));
  const compare = () => chosen.size > 1 && void navigate(paths.compareRuns([...chosen.keys()]));
  const move = (step: number) => {
    const next = Math.max(0, Math.min(total - 1, activeIndex + step));
    setActiveIndex(next);
    listRef.current?.reveal(next);
    // Enter then opens the row, as after the arrow keys.
    listRef.current?.focus();
  };
  const atActive = (use: (run: RunRow) => void) => () => {
    const run = pages.rowAt(activeIndex);
    if (run !== undefined) use(run);
  };
  useShortcuts('Runs', [
    { keys: 'j', label: 'Next run', run: () => move(1) },
    { keys: 'k', label: 'Previous run', run: () => move(-1) },
    { keys: 'o', label: 'Open the run', run: atActive(open) },
    { keys: 'x', label: 'Choose the run, or not', run: atActive(choose) },
    { keys: 'c', label: 'Compare the chosen runs', run: compare },
    { keys: 'n', label: 'New run', run: () => void navigate(paths.newRun()) },
    { keys: 'e', label: 'Clone the run with changes', run: atActive((run) => void act('clone', run)) },
    ...(chosen.size > 0 ? [{ keys: 'Escape', label: 'Choose none', run: () => setChosen(new Map()) }] : []),
  ]);
  if (pages.error !== null) return <ErrorState what="the runs" message={pages.error.message} onRetry={pages.retry} />;
  if (pages.total === undefined) return <LoadingState what="the runs" />;
  if (pages.total === 0) return <NoRuns isFiltered={isFiltered(filter)} onClear={() => onViewChange({ ...view, filter: {} })} />;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {chosen.size > 0 ? (
            <ChosenRuns runs={[...chosen.values()]} onClear={() => setChosen(new Map())} act={act} />
          ) : (
            <Box role="status" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
              {countOf(pages.total, 'run')}
            </Box>
          )}
        </Box>
        {columnChoice}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <RunTable
          pages={pages}
          columns={columns}
          view={view}
          onSort={(next) => onViewChange(sortedBy(view, next))}
          chosen={chosen}
          onChoose={choose}
          activeIndex={Math.min(activeIndex, Math.max(0, total - 1))}
          onActiveIndexChange={setActiveIndex}
          onOpen={open}
          onRangeChange={setRange}
          kindTitles={kindTitles}
          act={act}
          handle={listRef}
        />
      </Box>
    </>
  );
}

function toggled(chosen: ReadonlyMap<RunId, RunRow>, run: RunRow): ReadonlyMap<RunId, RunRow> {
  const next = new Map(chosen);
  if (!next.delete(run.id)) next.set(run.id, run);
  return next;
}

function NoRuns({ isFiltered: hasFilter, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (hasFilter) {
    return (
      <EmptyState title="No run matches" action={<Button variant="outlined" onClick={onClear}>Clear the filters</Button>}>
        Widen the search, or clear it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<FlaskConical size={28} aria-hidden />}
      title="No run yet"
      action={
        <Button variant="contained" component={Link} to={paths.newRun()} startIcon={<Plus size={16} aria-hidden />}>
          New run
        </Button>
      }
    >
      A run annotates a corpus or trains a model. It goes on when the window is closed, keeps its curves, log and files, and can be compared, repeated and exported.
    </EmptyState>
  );
}
