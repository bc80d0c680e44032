/** @file Answers: how do our runs stand beside the published values, and how does that look in a paper? Designs are kept as they are made. */
import { useEffect, useRef } from 'react';
import { Box, Button, Skeleton } from '@mui/material';
import { Plus, Table2 } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { RunDetail } from '#shared/contracts/run-records';
import type { KeptTable, TableDesign } from '#shared/contracts/tables';
import { RunId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand, useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { useToast } from '../../components/toasts/ToastProvider';
import { RunsFrame } from '../runs/RunsFrame';
import { KeptTables } from './KeptTables';
import { TableEditor } from './TableEditor';

export function TablesPage() {
  const tables = useCommand('tables.list', {});
  const [params, setParams] = useSearchParams();
  const toast = useToast();
  const open = (table: KeptTable | undefined) => setParams(table === undefined ? {} : { table: String(table.id) }, { replace: params.has('runs') });
  const keep = useMutate('tables.keep', {
    onDone: (kept) => {
      void tables.refetch();
      open(kept);
    },
    onFail: (error) => toast({ message: messageOf(error), tone: 'error' }),
  });
  useTableOfRuns(params.get('runs'), (design) => keep.mutate({ design }));
  const newButton = (
    <Button variant="contained" startIcon={<Plus size={16} aria-hidden />} disabled={keep.isPending} onClick={() => keep.mutate({ design: firstDesign([]) })}>
      New table
    </Button>
  );
  return (
    <RunsFrame title="Tables" subtitle="Runs in rows beside the values that the papers print. A cell without a run stays empty." actions={newButton} maxWidthPx="none">
      <LoadState
        query={tables}
        what="the tables"
        skeleton={<Skeleton variant="rounded" height={320} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<Table2 size={28} aria-hidden />} title="No table yet" action={newButton}>
            Take a published table, add a row for each of your settings, and copy it as LaTeX, Markdown or CSV.
          </EmptyState>
        }
      >
        {(list) => {
          const shown = list.find(({ id }) => String(id) === params.get('table')) ?? list[0];
          return (
            <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '220px minmax(0, 1fr)' }, gap: 3, alignItems: 'start' }}>
              <KeptTables tables={list} shown={shown} onOpen={open} onChanged={() => void tables.refetch()} />
              {shown !== undefined && <TableEditor key={shown.id} kept={shown} onKept={() => void tables.refetch()} />}
            </Box>
          );
        }}
      </LoadState>
    </RunsFrame>
  );
}

/** Runs that were chosen elsewhere (`?runs=1,2`) become a new table with a row for each, once. */
function useTableOfRuns(runs: string | null, make: (design: TableDesign) => void) {
  const client = useClient();
  const toast = useToast();
  const made = useRef<string | null>(null);
  useEffect(() => {
    if (runs === null || made.current === runs) return;
    made.current = runs;
    const ids = runs.split(',').flatMap((part) => RunId.safeParse(Number(part)).data ?? []);
    Promise.all(ids.map((id) => client.call('runs.get', { id })))
      .then((found) => make(firstDesign(found)))
      .catch((caught: unknown) => toast({ message: messageOf(caught), tone: 'error' }));
  });
}

function firstDesign(runs: readonly Pick<RunDetail, 'id' | 'name'>[]): TableDesign {
  return {
    title: 'Strategy choice',
    columns: [
      { id: 'accuracy', title: 'Acc', metric: 'accuracy', better: 'higher', scale: 100, digits: 2 },
      { id: 'macroF1', title: 'Q', metric: 'macroF1', better: 'higher', scale: 100, digits: 2 },
      { id: 'weightedF1', title: 'Qw', metric: 'weightedF1', better: 'higher', scale: 100, digits: 2 },
      { id: 'bias', title: 'B', metric: 'bias', better: 'lower', scale: 1, digits: 2 },
    ],
    rows: runs.map(({ id, name }) => ({ kind: 'runs', label: name, runs: [id], value: 'last' })),
  };
}
