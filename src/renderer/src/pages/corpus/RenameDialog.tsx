/** @file A new name for a corpus, checked by the contract's own rule while it is typed. */
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type Corpus, CorpusName } from '#shared/contracts/corpora';
import { useMutate } from '../../api/use-command';

export function RenameDialog({ corpus, onClose }: { corpus: Corpus; onClose: () => void }) {
  const [name, setName] = useState(corpus.name);
  const update = useMutate('corpora.update', { onDone: onClose });
  const checked = CorpusName.safeParse(name);
  const problem = checked.success ? (update.error?.message ?? '') : (checked.error.issues[0]?.message ?? 'This name cannot be used.');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) update.mutate({ corpus: corpus.id, name: checked.data });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="rename-title">
      <form onSubmit={submit}>
        <DialogTitle id="rename-title">Rename {corpus.name}</DialogTitle>
        <DialogContent>
          <TextField
            label="Name"
            value={name}
            onChange={(event) => {
              update.reset();
              setName(event.target.value);
            }}
            error={problem !== ''}
            helperText={problem === '' ? 'Commands name a corpus by this.' : problem}
            fullWidth
            autoFocus
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!checked.success || update.isPending || name === corpus.name}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
