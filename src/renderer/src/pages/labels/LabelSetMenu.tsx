/** @file What can be done with a label set: check it by people, export, rename, remove with a way back. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { ClipboardCheck, Download, EllipsisVertical, Pencil, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { LabelFormat, LabelSetName, type LabelSet } from '#shared/contracts/labels';
import { useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { RenameDialog } from '../../components/RenameDialog';
import { useToast } from '../../components/toasts/ToastProvider';

const formatWords = { 'esca-json': 'ESCA’s JSON', jsonl: 'JSON Lines with votes', csv: 'CSV' } as const;

export function LabelSetMenu({ set, onRemoved }: { set: LabelSet; onRemoved?: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isRenaming, setIsRenaming] = useState(false);
  const toast = useToast();
  const onFail = (error: Error): void => toast({ message: messageOf(error), tone: 'error' });
  const rename = useMutate('labels.rename', { onDone: () => setIsRenaming(false) });
  const restore = useMutate('labels.restore', { onFail });
  const exporting = useMutate('labels.export', { onFail });
  const remove = useMutate('labels.remove', {
    onDone: ({ labelSetId }) => {
      onRemoved?.();
      toast({ message: `Removed ${set.name}.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ labelSetId }) } });
    },
    onFail,
  });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${set.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem component={Link} to={`${paths.newCampaign}?labels=${set.id}`}>
          <ClipboardCheck size={16} aria-hidden /> Let people check it
        </MenuItem>
        {LabelFormat.options.map((format) => (
          <MenuItem key={format} onClick={choose(() => exporting.mutate({ labelSetId: set.id, format }))}>
            <Download size={16} aria-hidden /> Export as {formatWords[format]}
          </MenuItem>
        ))}
        <Divider />
        <MenuItem onClick={choose(() => setIsRenaming(true))}>
          <Pencil size={16} aria-hidden /> Rename…
        </MenuItem>
        <MenuItem onClick={choose(() => remove.mutate({ labelSetId: set.id }))}>
          <Trash2 size={16} aria-hidden /> Remove
        </MenuItem>
      </Menu>
      {isRenaming && (
        <RenameDialog
          name={set.name}
          rule={LabelSetName}
          help="Runs and campaigns call it by this."
          refusal={rename.error?.message}
          isBusy={rename.isPending}
          onRename={(name) => rename.mutate({ labelSetId: set.id, name })}
          onEdit={() => rename.reset()}
          onClose={() => setIsRenaming(false)}
        />
      )}
    </>
  );
}
