/** @file What can be done to a corpus from any page: remove it and keep its text on this machine, both with Undo. */
import type { Corpus } from '#shared/contracts/corpora';
import { useMutate } from '../../api/use-command';
import { useToast } from '../../components/toasts/ToastProvider';

export interface CorpusActions {
  remove: (corpus: Corpus) => void;
  /** Keeps its text on this machine, or lifts that. */
  toggleLocalOnly: (corpus: Corpus) => void;
}

export function useCorpusActions({ onRemoved }: { onRemoved?: () => void } = {}): CorpusActions {
  const toast = useToast();
  const onFail = (error: Error) => toast({ tone: 'error', message: error.message });
  const restore = useMutate('corpora.restore', { onFail, onDone: (corpus) => toast({ tone: 'success', message: `${corpus.name} is back.` }) });
  const remove = useMutate('corpora.remove', { onFail });
  const update = useMutate('corpora.update', { onFail });
  return {
    remove: (corpus) =>
      remove.mutate(
        { corpus: corpus.id },
        {
          onSuccess: ({ corpusId }) => {
            toast({ message: `${corpus.name} was removed.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ corpusId }) } });
            onRemoved?.();
          },
        },
      ),
    toggleLocalOnly: (corpus) =>
      update.mutate(
        { corpus: corpus.id, isLocalOnly: !corpus.isLocalOnly },
        {
          onSuccess: (updated) =>
            toast({
              message: updated.isLocalOnly ? `Text of ${updated.name} now stays on this machine.` : `Text of ${updated.name} may now be sent to endpoints that you add.`,
              action: { label: 'Undo', isUndo: true, run: () => update.mutate({ corpus: corpus.id, isLocalOnly: corpus.isLocalOnly }) },
            }),
        },
      ),
  };
}
