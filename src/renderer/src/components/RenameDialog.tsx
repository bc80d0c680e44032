/** @file Asks for a new name, held to the contract's own rule while it is typed. */
import { type FormEvent, useId, useState } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { z } from 'zod';

export interface RenameDialogProps {
  name: string;
  rule: z.ZodType<string>;
  /** What the name is used for. */
  help: string;
  /** Why the last attempt was refused. */
  refusal: string | undefined;
  isBusy: boolean;
  onRename: (name: string) => void;
  /** The name is being changed; an earlier refusal no longer counts. */
  onEdit: () => void;
  onClose: () => void;
}

export function RenameDialog({ name, rule, help, refusal, isBusy, onRename, onEdit, onClose }: RenameDialogProps) {
  const titleId = useId();
  const [draft, setDraft] = useState(name);
  const checked = rule.safeParse(draft);
  const problem = checked.success ? (refusal ?? '') : (checked.error.issues[0]?.message ?? 'This name cannot be used.');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) onRename(checked.data);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Rename {name}</DialogTitle>
        <DialogContent>
          <TextField
            label="Name"
            value={draft}
            onChange={(event) => {
              onEdit();
              setDraft(event.target.value);
            }}
            error={problem !== ''}
            helperText={problem === '' ? help : problem}
            fullWidth
            autoFocus
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!checked.success || isBusy || checked.data === name}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
