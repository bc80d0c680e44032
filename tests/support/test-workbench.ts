/** @file A whole workbench over a temporary workspace, in this process: what service and command tests talk to. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkbench } from '#main/app/create-workbench';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { inlineTasks } from '#main/jobs/inline-tasks';
import { programs } from '#main/jobs/programs/index';
import { tasks } from '#main/jobs/tasks/index';
import { createNodePorts } from '#main/platform/node-ports';
import type { NativeDialogs, OpenProgram, SpawnTask } from '#main/platform/ports';
import type { Client } from '#shared/channel/client';
import type { Activity } from '#shared/contracts/activities';
import type { Input } from '#shared/contracts/index';
import type { ActivityId } from '#shared/domain/ids';

export interface TestWorkbench extends AsyncDisposable {
  readonly workspacePath: string;
  readonly client: Client;
  /** As a window has it: no real paths. */
  readonly windowClient: Client;
  /** Another window, with a seat of its own. */
  openWindow(): Client;
  write(name: string, content: string): Promise<string>;
  /** The final state of an activity. */
  finish(activityId: ActivityId): Promise<Activity>;
  /** Imports files by path; the final state of the activity. */
  importFiles(paths: readonly string[], request: Omit<Input<'corpora.import'>, 'fileIds'>): Promise<Activity>;
  /** Closes the workspace and leaves it as it is. */
  close(): Promise<void>;
  /** Closes and opens the workspace again. */
  reopen(): Promise<TestWorkbench>;
}

interface Options {
  readonly workspacePath?: string;
  readonly spawnTask?: SpawnTask;
  readonly openProgram?: OpenProgram;
  readonly dialogs?: NativeDialogs;
}

export async function openTestWorkbench(options: Options = {}): Promise<TestWorkbench> {
  process.env['SOLACE_VALIDATE_OUTPUT'] = '1';
  const workspacePath = options.workspacePath ?? (await mkdtemp(join(tmpdir(), 'solace-workspace-')));
  const ports = createNodePorts({
    workspacePath,
    dialogs: options.dialogs ?? null,
    spawnTask: options.spawnTask ?? inlineTasks(tasks),
    openProgram: options.openProgram ?? inlinePrograms(programs),
  });
  const workbench = await createWorkbench(ports, { host: 'cli' });
  const client = workbench.client({ role: 'researcher', isLocal: true });

  const finish = async (id: ActivityId): Promise<Activity> => {
    const states = await Array.fromAsync(client.stream('activities.watch', { id }));
    return states.at(-1) as Activity;
  };
  return {
    workspacePath,
    client,
    windowClient: workbench.client({ role: 'researcher', isLocal: false }),
    openWindow: () => workbench.client({ role: 'researcher', isLocal: false }),
    async write(name, content) {
      const path = join(workspacePath, name);
      await writeFile(path, content);
      return path;
    },
    finish,
    async importFiles(paths, request) {
      const handles = await Promise.all(paths.map((path) => client.call('files.reference', { path })));
      const { activityId } = await client.call('corpora.import', { fileIds: handles.map(({ fileId }) => fileId), ...request });
      return finish(activityId);
    },
    close: () => workbench.dispose(),
    async reopen() {
      await workbench.dispose();
      return openTestWorkbench({ ...options, workspacePath });
    },
    async [Symbol.asyncDispose]() {
      await workbench.dispose();
      await rm(workspacePath, { recursive: true, force: true });
    },
  };
}

/** A small file in ESConv's hub form (JSON Lines), own words. */
export function esconvLines(dialogues: number, topic = 'work'): string {
  const records = Array.from({ length: dialogues }, (_, index) => ({
    emotion_type: index % 2 === 0 ? 'anxiety' : 'sadness',
    problem_type: 'job crisis',
    situation: `My ${topic} worries me, case ${index}.`,
    survey_score: { seeker: { initial_emotion_intensity: '5', final_emotion_intensity: '2' }, supporter: {} },
    dialog: [
      { speaker: 'usr', text: `Hello, ${topic} number ${index} keeps me awake.` },
      { speaker: 'sys', text: 'What keeps you awake about it?', strategy: 'Question' },
      { speaker: 'usr', text: 'That I could lose it.' },
      { speaker: 'sys', text: 'That sounds frightening.', strategy: 'Reflection of feelings' },
    ],
  }));
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
