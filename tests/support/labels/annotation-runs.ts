/** @file Annotation runs over a whole workbench: started, worked to their end, and what they left. */
import type { Output } from '#shared/contracts/index';
import type { LabelSetDetails } from '#shared/contracts/labels';
import type { Client } from '#shared/channel/client';
import type { RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { ProfileName } from '#shared/domain/runs/run';

/** Built into every workspace. */
export const scriptedAnnotators = ['Scripted A (no language model)', 'Scripted B (no language model)', 'Scripted C (no language model)'];
export const scriptedAdjudicator = 'Scripted judge';

export async function addScriptedAdjudicator(client: Client): Promise<void> {
  await client.call('endpoints.add', { kind: 'scripted', model: 'scripted-d', name: scriptedAdjudicator });
}

export async function startAnnotation(client: Client, config: Readonly<Record<string, Json>>, profile?: ProfileName): Promise<RunId> {
  const { id } = await client.call('runs.start', { kind: 'annotate', config: { ...config }, ...(profile === undefined ? {} : { profile }) });
  return id;
}

/** Lets the queue work until the run has come to rest. */
export async function settle(client: Client, id: RunId): Promise<Output<'runs.get'>> {
  await client.call('runs.work', { ids: [id] });
  for await (const { state } of client.stream('runs.watch', { id })) if (['done', 'failed', 'cancelled', 'paused'].includes(state)) break;
  return client.call('runs.get', { id });
}

/** The label set that a run made. */
export async function labelSetOf(client: Client, id: RunId): Promise<LabelSetDetails> {
  const run = await client.call('runs.get', { id });
  const set = run.outputs.find(({ kind }) => kind === 'label-set');
  if (set === undefined) throw new Error(`run ${id} is ${run.state} and left no label set: ${JSON.stringify(run.error)}`);
  return client.call('labels.get', { labelSetId: Number(set.id) });
}

/** Every label of a set by dialogue, turn and field, without the calls that gave them. */
export async function labelsOf(client: Client, { id, corpusName }: LabelSetDetails): Promise<Record<string, unknown>> {
  const { rows } = await client.call('dialogues.search', { filter: {}, limit: 200 });
  const labels: Record<string, unknown> = {};
  for (const row of rows.filter((one) => one.corpusName === corpusName)) {
    const { turns, state, problems } = await client.call('labels.turns', { labelSetId: id, dialogueId: row.id });
    const plain = turns.map(({ turn, values }) => [turn, Object.entries(values).map(([field, { value, origin, votes, rationale }]) => [field, value, origin, votes.map((vote) => vote.value), rationale])]);
    if (state !== null) labels[row.position] = { state, problems, plain };
  }
  return labels;
}
