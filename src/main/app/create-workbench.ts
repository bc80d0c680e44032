/** @file The one composition root: joins store, services and dispatch into a workbench, and takes it apart in reverse order. */
import { connectChannel } from '#shared/channel/connect';
import { createMemoryPorts } from '#shared/channel/memory-port';
import { serveChannel } from '#shared/channel/serve';
import type { HostKind } from '#shared/contracts/app';
import type { Handlers } from '#shared/contracts/index';
import type { Ports } from '../platform/ports';
import { createActivitiesService } from '../services/activities/activities-service';
import { createActivityRegistry } from '../services/activities/activity-registry';
import { createAppService } from '../services/app/app-service';
import { createEventBus } from '../services/app/event-bus';
import { createCorporaService } from '../services/corpora/corpora-service';
import { createCallRecorder } from '../services/debug/call-recorder';
import { createDebugService } from '../services/debug/debug-service';
import { createDialoguesService } from '../services/dialogues/dialogues-service';
import { createFileRegistry } from '../services/files/file-registry';
import { createFilesService } from '../services/files/files-service';
import { createKnowledgeService } from '../services/knowledge/knowledge-service';
import { createMeasureService } from '../services/measure/measure-service';
import { createWorkspaceService } from '../services/workspace/workspace-service';
import { openStore } from '../store/store';
import { createDispatch } from './dispatch';
import type { Workbench } from './workbench';

/** Takes the workspace: CONFLICT when another Solace has it open. */
export async function createWorkbench(ports: Ports, options: { host: HostKind }): Promise<Workbench> {
  const { clock, log } = ports;
  const store = openStore({ folder: ports.workspacePath, clock, log });
  const events = createEventBus();
  const activities = createActivityRegistry({ clock, log, events });
  const files = createFileRegistry(ports.workspacePath);
  const recorder = createCallRecorder();
  const dispose = async (): Promise<void> => {
    await activities.dispose();
    events.dispose();
    store.dispose();
    await log.close();
  };
  try {
    await files.clearStaging();
  } catch (error) {
    await dispose();
    throw error;
  }

  const shared = { ports, store, activities, files, events };
  const handlers: Handlers = {
    ...createAppService({ ports, events, host: options.host }),
    ...createActivitiesService(activities),
    ...createCorporaService(shared),
    ...createDebugService({ ports, recorder, slowQueries: () => store.slowQueries() }),
    ...createDialoguesService(store),
    ...createFilesService({ files, ports }),
    ...createKnowledgeService(store),
    ...createMeasureService(shared),
    ...createWorkspaceService(shared),
  };
  const dispatchFor = createDispatch({ handlers, recorder, clock, log, shouldValidateOutput: Boolean(process.env['SOLACE_VALIDATE_OUTPUT']) });

  return {
    serve: (port, caller) => serveChannel(port, dispatchFor(caller)),
    client(caller) {
      const [near, far] = createMemoryPorts();
      serveChannel(far, dispatchFor(caller));
      return connectChannel(near);
    },
    dispose,
  };
}
