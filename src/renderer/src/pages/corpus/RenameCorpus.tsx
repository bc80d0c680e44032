/** @file A new name for a corpus. */
import { type Corpus, CorpusName } from '#shared/contracts/corpora';
import { useMutate } from '../../api/use-command';
import { RenameDialog } from '../../components/RenameDialog';

export function RenameCorpus({ corpus, onClose }: { corpus: Corpus; onClose: () => void }) {
  const update = useMutate('corpora.update', { onDone: onClose });
  return (
    <RenameDialog
      name={corpus.name}
      rule={CorpusName}
      help="Commands name a corpus by this."
      refusal={update.error?.message}
      isBusy={update.isPending}
      onRename={(name) => update.mutate({ corpus: corpus.id, name })}
      onEdit={() => update.reset()}
      onClose={onClose}
    />
  );
}
