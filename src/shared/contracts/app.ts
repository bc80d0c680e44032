/** @file What the interface must know of the program around it, and the events that tell it to look again. Owner: services/app. */
import { z } from 'zod';
import { everyone, query, subscription } from './define';
import { CorpusId } from '../domain/ids';

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
]);
export type AppEvent = z.output<typeof AppEvent>;

export const appContract = {
  'app.info': query({ input: z.object({}), output: AppInfo, access: everyone }),
  'app.events': subscription({ input: z.object({}), output: AppEvent, access: everyone }),
} as const;
