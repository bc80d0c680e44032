/** @file Brings in the demonstration corpus and says what came of it; the page it leads to opens by itself when asked to. */
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Activity } from '#shared/contracts/activities';
import type { ActivityId } from '#shared/domain/ids';
import { useFollowedActivity } from '../../api/activities';
import { useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { useToast } from '../../components/toasts/ToastProvider';

export function useDemoImport(): { start: () => void; isBusy: boolean; activity: Activity | undefined } {
  const [activityId, setActivityId] = useState<ActivityId | null>(null);
  const toast = useToast();
  const navigate = useNavigate();
  const demo = useMutate('corpora.importDemo', {
    onDone: (started) => setActivityId(started.activityId),
    onFail: (error) => toast({ tone: 'error', message: error.message }),
  });
  const activity = useFollowedActivity(activityId);
  useEffect(() => {
    if (activity === undefined || activity.state === 'running') return;
    if (activity.state === 'failed') toast({ tone: 'error', message: activity.error?.message ?? 'The demo corpus could not be imported.' });
    if (activity.result?.kind === 'import' && activity.result.outcome.corpusId !== undefined) void navigate(paths.corpus(activity.result.outcome.corpusId));
  }, [activity, toast, navigate]);
  const isRunning = activityId !== null && (activity === undefined || activity.state === 'running');
  return { start: () => demo.mutate({}), isBusy: demo.isPending || isRunning, activity: isRunning ? activity : undefined };
}
