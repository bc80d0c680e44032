/** @file Entry of the desktop program: the core in an Electron window. */
import { join } from 'node:path';
import { createWorkbench } from './app/create-workbench';
import { startElectronHost } from './hosts/electron/start-electron-host';
import { openProgram } from './jobs/open-program';
import { runTask } from './jobs/runner';
import { createNodePorts } from './platform/node-ports';

startElectronHost({
  outPath: join(import.meta.dirname, '..'),
  createWorkbench: ({ dialogs, secrets, openWorker }) =>
    createWorkbench(
      createNodePorts({
        dialogs,
        secrets,
        spawnTask: (name, input) => runTask(openWorker(), name, input),
        openProgram: (name, input) => openProgram(openWorker(), name, input),
      }),
      { host: 'electron' },
    ),
});
