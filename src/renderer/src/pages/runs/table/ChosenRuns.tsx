/** @file What can be done with several chosen runs at once: compare, cancel, tag, make a table. */
import { type FormEvent, useId, useState } from 'react';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { Ban, GitCompareArrows, Table2, Tag } from 'lucide-react';
import { Link } from 'react-router';
import { RunTag, type RunRow } from '#shared/contracts/run-records';
import { maxRunsAtOnce } from '#shared/contracts/runs';
import { useClient } from '../../../api/ClientProvider';
import { paths } from '../../../app/paths';
import { countOf, messageOf } from '../../../components/format';
import { useToast } from '../../../components/toasts/ToastProvider';
import { offeredActions } from '../run-actions';
import type { ActOnRun } from '../use-run-actions';

export function ChosenRuns({ runs, onClear, act }: { runs: readonly RunRow[]; onClear: () => void; act: ActOnRun }) {
  const [isTagging, setIsTagging] = useState(false);
  const ids = runs.map(({ id }) => id);
  const cancellable = runs.filter((run) => offeredActions(run).includes('cancel'));
  const canCompare = runs.length > 1 && runs.length <= maxRunsAtOnce;
  return (
    <Box role="group" aria-label="Chosen runs" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, px: 1.25, py: 0.5, borderRadius: 1, backgroundColor: 'wash.accent' }}>
      <Box role="status" sx={{ fontSize: '0.875rem', fontWeight: 550, mr: 0.5 }}>
        {countOf(runs.length, 'run')} chosen
      </Box>
      <Button variant="outlined" component={Link} to={paths.compareRuns(ids)} disabled={!canCompare} startIcon={<GitCompareArrows size={15} aria-hidden />}>
        Compare
      </Button>
      <Button variant="outlined" component={Link} to={paths.tableOfRuns(ids)} startIcon={<Table2 size={15} aria-hidden />}>
        Make a table
      </Button>
      <Button variant="outlined" onClick={() => setIsTagging(true)} startIcon={<Tag size={15} aria-hidden />}>
        Tag…
      </Button>
      <Button variant="outlined" disabled={cancellable.length === 0} onClick={() => cancellable.forEach((run) => void act('cancel', run))} startIcon={<Ban size={15} aria-hidden />}>
        Cancel
      </Button>
      <Box sx={{ flex: 1 }} />
      <Button onClick={onClear}>Choose none</Button>
      {isTagging && <TagDialog runs={runs} onClose={() => setIsTagging(false)} />}
    </Box>
  );
}

function TagDialog({ runs, onClose }: { runs: readonly RunRow[]; onClose: () => void }) {
  const titleId = useId();
  const client = useClient();
  const toast = useToast();
  const [text, setText] = useState('');
  const checked = RunTag.safeParse(text);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!checked.success) return;
    onClose();
    try {
      for (const { id } of runs) {
        // Read anew: what is on the page may be old, and a tag set elsewhere must stay.
        const { tags } = await client.call('runs.get', { id });
        if (!tags.includes(checked.data)) await client.call('runs.edit', { id, tags: [...tags, checked.data] });
      }
      toast({ message: `Tagged ${countOf(runs.length, 'run')} with ${checked.data}.`, tone: 'success' });
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    }
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={titleId}>
      <form onSubmit={(event) => void submit(event)}>
        <DialogTitle id={titleId}>Tag {countOf(runs.length, 'run')}</DialogTitle>
        <DialogContent>
          <TextField label="Tag" value={text} onChange={(event) => setText(event.target.value)} helperText="It is added to the tags the runs have." fullWidth autoFocus sx={{ mt: 1 }} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!checked.success}>
            Tag
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
