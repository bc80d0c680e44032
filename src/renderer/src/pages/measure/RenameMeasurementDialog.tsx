/** @file A new name for a measurement; what it measured stays as it was. */
import { type FormEvent, useId, useState } from 'react';
import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useMutate } from '../../api/use-command';
import type { NamedMeasurement } from './use-measurement-actions';

/** As in the contract. */
const mostCharacters = 120;

export function RenameMeasurementDialog({ measurement, onClose }: { measurement: NamedMeasurement; onClose: () => void }) {
  const titleId = useId();
  const [name, setName] = useState(measurement.name);
  const rename = useMutate('measure.rename', { onDone: onClose });
  const trimmed = name.trim();
  const problem = rename.error?.message ?? (trimmed.length > mostCharacters ? `A name has at most ${mostCharacters} characters.` : '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ id: measurement.id, name: trimmed });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Rename {measurement.name}</DialogTitle>
        <DialogContent>
          <TextField
            label="Name"
            value={name}
            onChange={(event) => {
              rename.reset();
              setName(event.target.value);
            }}
            error={problem !== ''}
            helperText={problem === '' ? 'Tables made from it call its row by this.' : problem}
            fullWidth
            autoFocus
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={trimmed === '' || trimmed.length > mostCharacters || trimmed === measurement.name || rename.isPending}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
