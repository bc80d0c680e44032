/** @file What can be done with a label set: check it by people, export, rename, remove with a way back. */
import { useState } from 'react';
import { ClipboardCheck, Download, Pencil, Trash2 } from 'lucide-react';
import { LabelFormat, LabelSetName, type LabelSet } from '#shared/contracts/labels';
import { useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { ActionMenu, type MenuEntry } from '../../components/ActionMenu';
import { messageOf } from '../../components/format';
import { RenameDialog } from '../../components/RenameDialog';
import { useToast } from '../../components/toasts/ToastProvider';

const formatWords = { 'esca-json': 'ESCA’s JSON', jsonl: 'JSON Lines with votes', csv: 'CSV' } as const;

export function LabelSetMenu({ set, onRemoved }: { set: LabelSet; onRemoved?: () => void }) {
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
  return (
    <>
      <ActionMenu
        name={set.name}
        entries={[
          { word: 'Let people check it', icon: ClipboardCheck, to: `${paths.newCampaign}?labels=${set.id}` },
          ...LabelFormat.options.map((format): MenuEntry => ({ word: `Export as ${formatWords[format]}`, icon: Download, run: () => exporting.mutate({ labelSetId: set.id, format }) })),
          'divider',
          { word: 'Rename…', icon: Pencil, run: () => setIsRenaming(true) },
          { word: 'Remove', icon: Trash2, run: () => remove.mutate({ labelSetId: set.id }) },
        ]}
      />
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
