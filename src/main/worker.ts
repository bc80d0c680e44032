/** @file Entry of a worker process, forked by Node or started by Electron as a utility process. It dies with its parent. */
import type { FromWorker, ToWorker } from './jobs/protocol';
import { programs } from './jobs/programs/index';
import { servePrograms } from './jobs/serve-programs';
import { type ParentPort, serveTasks } from './jobs/serve-tasks';
import { tasks } from './jobs/tasks/index';
import { keepYoungHeapSmall } from './platform/young-heap';

/** What Electron adds to `process` in a utility process. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

const utilityPort = (process as { parentPort?: UtilityPort }).parentPort;

keepYoungHeapSmall();
if (utilityPort === undefined) process.once('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches every process of the command; the parent decides what becomes of this one.
process.on('SIGINT', () => undefined);

const parent: ParentPort = {
  post: (message: FromWorker) => (utilityPort === undefined ? void process.send?.(message) : utilityPort.postMessage(message)),
  onMessage(listener: (message: ToWorker) => void) {
    if (utilityPort === undefined) process.on('message', (message) => listener(message as ToWorker));
    else utilityPort.on('message', ({ data }) => listener(data as ToWorker));
  },
};
serveTasks(parent, tasks);
servePrograms(parent, programs);
