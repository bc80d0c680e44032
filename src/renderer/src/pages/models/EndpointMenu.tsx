/** @file What can be done with an endpoint: change it, remove it with a way back. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { EllipsisVertical, List, Pencil, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import type { Endpoint } from '#shared/contracts/endpoints';
import { useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function EndpointMenu({ endpoint, onEdit }: { endpoint: Endpoint; onEdit: (endpoint: Endpoint) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toast = useToast();
  const onFail = (error: Error): void => toast({ message: messageOf(error), tone: 'error' });
  const restore = useMutate('endpoints.restore', { onFail });
  const remove = useMutate('endpoints.remove', {
    onDone: ({ endpointId }) =>
      toast({ message: `Removed ${endpoint.name}. Its calls stay${endpoint.hasKey ? '; its key is forgotten' : ''}.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ endpointId }) } }),
    onFail,
  });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${endpoint.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem component={Link} to={`${paths.calls}?endpoint=${endpoint.id}`}>
          <List size={16} aria-hidden /> Its calls
        </MenuItem>
        <MenuItem onClick={choose(() => onEdit(endpoint))} disabled={endpoint.isBuiltIn}>
          <Pencil size={16} aria-hidden /> Change…
        </MenuItem>
        <Divider />
        <MenuItem onClick={choose(() => remove.mutate({ endpoint: endpoint.id }))} disabled={endpoint.isBuiltIn}>
          <Trash2 size={16} aria-hidden /> Remove
        </MenuItem>
      </Menu>
    </>
  );
}
