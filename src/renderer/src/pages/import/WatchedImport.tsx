/** @file An import or preview while it runs, and what can be done when it ends badly. What follows a good end is the caller's. */
import type { ReactNode } from 'react';
import { Alert, Box, Button, Typography } from '@mui/material';
import { CircleAlert } from 'lucide-react';
import type { ImportOutcome } from '#shared/contracts/import-report';
import type { ActivityId } from '#shared/domain/ids';
import { useCancelActivity, useFollowing } from '../../api/activities';
import { useStream } from '../../api/use-stream';
import { ActivityProgressBar } from '../../components/ActivityProgressBar';
import { LoadingState } from '../../components/LoadState';

export interface WatchedImportProps {
  id: ActivityId;
  /** Ways on after a failure or a cancellation. */
  recovery: ReactNode;
  children: (outcome: ImportOutcome) => ReactNode;
}

export function WatchedImport({ id, recovery, children }: WatchedImportProps) {
  const { latest: activity, error } = useStream('activities.watch', { id });
  const cancel = useCancelActivity();
  useFollowing(id);
  if (error !== null) return <Trouble title="This import is no longer known" message={`${error.message} Choose the files again.`} recovery={recovery} />;
  if (activity === undefined) return <LoadingState what="the import" />;
  if (activity.state === 'failed') return <Trouble title={`${activity.title} failed`} message={activity.error?.message ?? 'No reason was given.'} recovery={recovery} />;
  if (activity.state === 'cancelled') return <Trouble title="Cancelled" message="Nothing was stored." recovery={recovery} />;
  if (activity.state === 'running') {
    return (
      <Box sx={{ maxWidth: 640 }}>
        <Typography variant="h2" component="p">
          {activity.title}
        </Typography>
        <ActivityProgressBar title={activity.title} progress={activity.progress} />
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, mt: 1.5 }}>
          <Button variant="outlined" disabled={cancel.isPending} onClick={() => cancel.mutate({ id })}>
            Cancel
          </Button>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            You may leave this page; the work goes on.
          </Typography>
        </Box>
      </Box>
    );
  }
  return activity.result?.kind === 'import' ? children(activity.result.outcome) : null;
}

export function Trouble({ title, message, recovery }: { title: string; message: string; recovery?: ReactNode }) {
  return (
    <Alert severity="error" icon={<CircleAlert size={18} aria-hidden />} sx={{ mb: 2, maxWidth: 860 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {title}
      </Typography>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {message}
      </Typography>
      {recovery !== undefined && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.25 }}>{recovery}</Box>}
    </Alert>
  );
}
