/** @file The worker's side: starts the task it is told to, and answers each pull with one value. Knows no transport. */
import { AppError, toWireError } from '#shared/contracts/errors';
import type { FromWorker, Task, ToWorker } from './protocol';

export interface ParentPort {
  post(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
}

export function serveTasks(parent: ParentPort, tasks: Readonly<Record<string, Task>>): void {
  let values: AsyncGenerator | null = null;
  let previous: Promise<void> = Promise.resolve();
  let isOver = false;

  const answerPull = async (): Promise<void> => {
    if (isOver || values === null) return;
    try {
      const result = await values.next();
      isOver = result.done === true;
      parent.post(result.done === true ? { type: 'end' } : { type: 'value', value: result.value });
    } catch (error) {
      isOver = true;
      parent.post({ type: 'error', error: toWireError(error) });
    }
  };

  parent.onMessage((message) => {
    if (message.type === 'start') values = startTask(tasks, message, (value) => parent.post({ type: 'news', value }));
    else if (message.type === 'pull') previous = previous.then(answerPull);
  });
}

/** Fails the first pull where there is no such task. */
export async function* startTask(tasks: Readonly<Record<string, Task>>, start: { task: string; input: unknown }, tell: (value: unknown) => void): AsyncGenerator {
  const task = Object.hasOwn(tasks, start.task) ? tasks[start.task] : undefined;
  if (task === undefined) throw new AppError('INTERNAL', `There is no worker task named ${start.task}.`);
  yield* task(start.input, tell);
}
