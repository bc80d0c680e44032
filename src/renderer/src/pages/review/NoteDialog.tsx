/** @file Flags an item with a few words for whoever adjudicates it. */
import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { Note } from '#shared/contracts/review';
import { KeyHint } from '../../components/keyboard/KeyHint';

export function NoteDialog({ note, onSave, onClose }: { note: Note; onSave: (note: Note) => void; onClose: () => void }) {
  const [comment, setComment] = useState(note.comment);
  const save = (next: Note) => {
    onSave(next);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ isFlagged: true, comment: comment.trim() });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="note-title">
      <form onSubmit={submit}>
        <DialogTitle id="note-title">{note.isFlagged ? 'Your flag' : 'Flag this item'}</DialogTitle>
        <DialogContent>
          <TextField
            label="What should be looked at? (may stay empty)"
            value={comment}
            onChange={(event) => setComment(event.target.value.slice(0, 4_000))}
            onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit(event)}
            multiline
            minRows={3}
            maxRows={10}
            autoFocus
            fullWidth
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          {note.isFlagged && <Button onClick={() => save({ isFlagged: false, comment: '' })}>Take the flag away</Button>}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" endIcon={<KeyHint keys="Mod+Enter" />}>
            {note.isFlagged ? 'Save' : 'Flag'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
