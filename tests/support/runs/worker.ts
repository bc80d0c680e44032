/** @file What src/main/worker.ts is to the program, with the tests' tasks in it. */
import type { ToWorker } from '#main/jobs/protocol';
import { runProgram } from '#main/jobs/programs/run';
import { servePrograms } from '#main/jobs/serve-programs';
import { testTasks } from './counting-task';

process.once('disconnect', () => process.exit(0));
servePrograms(
  {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToWorker)),
  },
  { run: runProgram(testTasks) },
);
