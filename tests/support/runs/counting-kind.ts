/** @file The kind of run that tests start: its form, its answers, and what becomes of its result. */
import { z } from 'zod';
import type { RunKindFactory } from '#main/services/runs/kinds/index';
import type { RunKind } from '#main/services/runs/run-kind';
import { AppError } from '#shared/contracts/errors';
import type { CountingConfig } from './counting-task';

const Config = z.object({
  steps: z.int().min(1).default(20).meta({ title: 'Steps', description: 'How far to count.' }),
  checkpointEvery: z.int().min(1).default(5),
  pauseMs: z.int().min(0).default(0),
  trouble: z.enum(['none', 'refuse', 'limit', 'fail', 'die', 'die-each-time', 'memory', 'hang']).default('none'),
  troubleAt: z.int().default(-1),
  askEvery: z.int().min(0).default(0),
  asks: z.string().default('bonus'),
  slot: z.enum(['cpu', 'gpu', 'language-models']).default('cpu'),
  /** Of another run or a corpus, for the lineage. */
  reads: z.array(z.object({ kind: z.enum(['corpus', 'label-set', 'run']), id: z.int(), name: z.string() })).default([]),
  writes: z.array(z.object({ kind: z.enum(['label-set', 'model']), id: z.int(), name: z.string() })).default([]),
  nested: z.object({ rate: z.number().default(1), labels: z.array(z.string()).default(['a', 'b']) }).prefault({}),
});
type Config = z.output<typeof Config>;

export const countingKind: RunKindFactory = () => kind;

const kind: RunKind<Config> = {
  name: 'counting',
  title: 'Counting',
  description: 'Counts, for tests.',
  config: Config,
  profiles: { paper: { steps: 30, 'nested.rate': 0.5 }, 'authors-code': { 'nested.rate': 2 } },
  decisions: { 'nested.rate': { decision: 'D1', why: 'The paper and the code differ.' } },
  plan(config) {
    if (config.steps === 404) throw new AppError('NOT_FOUND', 'There is no corpus 404.');
    return { slot: config.slot, inputs: config.reads.map((thing) => ({ ...thing, sha256: `sha of ${thing.kind} ${thing.id}` })), isScripted: config.askEvery > 0 };
  },
  forecast: (config) => ({ seconds: config.steps / 100, notes: ['It counts.'] }),
  task: 'counting',
  input: (config): CountingConfig & { [key: string]: never } => config as unknown as CountingConfig & { [key: string]: never },
  answer: (question, { config }) => Promise.resolve(Number(question['step']) + config.askEvery),
  finish: (result, { config }) => ({ ...(result as { sum: number }), writes: config.writes }),
  outputs: (shown) => (shown as unknown as { writes: Config['writes'] }).writes,
};
