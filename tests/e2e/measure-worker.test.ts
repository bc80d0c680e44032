/** @file Measuring in the built worker: the figures of the task run inline, progress while it computes, and an end at once when cancelled. */
import { expect, test } from 'vitest';
import { forkTasks } from '#main/jobs/fork-transport';
import type { Activity } from '#shared/contracts/activities';
import { openTestWorkbench, type TestWorkbench } from '../support/test-workbench';

async function startMeasuring(workbench: TestWorkbench, resamples: number) {
  const lines = Array.from({ length: 400 }, (_, index) => `reply ${index} about ${index % 7} things of ${index % 11} kinds\n`).join('');
  const { fileId } = await workbench.client.call('files.reference', { path: await workbench.write('replies.txt', lines) });
  const source = { kind: 'file' as const, fileId };
  return workbench.client.call('measure.nlg', { hypotheses: source, references: [source], options: { bootstrap: { resamples } } });
}

test('gives the figures that the task run inline gives', async () => {
  const results = [];
  for (const options of [{}, { spawnTask: forkTasks() }]) {
    await using workbench = await openTestWorkbench(options);
    const { activityId } = await startMeasuring(workbench, 100);
    const { result } = await workbench.finish(activityId);
    if (result?.kind === 'measurement') results.push((await workbench.client.call('measure.get', { id: result.measurementId })).result);
  }
  expect(results).toHaveLength(2);
  expect(results[1]).toEqual(results[0]);
});

test('tells its progress while it computes, and a cancelled one ends and leaves nothing', async () => {
  await using workbench = await openTestWorkbench({ spawnTask: forkTasks() });
  const { activityId } = await startMeasuring(workbench, 100_000);
  const states: Activity[] = [];
  for await (const activity of workbench.client.stream('activities.watch', { id: activityId })) {
    states.push(activity);
    if (activity.progress.done > 0) await workbench.client.call('activities.cancel', { id: activityId });
  }
  expect(states.some(({ state, progress }) => state === 'running' && progress.done > 0 && progress.done < 100_000 && progress.total === 100_000)).toBe(true);
  expect(states.at(-1)).toMatchObject({ state: 'cancelled' });
  expect(await workbench.client.call('measure.list', {})).toEqual([]);
});
