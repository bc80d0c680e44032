/** @file Writes a corpus, or one part of a split, in a chosen format; shows progress, then what the format could not carry. */
import { useState } from 'react';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import type { Activity } from '#shared/contracts/activities';
import type { Corpus, FormatInfo } from '#shared/contracts/corpora';
import type { FileHandle } from '#shared/contracts/files';
import type { ActivityId } from '#shared/domain/ids';
import { useCancelActivity, useFollowedActivity } from '../../api/activities';
import { useFiles } from '../../api/files';
import { useCommand, useMutate } from '../../api/use-command';
import { ActivityProgressBar } from '../../components/ActivityProgressBar';
import { countOf, formatBytes, messageOf } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { useToast } from '../../components/toasts/ToastProvider';
import { type PartChoice, PartSelect } from './PartSelect';

export function ExportDialog({ corpus, onClose }: { corpus: Corpus; onClose: () => void }) {
  const [activityId, setActivityId] = useState<ActivityId | null>(null);
  const activity = useFollowedActivity(activityId);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="export-title">
      <DialogTitle id="export-title">Export {corpus.name}</DialogTitle>
      {activityId === null ? <Choice corpus={corpus} onStarted={setActivityId} onClose={onClose} /> : <Progress activity={activity} onClose={onClose} onAgain={() => setActivityId(null)} />}
    </Dialog>
  );
}

function Choice({ corpus, onStarted, onClose }: { corpus: Corpus; onStarted: (id: ActivityId) => void; onClose: () => void }) {
  const formats = useCommand('corpora.formats', {});
  const splits = useCommand('corpora.splits', { corpus: corpus.id }, { isEnabled: corpus.kind === 'dialogues' });
  const [chosen, setChosen] = useState<string | null>(null);
  const [part, setPart] = useState<PartChoice | null>(null);
  const start = useMutate('corpora.export', { onDone: ({ activityId }) => onStarted(activityId) });
  const offered = (formats.data ?? []).filter((format) => format.canExport && format.kind === corpus.kind);
  const format = chosen ?? (offered.find((one) => one.id === corpus.format) ?? offered[0])?.id;
  return (
    <>
      <DialogContent>
        <LoadState query={formats} what="the formats" isEmpty={() => offered.length === 0} empty="No format can carry this kind of corpus yet.">
          {() => <FormatChoice formats={offered} value={format ?? ''} onChange={setChosen} />}
        </LoadState>
        {(splits.data ?? []).length > 0 && <PartSelect label="What to write" splits={splits.data ?? []} value={part} onChange={setPart} />}
        {start.error !== null && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {start.error.message}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={format === undefined || start.isPending} onClick={() => format !== undefined && start.mutate({ corpus: corpus.id, format, ...part })}>
          Export
        </Button>
      </DialogActions>
    </>
  );
}

function FormatChoice({ formats, value, onChange }: { formats: readonly FormatInfo[]; value: string; onChange: (id: string) => void }) {
  return (
    <RadioGroup aria-label="Format" value={value} onChange={(event) => onChange(event.target.value)} sx={{ mb: 2, gap: 0.5 }}>
      {formats.map((format) => (
        <FormControlLabel
          key={format.id}
          value={format.id}
          control={<Radio size="small" sx={{ mt: -0.75 }} />}
          sx={{ alignItems: 'flex-start', mr: 0 }}
          label={
            <>
              <Typography variant="body2" component="span" sx={{ display: 'block', fontWeight: 550 }}>
                {format.label}
              </Typography>
              <Typography variant="caption" component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                {format.description}
              </Typography>
            </>
          }
        />
      ))}
    </RadioGroup>
  );
}

function Progress({ activity, onClose, onAgain }: { activity: Activity | undefined; onClose: () => void; onAgain: () => void }) {
  const files = useFiles();
  const toast = useToast();
  const cancel = useCancelActivity();
  const result = activity?.result?.kind === 'export' ? activity.result : undefined;
  const isRunning = activity === undefined || activity.state === 'running';
  const save = async (file: FileHandle) => {
    try {
      if (await files.save(file)) onClose();
    } catch (error) {
      toast({ tone: 'error', message: messageOf(error) });
    }
  };
  return (
    <>
      <DialogContent aria-live="polite">
        {activity !== undefined && isRunning && <ActivityProgressBar title={activity.title} progress={activity.progress} />}
        {activity?.state === 'cancelled' && <Typography variant="body2">The export was cancelled; nothing was written.</Typography>}
        {activity?.state === 'failed' && <Alert severity="error">{activity.error?.message}</Alert>}
        {result !== undefined && <Written fileName={result.file.name} sizeBytes={result.file.sizeBytes} leftOut={result.leftOut} />}
      </DialogContent>
      <DialogActions>
        {isRunning && activity !== undefined && <Button onClick={() => cancel.mutate({ id: activity.id })}>Cancel export</Button>}
        <Button onClick={onClose}>Close</Button>
        {!isRunning && result === undefined && (
          <Button variant="contained" onClick={onAgain}>
            Choose again
          </Button>
        )}
        {result !== undefined && (
          <Button variant="contained" onClick={() => void save(result.file)} autoFocus>
            Save file
          </Button>
        )}
      </DialogActions>
    </>
  );
}

function Written({ fileName, sizeBytes, leftOut }: { fileName: string; sizeBytes: number; leftOut: readonly { field: string; count: number }[] }) {
  return (
    <>
      <Typography variant="body2">
        {fileName} is ready, {formatBytes(sizeBytes)}.
      </Typography>
      {leftOut.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          The format carries everything this corpus holds.
        </Typography>
      ) : (
        <Alert severity="warning" sx={{ mt: 1.5 }}>
          This format cannot carry: {leftOut.map(({ field, count }) => `${field} (${countOf(count, 'value')})`).join(', ')}.
        </Alert>
      )}
    </>
  );
}
