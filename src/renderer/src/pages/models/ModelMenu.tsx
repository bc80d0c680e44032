/** @file What can be done with a registered model: look into its folder again, rename, forget. */
import { useState } from 'react';
import { FileSearch, Pencil, Trash2 } from 'lucide-react';
import { z } from 'zod';
import type { RegisteredModel } from '#shared/contracts/models';
import { useMutate } from '../../api/use-command';
import { ActionMenu } from '../../components/ActionMenu';
import { messageOf } from '../../components/format';
import { RenameDialog } from '../../components/RenameDialog';
import { useToast } from '../../components/toasts/ToastProvider';

const ModelName = z.string().trim().min(1, 'Give the model a name.').max(100, 'A name has at most 100 characters.');

export function ModelMenu({ model }: { model: RegisteredModel }) {
  const [isRenaming, setIsRenaming] = useState(false);
  const toast = useToast();
  const fail = (error: Error): void => toast({ message: messageOf(error), tone: 'error' });
  const check = useMutate('models.check', { onDone: ({ name, problems }) => toast({ message: problems[0] ?? `${name} is whole.`, tone: problems.length === 0 ? 'success' : 'info' }), onFail: fail });
  const remove = useMutate('models.remove', { onDone: ({ name }) => toast({ message: `Forgot ${name}. Its files stay where they are; register the folder again to use it.` }), onFail: fail });
  const rename = useMutate('models.rename', { onDone: () => setIsRenaming(false) });
  return (
    <>
      <ActionMenu
        name={model.name}
        entries={[
          { word: 'Check the folder', icon: FileSearch, run: () => check.mutate({ model: model.id }) },
          { word: 'Rename…', icon: Pencil, run: () => setIsRenaming(true) },
          'divider',
          { word: 'Forget', icon: Trash2, run: () => remove.mutate({ model: model.id }) },
        ]}
      />
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
