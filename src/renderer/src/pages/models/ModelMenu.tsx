/** @file What can be done with a registered model: look into its folder again, rename, forget. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { EllipsisVertical, FileSearch, Pencil, Trash2 } from 'lucide-react';
import { z } from 'zod';
import type { RegisteredModel } from '#shared/contracts/models';
import { useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { RenameDialog } from '../../components/RenameDialog';
import { useToast } from '../../components/toasts/ToastProvider';

const ModelName = z.string().trim().min(1, 'Give the model a name.').max(100, 'A name has at most 100 characters.');

export function ModelMenu({ model }: { model: RegisteredModel }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isRenaming, setIsRenaming] = useState(false);
  const toast = useToast();
  const fail = (error: Error): void => toast({ message: messageOf(error), tone: 'error' });
  const check = useMutate('models.check', { onDone: ({ name, problems }) => toast({ message: problems[0] ?? `${name} is whole.`, tone: problems.length === 0 ? 'success' : 'info' }), onFail: fail });
  const remove = useMutate('models.remove', { onDone: ({ name }) => toast({ message: `Forgot ${name}. Its files stay where they are; register the folder again to use it.` }), onFail: fail });
  const rename = useMutate('models.rename', { onDone: () => setIsRenaming(false) });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${model.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(() => check.mutate({ model: model.id }))}>
          <FileSearch size={16} aria-hidden /> Check the folder
        </MenuItem>
        <MenuItem onClick={choose(() => setIsRenaming(true))}>
          <Pencil size={16} aria-hidden /> Rename…
        </MenuItem>
        <Divider />
        <MenuItem onClick={choose(() => remove.mutate({ model: model.id }))}>
          <Trash2 size={16} aria-hidden /> Forget
        </MenuItem>
      </Menu>
      {isRenaming && (
        <RenameDialog
          name={model.name}
          rule={ModelName}
          help="Commands and runs call it by this."
          refusal={rename.error?.message}
          isBusy={rename.isPending}
          onRename={(name) => rename.mutate({ model: model.id, name })}
          onEdit={() => rename.reset()}
          onClose={() => setIsRenaming(false)}
        />
      )}
    </>
  );
}
