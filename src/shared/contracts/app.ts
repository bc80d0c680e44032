/** @file What the interface must know of the program around it, and the events that tell it to look again. Owner: services/app. */
import { z } from 'zod';
import { anyone, query, subscription } from './define';
import { CampaignId, CorpusId, RunId } from '../domain/ids';

export const HostKind = z.enum(['electron', 'web', 'cli']);
export type HostKind = z.output<typeof HostKind>;

export const AppInfo = z.object({
  version: z.string(),
  host: HostKind,
  platform: z.string(),
  versions: z.record(z.string(), z.string()),
  workspaceName: z.string(),
  /** Whether this host has native open and save dialogs; without them the page uploads and downloads. */
  hasNativeDialogs: z.boolean(),
});
export type AppInfo = z.output<typeof AppInfo>;

/** Something changed that a page may be showing. Coalesced: at most a few a second. */
export const AppEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('corpora.changed'), corpusId: CorpusId.optional() }),
  z.object({ kind: z.literal('activities.changed') }),
  z.object({ kind: z.literal('measurements.changed') }),
  z.object({ kind: z.literal('labels.changed') }),
  z.object({ kind: z.literal('people.changed') }),
  /** Its people, its state, its decisions or its gold. */
  z.object({ kind: z.literal('campaigns.changed'), campaignId: CampaignId }),
  z.object({ kind: z.literal('runs.changed'), runId: RunId.optional() }),
  z.object({ kind: z.literal('models.changed') }),
  z.object({ kind: z.literal('endpoints.changed') }),
  z.object({ kind: z.literal('prompts.changed') }),
  z.object({ kind: z.literal('calls.changed') }),
]);
export type AppEvent = z.output<typeof AppEvent>;

export const appContract = {
  'app.info': query({ input: z.object({}), output: AppInfo, access: anyone }),
  'app.events': subscription({ input: z.object({}), output: AppEvent, access: anyone }),
} as const;
