/** @file The adjudicator's desk: what the queue shows stands in the address, the place in it does not. */
import { useRef, useState } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { CheckCheck, Redo2, Undo2 } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { QueueRow } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import { ReviewItemId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import { type RowRange, usePages } from '../../api/use-pages';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { EmptyState, ErrorState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import type { VirtualListHandle } from '../../components/VirtualList';
import { BulkDialog } from './BulkDialog';
import { CampaignLink } from './CampaignLink';
import { ItemDesk } from './ItemDesk';
import { QueueFilters } from './QueueFilters';
import { QueueList } from './QueueList';
import { type QueueView, readQueueView, writeQueueView } from './queue-address';
import { useGoldActions } from './use-gold-actions';

export function AdjudicationDesk({ campaign }: { campaign: Campaign }) {
  const [params, setParams] = useSearchParams();
  const view = readQueueView(params);
  const change = (changes: Partial<QueueView>) => setParams(writeQueueView({ ...view, item: undefined, ...changes }), { replace: true });
  const [active, setActive] = useState(0);
  const [isBulk, setIsBulk] = useState(false);
  const list = useRef<VirtualListHandle>(null);
  const queue = useQueue(campaign, view);
  const actions = useGoldActions(campaign.id, (itemId) => itemId !== null && change({ state: 'all', item: itemId }));
  const row = queue.pages.rowAt(active);
  const shown = shownOf({ view, row, campaign });
  const goTo = (index: number) => {
    if (view.item !== undefined) change({});
    const last = Math.max(0, (queue.pages.total ?? 1) - 1);
    setActive(Math.max(0, Math.min(last, index)));
    list.current?.reveal(Math.max(0, Math.min(last, index)));
  };
  const goOn = () => goTo(view.state === 'open' || view.state === 'changed' ? active : active + 1);
  const desk = queue.head?.desk;
  useShortcuts('Adjudicating', [
    { keys: ['j', 'ArrowDown'], label: 'Next in the queue', run: () => goTo(active + 1) },
    { keys: ['k', 'ArrowUp'], label: 'The one before', run: () => goTo(active - 1) },
    { keys: 'Mod+z', label: 'Undo', run: () => (desk?.canUndo === true ? actions.undo() : undefined) },
    { keys: ['Mod+Shift+z', 'Mod+y'], label: 'Redo', run: () => (desk?.canRedo === true ? actions.redo() : undefined) },
  ]);
  return (
    <PageContainer
      title="Adjudicate"
      breadcrumb={<CampaignLink campaign={campaign} />}
      layout="full"
      maxWidthPx="none"
      actions={
        <>
          <Button variant="outlined" startIcon={<Undo2 size={15} aria-hidden />} endIcon={<KeyHint keys="Mod+z" />} disabled={desk?.canUndo !== true} onClick={actions.undo}>
            Undo
          </Button>
          <Button variant="outlined" startIcon={<Redo2 size={15} aria-hidden />} disabled={desk?.canRedo !== true} onClick={actions.redo}>
            Redo
          </Button>
          <Button variant="outlined" startIcon={<CheckCheck size={15} aria-hidden />} onClick={() => setIsBulk(true)}>
            Accept many…
          </Button>
        </>
      }
    >
      <Box sx={{ height: '100%', display: 'grid', gap: 1.5, pb: 2, gridTemplateColumns: { xs: '250px minmax(0, 1fr)', md: '300px minmax(0, 1fr)', lg: '360px minmax(0, 1fr)' }, gridTemplateRows: 'minmax(0, 1fr)' }}>
        <Box sx={{ minHeight: 0, display: 'flex', flexDirection: 'column', gap: 1.25 }}>
          <QueueFilters campaign={campaign} view={view} desk={desk} fields={queue.head?.fields ?? []} onChange={(changes) => (setActive(0), change(changes))} />
          {queue.pages.error !== null && <ErrorState what="the queue" message={queue.pages.error.message} onRetry={queue.pages.retry} />}
          <Box sx={{ flex: 1, minHeight: 0 }}>
            <QueueList campaign={campaign} pages={queue.pages} active={active} onActiveChange={goTo} onRangeChange={queue.setRange} handle={list} key={`${view.state} ${view.field ?? ''} ${view.among} ${view.sort}`} />
          </Box>
        </Box>
        <Box sx={{ minWidth: 0, minHeight: 0 }}>
          {actions.problem !== null && (
            <Alert severity="error" onClose={actions.forgetProblem} sx={{ mb: 1 }}>
              {actions.problem}
            </Alert>
          )}
          <LoadState query={queue.first} what="the queue" isEmpty={({ total }) => total === 0 && shown === null} empty={<NothingOpen view={view} onShow={(state) => change({ state })} />}>
            {() => shown !== null && <ItemDesk key={`${shown.itemId} ${shown.field}`} campaign={campaign} itemId={shown.itemId} field={shown.field} among={view.among} onDone={goOn} />}
          </LoadState>
        </Box>
      </Box>
      {isBulk && <BulkDialog campaign={campaign} among={view.among} onClose={() => setIsBulk(false)} onUndo={actions.undo} />}
    </PageContainer>
  );
}

/** The first page also brings the desk and the fields, and is kept under the same key as the list's. */
function useQueue(campaign: Campaign, { state, field, among, sort }: QueueView) {
  const client = useClient();
  const [range, setRange] = useState<RowRange>({ startIndex: 0, endIndex: 20 });
  const input = { campaignId: campaign.id, state, among, sort, ...(field !== undefined && { field }) } as const;
  const first = useCommand('adjudication.queue', { ...input, offset: 0, limit: 100 }, { keepsPrevious: true });
  const pages = usePages<QueueRow>({ key: ['adjudication.queue', input], fetch: (page, signal) => client.call('adjudication.queue', { ...input, ...page }, { signal }) }, range);
  return { first, head: first.data, pages, setRange };
}

/** What a link names, else the row in the queue. */
function shownOf({ view, row, campaign }: { view: QueueView; row: QueueRow | undefined; campaign: Campaign }): { itemId: QueueRow['itemId']; field: string } | null {
  if (view.item !== undefined) return { itemId: ReviewItemId.parse(view.item), field: view.field ?? campaign.fields[0]?.id ?? '' };
  return row === undefined ? null : { itemId: row.itemId, field: row.field };
}

function NothingOpen({ view, onShow }: { view: QueueView; onShow: (state: QueueView['state']) => void }) {
  if (view.state === 'open') {
    return (
      <EmptyState title="Nothing is open" action={<Button variant="outlined" onClick={() => onShow('all')}>Show all</Button>}>
        Either all of it is gold, or nobody has answered yet. New answers appear here by themselves.
      </EmptyState>
    );
  }
  return (
    <EmptyState title={view.state === 'changed' ? 'Nothing has changed since' : 'Nothing here'} action={<Button variant="outlined" onClick={() => onShow('open')}>Show what is open</Button>}>
      {view.state === 'changed' ? 'No later answer and no newer label set speaks against the gold.' : 'With this filter the queue is empty.'}
    </EmptyState>
  );
}
