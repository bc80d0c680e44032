/** @file The words in which runs are told: states, slots, progress, what goes in and comes out. Knows no storage, no scheduler and no kind. */
import { z } from 'zod';

export const RunState = z.enum(['queued', 'running', 'paused', 'done', 'failed', 'cancelled']);
export type RunState = z.output<typeof RunState>;

/** What a run that is in one of these states will not leave by itself. */
export function isFinal(state: RunState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** What a run takes up while it works. At most as many runs of one slot work at a time as the person allows. */
export const RunSlot = z.enum(['cpu', 'gpu', 'language-models']);
export type RunSlot = z.output<typeof RunSlot>;

/** Options of a published system: what the paper says, what its authors' code does, what we advise (spec part 9). */
export const ProfileName = z.enum(['paper', 'authors-code', 'recommended']);
export type ProfileName = z.output<typeof ProfileName>;

/** Something a run reads, or leaves outside its folder; equal kind and id are the same node of the lineage. */
export const RunThing = z.object({
  kind: z.enum(['corpus', 'split', 'label-set', 'gold', 'dataset', 'model', 'endpoint', 'run', 'prompt', 'measurement']),
  id: z.union([z.number(), z.string()]),
  name: z.string(),
  /** Of the content where it has one. */
  sha256: z.string().optional(),
});
export type RunThing = z.output<typeof RunThing>;

export const RunProgress = z.object({
  done: z.number().nonnegative(),
  /** Absent while unknown. */
  total: z.number().nonnegative().optional(),
  /** What is counted, in the plural: `steps`, `calls`, `dialogues`. */
  unit: z.string(),
  /** What is being done now, in a few words. */
  note: z.string(),
  /** Only while the run works. */
  unitsPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
});
export type RunProgress = z.output<typeof RunProgress>;

/** What a run will probably take; counts and money of language models where it asks any. */
export const Forecast = z.object({
  calls: z.number().nonnegative().optional(),
  promptTokens: z.number().nonnegative().optional(),
  replyTokens: z.number().nonnegative().optional(),
  /** In the endpoint's currency, US dollars by custom. */
  cost: z.number().nonnegative().optional(),
  seconds: z.number().nonnegative().optional(),
  /** What a person should know before starting, a sentence each. */
  notes: z.array(z.string()),
});
export type Forecast = z.output<typeof Forecast>;

/** The kind of the parent run of a sweep. It has no worker of its own. */
export const sweepKind = 'sweep';

/** Curves that tell of the machine and not of the work; they are not compared when a run is reproduced. */
export function isMachineMetric(name: string): boolean {
  return name.startsWith('system/') || name.startsWith('speed/');
}
