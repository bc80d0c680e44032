/** @file Accepts many values at once where enough people agree: first how many that would be, then all of them, taken back as one. */
import { useState } from 'react';
import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Skeleton, TextField, Typography } from '@mui/material';
import type { Among } from '#shared/contracts/adjudication';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Output } from '#shared/contracts/index';
import { newDecisionId } from '../../api/new-decision-id';
import { useCommand, useMutate } from '../../api/use-command';
import { type Column, DataTable } from '../../components/DataTable';
import { countOf, formatCount, messageOf } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { useToast } from '../../components/toasts/ToastProvider';

export interface BulkDialogProps {
  campaign: Campaign;
  among: Among;
  onClose: () => void;
  onUndo: () => void;
}

const thresholds = [
  { value: 1, word: 'All agree' },
  { value: 0.75, word: 'At least three of four' },
  { value: 0.66, word: 'At least two of three' },
  { value: 0.51, word: 'More than half' },
];

export function BulkDialog({ campaign, among, onClose, onUndo }: BulkDialogProps) {
  const toast = useToast();
  const [threshold, setThreshold] = useState(1);
  const [minimumVotes, setMinimumVotes] = useState(2);
  const [field, setField] = useState('');
  const rule = { campaignId: campaign.id, among, threshold, minimumVotes, ...(field !== '' && { fields: [field] }) };
  const preview = useCommand('adjudication.preview', rule, { keepsPrevious: true });
  const accept = useMutate('adjudication.accept', {
    onDone: ({ accepted }) => {
      toast({ tone: 'success', message: `${countOf(accepted, 'value')} accepted as gold.`, action: { label: 'Undo', run: onUndo } });
      onClose();
    },
    onFail: () => void preview.refetch(),
  });
  const count = preview.data?.count ?? 0;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="bulk-title">
      <DialogTitle id="bulk-title">Accept many values</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, pt: 1 }}>
          <TextField select label="Where" value={threshold} onChange={(event) => setThreshold(Number(event.target.value))} sx={{ minWidth: 200 }}>
            {thresholds.map(({ value, word }) => (
              <MenuItem key={value} value={value}>
                {word}
              </MenuItem>
            ))}
          </TextField>
          <TextField select label="With votes of at least" value={minimumVotes} onChange={(event) => setMinimumVotes(Number(event.target.value))} sx={{ minWidth: 170 }}>
            {[1, 2, 3, 4, 5].map((votes) => (
              <MenuItem key={votes} value={votes}>
                {votes}
              </MenuItem>
            ))}
          </TextField>
          <TextField select label="Field" value={field} onChange={(event) => setField(event.target.value)} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} sx={{ minWidth: 200 }}>
            <MenuItem value="">All fields</MenuItem>
            {campaign.fields.map(({ id, title }) => (
              <MenuItem key={id} value={id}>
                {title}
              </MenuItem>
            ))}
          </TextField>
        </Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Votes of {among === 'people' ? 'people' : 'people and models'}. What is gold already stays as it is; ties are never accepted.
        </Typography>
        <LoadState query={preview} what="the preview" skeleton={<Skeleton variant="rounded" height={200} />}>
          {({ fields }) => <DataTable label="What would be accepted" columns={columnsOf(campaign)} rows={fields} rowKey={(row) => row.field} hasCopy={false} />}
        </LoadState>
        {accept.error !== null && <Alert severity="error">{messageOf(accept.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Typography variant="body2" role="status" sx={{ flex: 1, px: 1 }}>
          {preview.data !== undefined && `${countOf(count, 'value')} would become gold.`}
        </Typography>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={count === 0 || preview.isPlaceholderData || accept.isPending} onClick={() => accept.mutate({ ...rule, decisionId: newDecisionId(), expectedCount: count })}>
          Accept {formatCount(count)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

type PreviewRow = Output<'adjudication.preview'>['fields'][number];

function columnsOf(campaign: Campaign): Column<PreviewRow>[] {
  const figure = (key: Exclude<keyof PreviewRow, 'field'>, label: string): Column<PreviewRow> => ({ key, label, isFigure: true, value: (row) => row[key], render: (row) => formatCount(row[key]) });
  return [
    { key: 'field', label: 'Field', value: (row) => campaign.fields.find(({ id }) => id === row.field)?.title ?? row.field },
    figure('unanimous', 'All agree'),
    figure('majority', 'Most agree'),
    figure('belowThreshold', 'Too divided'),
    figure('tooFewVotes', 'Too few votes'),
    figure('decidedBefore', 'Gold already'),
  ];
}
