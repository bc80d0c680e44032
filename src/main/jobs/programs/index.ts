/** @file The programs a worker can run, by name. Each is loaded when it is opened, so that a worker holds only what it runs. */
import type { Program } from '../protocol';

export const programs: Readonly<Record<string, Program>> = {
  'engine-host': async (input, port) => (await import('./engine-host/engine-host')).engineHost(input, port),
  planner: async (input, port) => (await import('./planner/planner')).plannerProgram(input, port),
  run: async (input, port) => {
    const [{ runProgram }, { runTasks }] = await Promise.all([import('./run'), import('../runs/tasks/index')]);
    return runProgram(runTasks)(input, port);
  },
  'provider-test': async (input, port) => (await import('./engine-host/provider-test')).providerTest(input, port),
};
