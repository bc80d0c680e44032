/** @file A workspace with the demo corpus, its labels, an annotator and an open campaign, made by the core in this process before the built program opens it. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createWorkbench } from '#main/app/create-workbench';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { inlineTasks } from '#main/jobs/inline-tasks';
import { programs } from '#main/jobs/programs/index';
import { tasks } from '#main/jobs/tasks/index';
import { createNodePorts } from '#main/platform/node-ports';
import type { Client } from '#shared/channel/client';
import type { CampaignId } from '#shared/domain/ids';

export interface PreparedCampaign {
  readonly id: CampaignId;
  readonly name: string;
  readonly items: number;
}

/** Ada is a researcher, Ben an annotator with all the items; neither has a PIN. */
export async function prepareCampaign(workspacePath: string, items: number): Promise<PreparedCampaign> {
  await mkdir(dirname(workspacePath), { recursive: true });
  const ports = createNodePorts({ workspacePath, dialogs: null, spawnTask: inlineTasks(tasks), openProgram: inlinePrograms(programs) });
  const workbench = await createWorkbench(ports, { host: 'cli' });
  try {
    return await fill(workbench.client({ role: 'researcher', isLocal: true }), items);
  } finally {
    await workbench.dispose();
  }
}

async function fill(client: Client, items: number): Promise<PreparedCampaign> {
  const { activityId } = await client.call('corpora.importDemo', {});
  for await (const activity of client.stream('activities.watch', { id: activityId })) if (activity.error !== undefined) throw new Error(activity.error.message);
  const [corpus] = await client.call('corpora.list', {});
  if (corpus === undefined) throw new Error('The demo corpus is not there.');
  const labels = await client.call('labels.makeFromCorpus', { corpus: corpus.id });
  await client.call('people.add', { name: 'Ada', role: 'researcher' });
  const ben = await client.call('people.add', { name: 'Ben', role: 'annotator' });
  const campaign = await client.call('campaigns.create', { name: 'Sixty turns', corpusId: corpus.id, labelSetId: labels.id, sampling: { kind: 'random', count: items }, annotatorsPerItem: 1 });
  await client.call('campaigns.assign', { id: campaign.id, personIds: [ben.id] });
  await client.call('campaigns.setState', { id: campaign.id, state: 'open' });
  return { id: campaign.id, name: campaign.name, items };
}
