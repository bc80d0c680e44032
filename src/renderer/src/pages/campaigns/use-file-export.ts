/** @file Starts an export, waits for its file and hands it to the person. What goes wrong is said. */
import { useState } from 'react';
import type { ActivityResult } from '#shared/contracts/activities';
import { AppError } from '#shared/contracts/errors';
import type { ActivityId } from '#shared/domain/ids';
import { useFollowing } from '../../api/activities';
import { useClient } from '../../api/ClientProvider';
import { useFiles } from '../../api/files';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export interface FileExport {
  readonly save: (start: () => Promise<{ activityId: ActivityId }>) => void;
  readonly isBusy: boolean;
}

export function useFileExport(): FileExport {
  const client = useClient();
  const files = useFiles();
  const toast = useToast();
  const [activityId, setActivityId] = useState<ActivityId | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useFollowing(activityId);
  const write = async (start: () => Promise<{ activityId: ActivityId }>) => {
    const started = await start();
    setActivityId(started.activityId);
    let result: ActivityResult | undefined;
    for await (const activity of client.stream('activities.watch', { id: started.activityId })) {
      if (activity.error !== undefined) throw new AppError(activity.error.code, activity.error.message);
      result = activity.result;
    }
    if (result?.kind !== 'export') throw new AppError('CANCELLED', 'The export was cancelled; nothing was written.');
    await files.save(result.file);
  };
  return {
    isBusy,
    save: (start) => {
      setIsBusy(true);
      write(start)
        .catch((error: unknown) => toast({ tone: 'error', message: messageOf(error) }))
        .finally(() => setIsBusy(false));
    },
  };
}
