/** @file Lists, watches and cancels activities. Implements activitiesContract over the registry. */
import type { activitiesContract } from '#shared/contracts/activities';
import type { HandlersOf } from '#shared/contracts/index';
import type { ActivityRegistry } from './activity-registry';

export function createActivitiesService(activities: ActivityRegistry): HandlersOf<typeof activitiesContract> {
  return {
    'activities.list': () => activities.list(),
    'activities.watch': ({ id }, { signal }) => activities.watch(id, signal),
    'activities.cancel': ({ id }) => activities.cancel(id),
  };
}
