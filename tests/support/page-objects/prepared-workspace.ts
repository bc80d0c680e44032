/** @file A workspace with something of every kind in it, made by the core in this process before the built program opens it. Its files are left beside it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createWorkbench } from '#main/app/create-workbench';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { programs } from '#main/jobs/programs/index';
import { inlineTasks } from '#main/jobs/inline-tasks';
import { tasks } from '#main/jobs/tasks/index';
import { createNodePorts } from '#main/platform/node-ports';
import type { Client } from '#shared/channel/client';
import type { Activity } from '#shared/contracts/activities';
import type { MeasurementKind } from '#shared/contracts/measure';
import type { ActivityId, CampaignId, CorpusId, DialogueId, LabelSetId, MeasurementId, RunId } from '#shared/domain/ids';

export interface PreparedWorkspace {
  /** Split by a seed. */
  readonly demoId: CorpusId;
  /** Came in with warnings and rejected records. */
  readonly roughId: CorpusId;
  readonly knowledgeId: CorpusId;
  /** The first of the demo corpus. */
  readonly dialogueId: DialogueId;
  readonly measurementIds: Readonly<Record<MeasurementKind, MeasurementId>>;
  /** The states that came with the demo corpus. */
  readonly labelSetId: LabelSetId;
  /** Open; its items are an annotator's. */
  readonly campaignId: CampaignId;
  /** Two dialogues, annotated by scripted stand-ins. */
  readonly runId: RunId;
}

const fixture = (name: string) => resolve(import.meta.dirname, '../../fixtures/corpora', name);

export async function prepareWorkspace(workspacePath: string): Promise<PreparedWorkspace> {
  await mkdir(dirname(workspacePath), { recursive: true });
  const ports = createNodePorts({ workspacePath, dialogs: null, spawnTask: inlineTasks(tasks), openProgram: inlinePrograms(programs) });
  const workbench = await createWorkbench(ports, { host: 'cli' });
  try {
    return await fill(workbench.client({ role: 'researcher', isLocal: true }), dirname(workspacePath));
  } finally {
    await workbench.dispose();
  }
}

async function fill(client: Client, folder: string): Promise<PreparedWorkspace> {
  const handle = async (name: string) => (await client.call('files.reference', { path: fixture(name) })).fileId;
  const written = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return (await client.call('files.reference', { path: join(folder, name) })).fileId;
  };
  const lines = async (name: string, content: string) => ({ kind: 'file' as const, fileId: await written(name, content) });
  const importAs = async (name: string, file: string) => corpusOf(await finish(client, client.call('corpora.import', { fileIds: [await handle(file)], name, format: 'auto' })));
  const measured = async (started: Started) => measurementOf(await finish(client, started));

  const demoId = corpusOf(await finish(client, client.call('corpora.importDemo', {})));
  await client.call('corpora.split', { corpus: demoId, mode: 'seeded', ratios: '8:1:1', seed: 42 });
  const [dialogue] = (await client.call('dialogues.search', { filter: { corpora: [demoId] }, limit: 1 })).rows;
  if (dialogue === undefined) throw new Error('The demo corpus holds no dialogue.');
  const replies = await lines('replies.txt', 'I hear you.\nTry a walk.\n');
  const others = await lines('others.txt', 'I see.\nTake a walk today.\n');
  const references = await lines('references.txt', 'I hear how hard it is.\nTry a short walk.\n');
  const strategies = 'gold,predicted\nQuestion,Question\nOthers,Question\nInformation,Information\n';
  const ratings = 'item,rater,label\n1,A,yes\n1,B,yes\n2,A,no\n2,B,yes\n';
  const { id: labelSetId } = await client.call('labels.makeFromCorpus', { corpus: demoId });
  return {
    demoId,
    labelSetId,
    campaignId: await openCampaign(client, { corpusId: demoId, labelSetId }),
    runId: await annotate(client),
    roughId: await importAs('Rough', 'esconv.json'),
    knowledgeId: await importAs('Posts', 'er-posts.csv'),
    dialogueId: dialogue.id,
    measurementIds: {
      nlg: await measured(client.call('measure.nlg', { hypotheses: replies, references: [references] })),
      strategy: await measured(client.call('measure.strategy', { source: { kind: 'rows', fileId: await written('strategies.csv', strategies) } })),
      comparison: await measured(client.call('measure.compare', { a: replies, b: others, references: [references] })),
      agreement: await measured(client.call('measure.agreement', { source: { fileId: await written('ratings.csv', ratings) } })),
    },
  };
}

async function openCampaign(client: Client, labelled: { corpusId: CorpusId; labelSetId: LabelSetId }): Promise<CampaignId> {
  const { id: personId } = await client.call('people.add', { name: 'Ada', role: 'annotator' });
  const { id } = await client.call('campaigns.create', { name: 'A second look', ...labelled, sampling: { kind: 'random', count: 10 }, annotatorsPerItem: 1 });
  await client.call('campaigns.assign', { id, personIds: [personId] });
  await client.call('campaigns.setState', { id, state: 'open' });
  return id;
}

async function annotate(client: Client): Promise<RunId> {
  const annotators = (await client.call('endpoints.list', {})).map(({ name }) => name).slice(0, 3);
  const { id } = await client.call('runs.start', { kind: 'annotate', config: { corpus: 'Solace demo', annotators, limit: 2 } });
  await client.call('runs.work', { ids: [id] });
  const states = await Array.fromAsync(client.stream('runs.watch', { id }));
  if (states.at(-1)?.state !== 'done') throw new Error(`The run ended as ${states.at(-1)?.state ?? 'unknown'}: ${states.at(-1)?.errorMessage ?? ''}`);
  return id;
}

type Started = Promise<{ activityId: ActivityId }>;

async function finish(client: Client, started: Started): Promise<Activity['result']> {
  const { activityId } = await started;
  const states = await Array.fromAsync(client.stream('activities.watch', { id: activityId }));
  const last = states.at(-1);
  if (last?.state !== 'done') throw new Error(`${last?.title ?? 'An activity'} ended as ${last?.state ?? 'unknown'}: ${last?.error?.message ?? ''}`);
  return last.result;
}

function corpusOf(result: Activity['result']): CorpusId {
  if (result?.kind !== 'import' || result.outcome.corpusId === undefined) throw new Error('No corpus came of it.');
  return result.outcome.corpusId;
}

function measurementOf(result: Activity['result']): MeasurementId {
  if (result?.kind !== 'measurement') throw new Error('No measurement came of it.');
  return result.measurementId;
}
