/** @file Takes a copy of the workspace while work goes on, and puts one back after saying what that does. */
import { useState } from 'react';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { Archive, ArchiveRestore } from 'lucide-react';
import type { FileHandle } from '#shared/contracts/files';
import type { ActivityId } from '#shared/domain/ids';
import { useFollowedActivity } from '../../api/activities';
import { useFiles } from '../../api/files';
import { useMutate } from '../../api/use-command';
import { ActivityProgressBar } from '../../components/ActivityProgressBar';
import { countOf, formatBytes } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';

export function BackupAndRestore() {
  return (
    <PageSection title="Backup and restore" description="A backup is one file with everything in it: corpora, splits and decisions.">
      <Backup />
      <Restore />
    </PageSection>
  );
}

function Backup() {
  const [activityId, setActivityId] = useState<ActivityId | null>(null);
  const activity = useFollowedActivity(activityId);
  const files = useFiles();
  const toast = useToast();
  const backup = useMutate('workspace.backup', { onDone: (started) => setActivityId(started.activityId), onFail: (error) => toast({ tone: 'error', message: error.message }) });
  const file = activity?.result?.kind === 'backup' ? activity.result.file : undefined;
  const isRunning = backup.isPending || activity?.state === 'running';
  const save = (written: FileHandle) => void files.save(written).catch((error: Error) => toast({ tone: 'error', message: error.message }));
  return (
    <>
      <Button variant="outlined" startIcon={<Archive size={16} aria-hidden />} disabled={isRunning} onClick={() => backup.mutate({})} sx={{ mr: 1 }}>
        Back up now
      </Button>
      {activity?.state === 'running' && <ActivityProgressBar title="Backing up" progress={activity.progress} />}
      {activity?.state === 'failed' && <Alert severity="error" sx={{ my: 1.5 }}>{activity.error?.message}</Alert>}
      {file !== undefined && (
        <Alert severity="success" sx={{ my: 1.5 }} action={<Button onClick={() => save(file)}>Save file</Button>}>
          {file.name} is ready, {formatBytes(file.sizeBytes)}.
        </Alert>
      )}
    </>
  );
}

function Restore() {
  const [file, setFile] = useState<FileHandle | null>(null);
  const files = useFiles();
  const toast = useToast();
  const restore = useMutate('workspace.restore', {
    onDone: ({ keptCopy, corpora }) => {
      setFile(null);
      toast({ tone: 'success', message: `The backup is in place: ${countOf(corpora, 'corpus', 'corpora')}. What was here before is kept as ${keptCopy}.`, durationMs: 15_000 });
    },
  });
  const choose = () => {
    restore.reset();
    files
      .pick({ title: 'Choose a backup', isMultiple: false })
      .then(([first]) => first !== undefined && setFile(first))
      .catch((error: Error) => toast({ tone: 'error', message: error.message }));
  };
  return (
    <>
      <Button variant="outlined" startIcon={<ArchiveRestore size={16} aria-hidden />} onClick={choose}>
        Restore a backup…
      </Button>
      {file !== null && (
        <Dialog open onClose={() => setFile(null)} maxWidth="xs" aria-labelledby="restore-title">
          <DialogTitle id="restore-title">Put {file.name} in place?</DialogTitle>
          <DialogContent>
            <Typography variant="body2">Everything in this workspace is replaced by the backup ({formatBytes(file.sizeBytes)}). A copy of what is here now is kept in the workspace folder, so nothing is lost.</Typography>
            {restore.error !== null && <Alert severity="error" sx={{ mt: 2 }}>{restore.error.message}</Alert>}
          </DialogContent>
          <DialogActions>
            <Button onClick={() => setFile(null)}>Cancel</Button>
            <Button variant="contained" disabled={restore.isPending} onClick={() => restore.mutate({ fileId: file.fileId })}>
              Restore
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
