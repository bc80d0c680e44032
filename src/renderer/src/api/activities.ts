/** @file Long work as the pages see it: all of it, one of it, and stopping it. Progress survives a reload because the workbench keeps it. */
import { useEffect } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { Activity } from '#shared/contracts/activities';
import type { Input } from '#shared/contracts/index';
import type { ActivityId } from '#shared/domain/ids';
import { useCommand, useMutate } from './use-command';
import { useStream } from './use-stream';

const followed = new Set<ActivityId>();
const shown = new Set<ActivityId>();
const noActivities: readonly Activity[] = [];

/** As the workbench lists them. */
export function useActivities(): readonly Activity[] {
  return useCommand('activities.list', {}).data ?? noActivities;
}

/** The activity now and on every change; undefined until the first word of it. */
export function useActivity(id: ActivityId | null): Activity | undefined {
  return useStream('activities.watch', id === null ? null : { id }).latest;
}

/** For a page that shows progress and result itself: no message tells the person what they are looking at. */
export function useFollowedActivity(id: ActivityId | null): Activity | undefined {
  useFollowing(id);
  return useActivity(id);
}

/** Only the silence of {@link useFollowedActivity}, for a page that watches by itself. */
export function useFollowing(id: ActivityId | null): void {
  useEffect(() => {
    if (id === null) return undefined;
    followed.add(id);
    return () => void followed.delete(id);
  }, [id]);
}

/** The page leaves for the result: no message says once more that there is one. */
export function markShown(id: ActivityId): void {
  shown.add(id);
}

export function isFollowed(id: ActivityId): boolean {
  return followed.has(id) || shown.has(id);
}

export function useCancelActivity(): UseMutationResult<Activity, Error, Input<'activities.cancel'>> {
  return useMutate('activities.cancel');
}
