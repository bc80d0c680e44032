/** @file Annotation against a server that fails in every way a real one does, in 30 % of its answers: the same labels, nothing paid for twice, a ledger that adds up. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { faultKinds, repeatedQuestions, startLlmServer, type LlmServer } from '../../../../../support/llm-server';
import { labelSetOf, labelsOf, settle, startAnnotation } from '../../../../../support/labels/annotation-runs';
import { openTestWorkbench, type TestWorkbench } from '../../../../../support/test-workbench';

const demoPath = resolve(import.meta.dirname, '../../../../../../resources/samples/solace-demo.jsonl');
const models = ['north', 'south', 'east'];
/** With so many attempts no reply stays unread, so that no window shrinks and both runs ask the same questions. */
const config = { corpus: 'Demo', annotators: models, adjudicator: 'judge', limit: 2, concurrency: 16, replyAttempts: 8, annot: { adjAttempts: 8 } };

async function openAt({ baseUrl }: LlmServer): Promise<TestWorkbench> {
  const workbench = await openTestWorkbench();
  await workbench.importFiles([demoPath], { name: 'Demo' });
  for (const name of [...models, 'judge']) {
    await workbench.client.call('endpoints.add', { kind: 'openai', name, model: name, baseUrls: [baseUrl], timeoutMs: 1_500, maxConcurrency: 16, prices: { promptPerMillion: 2, replyPerMillion: 10 } });
  }
  return workbench;
}

test('faults change nothing but the time it takes', { timeout: 120_000 }, async () => {
  await using sound = await startLlmServer();
  await using faulty = await startLlmServer({ faults: { rate: 0.3, seed: 5 } });
  await using expected = await openAt(sound);
  await using workbench = await openAt(faulty);
  const { client } = workbench;
  const clean = await settle(expected.client, await startAnnotation(expected.client, config));
  const run = await settle(client, await startAnnotation(client, config));
  expect([clean.state, run.state, run.error]).toEqual(['done', 'done', undefined]);
  expect(faultKinds.filter((kind) => faulty.faults[kind] === 0)).toEqual([]);

  const set = await labelSetOf(client, run.id);
  expect(set.sha256).toBe((await labelSetOf(expected.client, clean.id)).sha256);
  expect(await labelsOf(client, set)).toEqual(await labelsOf(expected.client, await labelSetOf(expected.client, clean.id)));
  expect(set.counts).toMatchObject({ dialogues: 2, failed: 0 });

  expect(repeatedQuestions(faulty)).toEqual([]);
  const totals = await client.call('calls.totals', { runId: run.id });
  const delivered = (read: (one: LlmServer['delivered'][number]) => number): number => faulty.delivered.reduce((sum, one) => sum + read(one), 0);
  expect(totals).toMatchObject({ calls: faulty.delivered.length, failed: 0, promptTokens: delivered((one) => one.promptTokens), replyTokens: delivered((one) => one.replyTokens) });
  expect(totals.cost).toBeCloseTo((totals.promptTokens * 2 + totals.replyTokens * 10) / 1_000_000, 10);
  expect(totals.unparsed).toBe(faulty.faults.refusing + faulty.faults.garbled);
});
