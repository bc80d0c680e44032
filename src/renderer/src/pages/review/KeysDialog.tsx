/** @file Every key of the review page, each to be replaced by one's own. Kept for the person in this browser. */
import { type KeyboardEvent, useState } from 'react';
import { Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Typography } from '@mui/material';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useBareCharacters } from '../../components/keyboard/KeyboardProvider';
import { chordOf } from '../../components/keyboard/keys';
import { commandWith, isReserved, keysFor, type OwnKeys, type ReviewCommand, withKey } from './review-keys';

export interface KeysDialogProps {
  /** Those that mean something in this campaign. */
  commands: readonly ReviewCommand[];
  own: OwnKeys;
  onChange: (own: OwnKeys) => void;
  onClose: () => void;
}

export function KeysDialog({ commands, own, onChange, onClose }: KeysDialogProps) {
  const [areBareOn, setBareOn] = useBareCharacters();
  const [awaited, setAwaited] = useState<string | null>(null);
  const [news, setNews] = useState('Choose Change, then press the key you want. A key does one thing only.');
  const take = (event: KeyboardEvent) => {
    if (awaited === null) return;
    event.preventDefault();
    event.stopPropagation();
    const key = chordOf(event);
    if (key === null) return;
    if (key === 'Escape') return setAwaited(null);
    if (isReserved(key)) return setNews('That key belongs to the workbench or the browser. Press another.');
    const before = commandWith(key, own, commands);
    onChange(withKey(own, awaited, key));
    setNews(before === undefined || before.id === awaited ? 'Changed.' : `Changed. “${before.label}” has lost this key${keysFor(before.id, own).length > 1 ? '' : ' and has none now'}.`);
    setAwaited(null);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="keys-title" onKeyDownCapture={take}>
      <DialogTitle id="keys-title">Keys</DialogTitle>
      <DialogContent>
        <Typography variant="body2" role="status" sx={{ color: 'text.secondary', mb: 1 }}>
          {awaited === null ? news : 'Press the new key now. Esc leaves it as it is.'}
        </Typography>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {commands.map(({ id, label }) => (
            <Box component="li" key={id} sx={{ display: 'flex', alignItems: 'center', gap: 1.5, py: 0.5, borderTop: 1, borderColor: 'divider' }}>
              <Typography variant="body2" sx={{ flex: 1 }}>
                {label}
              </Typography>
              {awaited === id ? <Typography variant="body2" sx={{ color: 'primary.main' }}>press a key…</Typography> : keysFor(id, own).map((keys) => <KeyHint key={keys} keys={keys} />)}
              {awaited !== id && keysFor(id, own).length === 0 && <Typography variant="caption" sx={{ color: 'text.secondary' }}>no key</Typography>}
              <Button aria-label={`Change the key of: ${label}`} onClick={() => setAwaited(id)}>
                Change
              </Button>
            </Box>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <FormControlLabel control={<Checkbox checked={areBareOn} onChange={(event) => setBareOn(event.target.checked)} />} label="Keys without Ctrl act" slotProps={{ typography: { variant: 'body2' } }} sx={{ flex: 1, pl: 1 }} />
        <Button disabled={Object.keys(own).length === 0} onClick={() => onChange({})}>
          All as usual
        </Button>
        <Button variant="contained" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
