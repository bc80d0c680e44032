/** @file Opens and closes a campaign; closing can be taken back. */
import type { Campaign } from '#shared/contracts/campaigns';
import { useMutate } from '../../api/use-command';
import { useToast } from '../../components/toasts/ToastProvider';

export function useCampaignState({ id, name }: Pick<Campaign, 'id' | 'name'>): (state: 'open' | 'closed') => void {
  const toast = useToast();
  const change = useMutate('campaigns.setState', { onFail: (error) => toast({ tone: 'error', message: error.message }) });
  return (state) =>
    change.mutate(
      { id, state },
      {
        onSuccess: () => {
          if (state === 'open') toast({ tone: 'success', message: `${name} is open: its people find it under My work.` });
          else toast({ message: `${name} is closed.`, action: { label: 'Undo', isUndo: true, run: () => change.mutate({ id, state: 'open' }) } });
        },
      },
    );
}
