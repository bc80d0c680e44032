/** @file The workspace as a thing to look after. Implements workspaceContract. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityResult } from '#shared/contracts/activities';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf } from '#shared/contracts/index';
import type { workspaceContract } from '#shared/contracts/workspace';
import type { Ports } from '../../platform/ports';
import { listCorpora } from '../../store/corpus-repository';
import type { Store } from '../../store/store';
import type { ActivityControl, ActivityRegistry } from '../activities/activity-registry';
import type { EventBus } from '../app/event-bus';
import { timestampForFileName } from '../file-names';
import type { FileRegistry } from '../files/file-registry';
import type { Scheduler } from '../runs/scheduler';
import { examine } from './doctor';

export interface WorkspaceServiceDependencies {
  readonly ports: Ports;
  readonly store: Store;
  readonly activities: ActivityRegistry;
  readonly files: FileRegistry;
  readonly events: EventBus;
  readonly scheduler: Pick<Scheduler, 'assertIdle' | 'recover' | 'nudge'>;
}

export function createWorkspaceService(dependencies: WorkspaceServiceDependencies): HandlersOf<typeof workspaceContract> {
  const { store, activities, files, events, scheduler } = dependencies;
  return {
    'workspace.doctor': () => examine(dependencies),
    'workspace.backup': () => ({ activityId: activities.start({ title: 'Backing up the workspace', unit: 'pages', run: (control) => backUp(dependencies, control) }) }),
    'workspace.restore': async ({ fileId }) => {
      const running = activities.list().find(({ state }) => state === 'running');
      if (running !== undefined) throw new AppError('CONFLICT', `"${running.title}" is still running. Wait for it or cancel it, then restore.`, { details: { activityId: running.id } });
      scheduler.assertIdle();
      const { keptCopy } = await store.restore(files.readable(fileId).path);
      scheduler.recover();
      scheduler.nudge();
      events.emit({ kind: 'corpora.changed' });
      events.emit({ kind: 'measurements.changed' });
      events.emit({ kind: 'runs.changed' });
      return { keptCopy, corpora: listCorpora(store.db).length };
    },
  };
}

async function backUp({ ports, store, files }: WorkspaceServiceDependencies, control: ActivityControl): Promise<ActivityResult> {
  const folder = join(ports.workspacePath, 'backups');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `solace-${timestampForFileName(ports.clock.now())}.sqlite`);
  await store.backup(path, {
    onProgress: ({ donePages, totalPages }) => control.report({ done: donePages, total: totalPages, unit: 'pages', note: 'Copying' }),
    signal: control.signal,
  });
  return { kind: 'backup', file: await files.add(path, 'backup') };
}
