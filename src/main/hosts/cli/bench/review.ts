/** @file How long a reviewer waits: from the decision on one item to the next one in hand, over the channel, at the first item and at the last of a long queue. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { Client } from '#shared/channel/client';
import type { ReviewCampaign, ReviewItem } from '#shared/contracts/review';
import { DecisionId, type CampaignId } from '#shared/domain/ids';
import { createRandom } from '#shared/domain/random';
import type { CommandContext } from '../command-context';
import { withSession, type Session } from '../session';
import { formatNumber, textTable } from '../text-table';
import type { Benchmark, BenchmarkReport } from './benchmark';
import { writeSyntheticCorpus } from './synthetic-corpus';

interface Waits {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly worstMs: number;
}

/** Waits over the items `from` to `to`, counted from 1. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly decide: Waits;
  readonly next: Waits;
}

/** Seeker's turns of a synthetic dialogue are half of some 30 turns; a few more than needed. */
const itemsPerDialogue = 12;
/** Items that a page keeps in hand. */
const prefetched = 3;
const stretchItems = 500;

export const reviewBenchmark: Benchmark = {
  name: 'review',
  summary: 'from a decision to the next item, at the first item and at the last',
  configure(command: Command) {
    command.option('--items <count>', 'length of the queue', parseCount, 10_000).option('--seed <integer>', 'seed of text and answers', parseCount, 13);
  },
  async run(context, { options }) {
    const folder = await mkdtemp(join(tmpdir(), 'solace-bench-'));
    const { items, seed } = options as unknown as { items: number; seed: number };
    try {
      const { terminal, signal } = context;
      return await withSession({ workspacePath: join(folder, 'workspace'), terminal, signal }, (session) => measure(context, session, { folder, items, seed }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure({ terminal, signal }: CommandContext, session: Session, { folder, items, seed }: { folder: string; items: number; seed: number }): Promise<BenchmarkReport> {
  terminal.note(`Making a queue of ${formatNumber(items)} items`);
  const { client } = session;
  const campaignId = await makeQueue(session, { path: join(folder, 'synthetic.jsonl'), items, seed });
  const campaign = await client.call('review.campaign', { campaignId });
  const random = createRandom(seed);
  const decideMs: number[] = [];
  const nextMs: number[] = [];
  let inHand = (await client.call('review.next', { campaignId, count: prefetched })).items;
  for (let done = 0; done < items; done++) {
    signal.throwIfAborted();
    const [item, ...rest] = inHand;
    if (item === undefined) break;
    decideMs.push(await timed(() => decide(client, campaign, { item, done, pick: (values) => values[random.integer(values.length)] ?? '' })));
    nextMs.push(
      await timed(async () => {
        const { items: fetched } = await client.call('review.next', { campaignId, after: item.position, count: 1, except: rest.map(({ position }) => position) });
        inHand = [...rest, ...fetched];
      }),
    );
    if (done % stretchItems === 0) terminal.progress({ done, total: items, unit: 'steps', note: 'Deciding' });
  }
  terminal.endProgress();
  const stretches = stretchesOf(decideMs, nextMs);
  return { document: { benchmark: 'review', items: decideMs.length, fields: campaign.fields.length, stretches }, text: describe(stretches) };
}

async function makeQueue({ client, follow }: Session, { path, items, seed }: { path: string; items: number; seed: number }): Promise<CampaignId> {
  await writeSyntheticCorpus(path, { dialogues: Math.ceil(items / itemsPerDialogue) + 20, seed });
  const { fileId } = await client.call('files.reference', { path });
  await follow((await client.call('corpora.import', { fileIds: [fileId], name: 'Synthetic' })).activityId, 'import');
  const { id: personId } = await client.call('people.add', { name: 'Reviewer', role: 'annotator' });
  const corpus = await client.call('corpora.get', { corpus: 'Synthetic' });
  const { id } = await client.call('campaigns.create', { name: 'Long', corpusId: corpus.id, mode: 'label', sampling: { kind: 'random', count: items }, annotatorsPerItem: 1, seed });
  await client.call('campaigns.assign', { id, personIds: [personId] });
  await client.call('campaigns.setState', { id, state: 'open' });
  await client.call('people.enter', { personId });
  return id;
}

async function decide(client: Client, { id, fields }: ReviewCampaign, { item, done, pick }: { item: ReviewItem; done: number; pick: (values: readonly string[]) => string }): Promise<void> {
  const decisions = fields.map((field) => ({ field: field.id, verdict: 'labelled' as const, value: pick(field.values.map(({ value }) => value)) }));
  await client.call('review.decide', { campaignId: id, position: item.position, decisionId: DecisionId.parse(`benchmark-${done}`), revision: item.revision, activeMs: 4000, decisions });
}

function stretchesOf(decideMs: readonly number[], nextMs: readonly number[]): Stretch[] {
  const last = Math.max(0, decideMs.length - stretchItems);
  const starts = last < stretchItems ? [0] : [0, Math.floor(last / 2), last];
  return starts.map((start) => {
    const to = Math.min(decideMs.length, start + stretchItems);
    return { from: start + 1, to, decide: waitsOf(decideMs.slice(start, to)), next: waitsOf(nextMs.slice(start, to)) };
  });
}

function waitsOf(durationsMs: readonly number[]): Waits {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), worstMs: sorted.at(-1) ?? 0 };
}

function describe(stretches: readonly Stretch[]): string {
  const cells = ({ p50Ms, p95Ms, worstMs }: Waits): string[] => [p50Ms, p95Ms, worstMs].map((value) => `${formatNumber(value)} ms`);
  return textTable(
    ['items', 'decide p50', 'p95', 'worst', 'next p50', 'p95', 'worst'],
    stretches.map(({ from, to, decide: decided, next }) => [`${formatNumber(from)} to ${formatNumber(to)}`, ...cells(decided), ...cells(next)]),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function parseCount(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('A whole number from 1 to 999,999 is needed.');
  return Number(text);
}
