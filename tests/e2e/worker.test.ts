/** @file The built worker in a forked process: what it stores is what the same task stores in this process. */
import { expect, test } from 'vitest';
import { forkTasks } from '#main/jobs/fork-transport';
import { esconvLines, openTestWorkbench } from '../support/test-workbench';

test('imports the same content as the task run inline', async () => {
  const outcomes = [];
  for (const options of [{}, { spawnTask: forkTasks() }]) {
    await using workbench = await openTestWorkbench(options);
    const path = await workbench.write('a.jsonl', `${esconvLines(500)}{"dialog": []}\n`);
    const { state, result } = await workbench.importFiles([path], { name: 'A' });
    expect(state).toBe('done');
    if (result?.kind === 'import') outcomes.push({ ...result.outcome, durationMs: 0 });
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[0]).toMatchObject({ corpus: { dialogues: 500 }, rejected: { length: 1 } });
});
