/** @file How long the browser page's filters take on a workspace: the same calls the page makes. */
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { withSession } from '../session';
import { rareWord } from './synthetic-corpus';
import type { Terminal } from '../terminal';

export interface FilterTiming {
  readonly name: string;
  readonly total: number;
  /** The first page of rows with the total. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The counts beside the choices of the filter panel, which come after the rows. */
  readonly countsP50Ms: number;
  readonly countsP95Ms: number;
}

const repetitions = 20;

const filters: readonly { readonly name: string; readonly filter: DialogueFilter }[] = [
  { name: 'everything', filter: {} },
  { name: 'one strategy', filter: { strategies: ['Self-disclosure'] } },
  { name: 'three strategies', filter: { strategies: ['Question', 'Information', 'Providing Suggestions'] } },
  { name: 'emotion', filter: { emotions: ['anxiety'] } },
  { name: 'problem and length', filter: { problems: ['job crisis'], turns: { from: 20 } } },
  { name: 'frequent word', filter: { text: 'feel' } },
  { name: 'rare word', filter: { text: rareWord } },
  { name: 'phrase', filter: { text: '"feel that"' } },
];

export function timeFilters(workspacePath: string, { terminal, signal }: { terminal: Terminal; signal: AbortSignal }): Promise<FilterTiming[]> {
  return withSession({ workspacePath, terminal, signal }, async ({ client }) => {
    const timings: FilterTiming[] = [];
    for (const { name, filter } of filters) {
      const { total } = await client.call('dialogues.search', { filter, limit: 50 });
      const rows = await timeCalls(() => client.call('dialogues.search', { filter, limit: 50 }), signal);
      const counts = await timeCalls(() => client.call('dialogues.facets', { filter }), signal);
      timings.push({ name, total, p50Ms: quantile(rows, 0.5), p95Ms: quantile(rows, 0.95), countsP50Ms: quantile(counts, 0.5), countsP95Ms: quantile(counts, 0.95) });
    }
    return timings;
  });
}

/** Durations in ms, shortest first. */
async function timeCalls(call: () => Promise<unknown>, signal: AbortSignal): Promise<number[]> {
  const durations: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    signal.throwIfAborted();
    const startedMs = performance.now();
    await call();
    durations.push(performance.now() - startedMs);
  }
  return durations.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
