/** @file One command's workbench: opened in process, followed while an activity runs, always disposed. */
import type { Client } from '#shared/channel/client';
import type { Activity, ActivityResult } from '#shared/contracts/activities';
import { AppError, fromWireError, type ErrorDetails } from '#shared/contracts/errors';
import type { ActivityId } from '#shared/domain/ids';
import type { Workbench } from '../../app/workbench';
import type { SpawnTask } from '../../platform/ports';
import type { Terminal } from './terminal';

export interface Session {
  readonly client: Client;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Shows the progress of an activity and returns its result; Ctrl-C cancels it. */
  readonly follow: <K extends ActivityResult['kind']>(activityId: ActivityId, kind: K) => Promise<Extract<ActivityResult, { kind: K }>>;
}

export interface SessionOptions {
  readonly workspacePath: string | undefined;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

export async function withSession<T>(options: SessionOptions, run: (session: Session) => Promise<T>): Promise<T> {
  const workbench = await openWorkbench({ workspacePath: options.workspacePath, host: 'cli' });
  const client = workbench.client({ role: 'researcher', isLocal: true });
  try {
    return await run({ client, signal: options.signal, follow: (activityId, kind) => follow({ client, ...options }, activityId, kind) });
  } finally {
    client.close();
    await workbench.dispose();
  }
}

/** The core is loaded here and not before, so that help and usage errors are instant. A command's tasks work in this process, a server forks workers; programs are always forked. */
export async function openWorkbench({ workspacePath, host }: { workspacePath: string | undefined; host: 'cli' | 'web' }): Promise<Workbench> {
  const [{ createNodePorts }, { createWorkbench }] = await Promise.all([import('../../platform/node-ports'), import('../../app/create-workbench')]);
  const { forkPrograms, forkTasks } = await import('../../jobs/fork-transport');
  const spawnTask = host === 'cli' ? await inlineSpawner() : forkTasks();
  return createWorkbench(createNodePorts({ workspacePath, dialogs: null, spawnTask, openProgram: forkPrograms() }), { host });
}

async function inlineSpawner(): Promise<SpawnTask> {
  const [{ inlineTasks }, { tasks }] = await Promise.all([import('../../jobs/inline-tasks'), import('../../jobs/tasks/index')]);
  return inlineTasks(tasks);
}

async function follow<K extends ActivityResult['kind']>(
  context: { client: Client; terminal: Terminal; signal: AbortSignal },
  id: ActivityId,
  kind: K,
): Promise<Extract<ActivityResult, { kind: K }>> {
  const { client, terminal, signal } = context;
  const cancel = (): void => void client.call('activities.cancel', { id }).catch(() => undefined);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let last: Activity | null = null;
  try {
    for await (const activity of client.stream('activities.watch', { id })) {
      last = activity;
      terminal.progress(activity.progress);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    terminal.endProgress();
  }
  return resultOf(last, kind);
}

function resultOf<K extends ActivityResult['kind']>(activity: Activity | null, kind: K): Extract<ActivityResult, { kind: K }> {
  if (activity?.error !== undefined) throw fromWireError({ ...activity.error, details: activity.error.details as ErrorDetails });
  const result = activity?.result;
  if (result?.kind !== kind) throw new AppError('INTERNAL', `The ${kind} ended without a result.`);
  return result as Extract<ActivityResult, { kind: K }>;
}
