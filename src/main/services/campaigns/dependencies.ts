/** @file What the campaigns' use cases work with. */
import type { Ports } from '../../platform/ports';
import type { Store } from '../../store/store';
import type { ActivityRegistry } from '../activities/activity-registry';
import type { EventBus } from '../app/event-bus';
import type { FileRegistry } from '../files/file-registry';

export interface CampaignDependencies {
  readonly ports: Ports;
  readonly store: Store;
  readonly activities: ActivityRegistry;
  readonly files: FileRegistry;
  readonly events: EventBus;
}
