/** @file What can be done with an endpoint: change it, remove it with a way back. */
import { List, Pencil, Trash2 } from 'lucide-react';
import type { Endpoint } from '#shared/contracts/endpoints';
import { useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { ActionMenu } from '../../components/ActionMenu';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function EndpointMenu({ endpoint, onEdit }: { endpoint: Endpoint; onEdit: (endpoint: Endpoint) => void }) {
  const toast = useToast();
  const onFail = (error: Error): void => toast({ message: messageOf(error), tone: 'error' });
  const restore = useMutate('endpoints.restore', { onFail });
  const remove = useMutate('endpoints.remove', {
    onDone: ({ endpointId }) =>
      toast({ message: `Removed ${endpoint.name}. Its calls stay${endpoint.hasKey ? '; its key is forgotten' : ''}.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ endpointId }) } }),
    onFail,
  });
  return (
    <ActionMenu
      name={endpoint.name}
      entries={[
        { word: 'Its calls', icon: List, to: `${paths.calls}?endpoint=${endpoint.id}` },
        { word: 'Change…', icon: Pencil, isOff: endpoint.isBuiltIn, run: () => onEdit(endpoint) },
        'divider',
        { word: 'Remove', icon: Trash2, isOff: endpoint.isBuiltIn, run: () => remove.mutate({ endpoint: endpoint.id }) },
      ]}
    />
  );
}
