/** @file Entry of the browser host: the core behind a local web server. */
import { join } from 'node:path';
import { createWorkbench } from './app/create-workbench';
import { runWebHost } from './hosts/web/run-web-host';
import { forkPrograms, forkTasks } from './jobs/fork-transport';
import { createNodePorts } from './platform/node-ports';

await runWebHost({
  args: process.argv.slice(2),
  print: (line) => console.log(line),
  warn: (line) => console.error(line),
  rendererPath: join(import.meta.dirname, '../renderer'),
  createWorkbench: ({ workspacePath }) => createWorkbench(createNodePorts({ workspacePath, dialogs: null, spawnTask: forkTasks(), openProgram: forkPrograms() }), { host: 'web' }),
});
