/** @file What src/main/worker.ts is to the program: runs with their own tasks. */
import { programs } from '#main/jobs/programs/index';
import type { ToWorker } from '#main/jobs/protocol';
import { servePrograms } from '#main/jobs/serve-programs';

process.once('disconnect', () => process.exit(0));
servePrograms(
  {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', (message) => listener(message as ToWorker)),
  },
  programs,
);
