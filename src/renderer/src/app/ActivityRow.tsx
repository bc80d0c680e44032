/** @file One piece of long work: what it is, how far, how fast, how long yet, and its result or its failure. */
import type { ReactNode } from 'react';
import { Box, Button, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Activity } from '#shared/contracts/activities';
import type { FileHandle } from '#shared/contracts/files';
import type { ImportOutcome } from '#shared/contracts/import-report';
import { useActivity, useCancelActivity } from '../api/activities';
import { useFiles } from '../api/files';
import { ActivityProgressBar } from '../components/ActivityProgressBar';
import { countOf, formatBytes, formatClockTime, formatCount } from '../components/format';
import { useToast } from '../components/toasts/ToastProvider';
import { paths } from './paths';

export function ActivityRow({ activity, onLeave }: { activity: Activity; onLeave?: () => void }) {
  const watched = useActivity(activity.state === 'running' ? activity.id : null);
  const shown = activity.state === 'running' ? (watched ?? activity) : activity;
  const cancel = useCancelActivity();
  return (
    <Box sx={{ py: 1.25, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Typography variant="body2" sx={{ flex: 1, fontWeight: 550, overflowWrap: 'anywhere' }}>
          {shown.title}
        </Typography>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {shown.state === 'running' ? '' : stateWords[shown.state]} {formatClockTime(shown.finishedAt ?? shown.startedAt)}
        </Typography>
      </Box>
      {shown.state === 'running' ? (
        <>
          <ActivityProgressBar title={shown.title} progress={shown.progress} />
          <Button sx={{ mt: 0.5, ml: -1.5 }} disabled={cancel.isPending} onClick={() => cancel.mutate({ id: shown.id })} aria-label={`Cancel ${shown.title}`}>
            Cancel
          </Button>
        </>
      ) : (
        <Outcome activity={shown} onLeave={onLeave} />
      )}
    </Box>
  );
}

const stateWords: Readonly<Record<Activity['state'], string>> = { running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled' };

function Outcome({ activity, onLeave }: { activity: Activity; onLeave: (() => void) | undefined }): ReactNode {
  if (activity.error !== undefined && activity.state === 'failed') {
    return (
      <Typography variant="body2" sx={{ color: 'error.main', overflowWrap: 'anywhere' }}>
        {activity.error.message}
      </Typography>
    );
  }
  switch (activity.result?.kind) {
    case 'import':
      return <ImportResult outcome={activity.result.outcome} onLeave={onLeave} />;
    case 'export':
    case 'backup':
      return <SaveResult file={activity.result.file} />;
    case 'measurement':
      return (
        <Link component={RouterLink} to={paths.measurement(activity.result.measurementId)} variant="body2" onClick={onLeave}>
          Open the result
        </Link>
      );
    default:
      return null;
  }
}

function ImportResult({ outcome, onLeave }: { outcome: ImportOutcome; onLeave: (() => void) | undefined }) {
  const found = outcome.corpus.entries > 0 ? countOf(outcome.corpus.entries, 'entry', 'entries') : countOf(outcome.corpus.dialogues, 'dialogue');
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {found}
      {outcome.rejected.length > 0 && `, ${formatCount(outcome.rejected.length)} rejected`}{' '}
      {outcome.corpusId !== undefined && (
        <Link component={RouterLink} to={paths.corpus(outcome.corpusId)} onClick={onLeave}>
          Open
        </Link>
      )}
    </Typography>
  );
}

function SaveResult({ file }: { file: FileHandle }) {
  const files = useFiles();
  const toast = useToast();
  const save = () => files.save(file).catch((error: Error) => toast({ tone: 'error', message: error.message }));
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      {file.name}, {formatBytes(file.sizeBytes)}{' '}
      <Link component="button" onClick={() => void save()} sx={{ verticalAlign: 'baseline', fontSize: 'inherit' }}>
        Save as…
      </Link>
    </Typography>
  );
}
