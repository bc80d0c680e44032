/** @file Tasks run in this very process, by the command line and by tests: same functions, same pulling, no second process. */
import { AppError } from '#shared/contracts/errors';
import type { SpawnTask, TaskRun } from '../platform/ports';
import type { Task } from './protocol';
import { startTask } from './serve-tasks';

export function inlineTasks(tasks: Readonly<Record<string, Task>>): SpawnTask {
  return <Value>(name: string, input: unknown): TaskRun<Value> => {
    let isKilled = false;
    async function* values(): AsyncGenerator<Value> {
      for await (const value of startTask(tasks, { task: name, input }, nobodyListens)) {
        if (isKilled) throw new AppError('CANCELLED', 'The work was cancelled.');
        yield value as Value;
      }
    }
    const running = values();
    return {
      [Symbol.asyncIterator]: () => running,
      kill: () => {
        isKilled = true;
      },
    };
  };
}

/** In one process nobody can look at news before the value they come ahead of. */
function nobodyListens(): void {
  return undefined;
}
