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
import { createAdjudicationService } from '../services/adjudication/adjudication-service';
import { createCampaignsService } from '../services/campaigns/campaigns-service';
import { createCorporaService } from '../services/corpora/corpora-service';
import { createCallRecorder } from '../services/debug/call-recorder';
import { createDebugService } from '../services/debug/debug-service';
import { createDialoguesService } from '../services/dialogues/dialogues-service';
import { createFileRegistry } from '../services/files/file-registry';
import { createFilesService } from '../services/files/files-service';
import { createLanguageModels } from '../services/gateway/create-language-models';
import { createKnowledgeService } from '../services/knowledge/knowledge-service';
import { createLabelsService } from '../services/labels/labels-service';
import { createMeasureService } from '../services/measure/measure-service';
import { createEngineHosts } from '../services/models/engine-hosts';
import { createModelsService } from '../services/models/models-service';
import { createNativeChat } from '../services/models/native-chat';
import { createProviders } from '../services/models/providers';
import { tidyWeightCache } from '../services/models/weight-cache';
import { createPeopleService } from '../services/people/people-service';
import { createPlannerProcesses } from '../services/planner/planner-processes';
import { createPlannerService } from '../services/planner/planner-service';
import { createReviewService } from '../services/review/review-service';
import { type RunKindFactory, runKinds } from '../services/runs/kinds/index';
import { createRuns, type RunsOptions } from '../services/runs/runs-service';
import { createTablesService } from '../services/tables/tables-service';
import { createWorkspaceService } from '../services/workspace/workspace-service';
import { listModels } from '../store/model-repository';
import { findPerson, hasResearcher } from '../store/people-repository';
import { openStore } from '../store/store';
import { createDispatch } from './dispatch';
import type { Workbench } from './workbench';

export interface WorkbenchOptions {
  readonly host: HostKind;
  /** Default: all that Solace has. */
  readonly runKinds?: readonly RunKindFactory[];
  readonly runLimits?: RunsOptions['limits'];
}

/** Takes the workspace: CONFLICT when another Solace has it open. */
export async function createWorkbench(ports: Ports, options: WorkbenchOptions): Promise<Workbench> {
  const { clock, log } = ports;
  const store = openStore({ folder: ports.workspacePath, clock, log });
  const events = createEventBus();
  const activities = createActivityRegistry({ clock, log, events });
  const files = createFileRegistry(ports.workspacePath);
  const recorder = createCallRecorder();
  const engines = createEngineHosts({ ports });
  const providers = createProviders(ports);
  const planners = createPlannerProcesses({ ports });
  const languageModels = createLanguageModels({ ports, store, events, nativeChat: createNativeChat({ ports, store, engines, providers }) });
  const { gateway } = languageModels;
  const kinds = (options.runKinds ?? runKinds).map((kind) => kind({ ports, store, gateway }));
  const runs = createRuns({ ports, store, events, files, gateway, kinds, limits: options.runLimits });
  const dispose = async (): Promise<void> => {
    await activities.dispose();
    await runs.scheduler.dispose();
    await languageModels.dispose();
    engines.dispose();
    planners.dispose();
    events.dispose();
    store.dispose();
    await log.close();
  };
  try {
    await files.clearStaging();
    await tidyWeightCache(ports, listModels(store.db).map(({ id }) => id));
  } catch (error) {
    await dispose();
    throw error;
  }

  const shared = { ports, store, activities, files, events };
  const handlers: Handlers = {
    ...createAppService({ ports, events, host: options.host }),
    ...createActivitiesService(activities),
    ...createAdjudicationService(shared),
    ...createCampaignsService(shared),
    ...createCorporaService(shared),
    ...createDebugService({ ports, recorder, slowQueries: () => store.slowQueries() }),
    ...createDialoguesService(store),
    ...createFilesService({ files, ports }),
    ...createKnowledgeService(store),
    ...languageModels.handlers,
    ...createLabelsService(shared),
    ...createMeasureService(shared),
    ...createModelsService({ ...shared, engines, providers }),
    ...createPeopleService({ clock, store, events }),
    ...createPlannerService({ ...shared, processes: planners }),
    ...createReviewService({ clock, store, events }),
    ...runs.handlers,
    ...createTablesService({ ports, store }),
    ...createWorkspaceService({ ...shared, scheduler: runs.scheduler }),
  };
  const dispatchFor = createDispatch({ handlers, recorder, clock, log, people: { find: (id) => findPerson(store.db, id), hasResearcher: () => hasResearcher(store.db) }, shouldValidateOutput: Boolean(process.env['SOLACE_VALIDATE_OUTPUT']) });

  // A command is short and would leave what it began; it says itself which runs it waits for.
  if (options.host !== 'cli') runs.scheduler.work();
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
