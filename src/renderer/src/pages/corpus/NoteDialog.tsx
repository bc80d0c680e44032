/** @file A free note on a corpus: where it came from, what to keep in mind. */
import { useState } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { Corpus } from '#shared/contracts/corpora';
import { useMutate } from '../../api/use-command';

const maxNoteCharacters = 10_000;

export function NoteDialog({ corpus, onClose }: { corpus: Corpus; onClose: () => void }) {
  const [note, setNote] = useState(corpus.note);
  const update = useMutate('corpora.update', { onDone: onClose });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="note-title">
      <DialogTitle id="note-title">Note on {corpus.name}</DialogTitle>
      <DialogContent>
        <TextField
          label="Note"
          value={note}
          onChange={(event) => setNote(event.target.value)}
          error={update.error !== null}
          helperText={update.error?.message ?? 'Where it came from, its licence, what to keep in mind.'}
          slotProps={{ htmlInput: { maxLength: maxNoteCharacters } }}
          multiline
          minRows={5}
          maxRows={16}
          fullWidth
          autoFocus
          sx={{ mt: 1 }}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={update.isPending || note === corpus.note} onClick={() => update.mutate({ corpus: corpus.id, note })}>
          Save note
        </Button>
      </DialogActions>
    </Dialog>
  );
}
