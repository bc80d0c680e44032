/** @file What can be done with a campaign from any page: open or close it, take it out, remove it with a way back. */
import { Braces, DoorClosed, DoorOpen, Download, Trash2 } from 'lucide-react';
import type { Campaign } from '#shared/contracts/campaigns';
import { useClient } from '../../api/ClientProvider';
import { useMutate } from '../../api/use-command';
import { ActionMenu } from '../../components/ActionMenu';
import { useToast } from '../../components/toasts/ToastProvider';
import { useCampaignState } from './use-campaign-state';
import { useFileExport } from './use-file-export';

export function CampaignMenu({ campaign, onRemoved }: { campaign: Campaign; onRemoved?: () => void }) {
  const { id, name, state, people } = campaign;
  const client = useClient();
  const toast = useToast();
  const files = useFileExport();
  const setState = useCampaignState(campaign);
  const onFail = (error: Error) => toast({ tone: 'error', message: error.message });
  const restore = useMutate('campaigns.restore', { onFail, onDone: (restored) => toast({ tone: 'success', message: `${restored.name} is back.` }) });
  const remove = useMutate('campaigns.remove', {
    onFail,
    onDone: () => {
      toast({ message: `${name} was removed. What people decided is kept.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ id }) } });
      onRemoved?.();
    },
  });
  const take = (what: 'items' | 'decisions', format: 'csv' | 'json') => () => files.save(() => client.call('campaigns.export', { id, what, format }));
  return (
    <ActionMenu
      name={name}
      entries={[
        state === 'open' ? { word: 'Close', icon: DoorClosed, run: () => setState('closed') } : { word: state === 'closed' ? 'Open again' : 'Open', icon: DoorOpen, isOff: people.length === 0, run: () => setState('open') },
        'divider',
        { word: 'Items as CSV', icon: Download, isOff: files.isBusy, run: take('items', 'csv') },
        { word: 'Items as JSON', icon: Braces, isOff: files.isBusy, run: take('items', 'json') },
        { word: 'Every decision as CSV', icon: Download, isOff: files.isBusy, run: take('decisions', 'csv') },
        { word: 'Every decision as JSON', icon: Braces, isOff: files.isBusy, run: take('decisions', 'json') },
        'divider',
        { word: 'Remove', icon: Trash2, run: () => remove.mutate({ id }) },
      ]}
    />
  );
}
