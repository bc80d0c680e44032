/** @file What can be done with a person: change them, remove them with a way back. */
import { Pencil, UserMinus } from 'lucide-react';
import type { Person } from '#shared/contracts/people';
import { useMutate } from '../../api/use-command';
import { ActionMenu } from '../../components/ActionMenu';
import { useToast } from '../../components/toasts/ToastProvider';

export function PersonMenu({ person, onEdit }: { person: Person; onEdit: () => void }) {
  const toast = useToast();
  const onFail = (error: Error) => toast({ tone: 'error', message: error.message });
  const restore = useMutate('people.restore', { onFail });
  const remove = useMutate('people.remove', {
    onFail,
    onDone: ({ id }) => toast({ message: `${person.name} can no longer enter. What they decided keeps their name.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ id }) } }),
  });
  return (
    <ActionMenu
      name={person.name}
      entries={[{ word: 'Change…', icon: Pencil, run: onEdit }, 'divider', { word: 'Remove', icon: UserMinus, run: () => remove.mutate({ id: person.id }) }]}
    />
  );
}
