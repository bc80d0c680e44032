/** @file The workspace as a thing to look after: health, backup, restore. Owner: services/workspace. */
import { z } from 'zod';
import { mutation, query } from './define';
import { ActivityId, FileId } from '../domain/ids';

export const DoctorCheck = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'problem']),
  /** What was found, and what to do if it is not ok. */
  message: z.string(),
});
export type DoctorCheck = z.output<typeof DoctorCheck>;

export const DoctorReport = z.object({
  versions: z.record(z.string(), z.string()),
  memory: z.object({ totalBytes: z.number(), freeBytes: z.number() }),
  disk: z.object({ freeBytes: z.number(), workspaceBytes: z.number() }),
  workspace: z.object({ path: z.string(), schemaVersion: z.int(), corpora: z.int(), dialogues: z.int(), integrity: z.enum(['ok', 'damaged']) }),
  checks: z.array(DoctorCheck),
});
export type DoctorReport = z.output<typeof DoctorReport>;

export const workspaceContract = {
  'workspace.doctor': query({ input: z.object({}), output: DoctorReport }),
  /** Writes a consistent copy of the database while work goes on. */
  'workspace.backup': mutation({ input: z.object({}), output: z.object({ activityId: ActivityId }) }),
  /** Checks the backup, keeps a copy of what is there now, then replaces it. */
  'workspace.restore': mutation({ input: z.object({ fileId: FileId }), output: z.object({ keptCopy: z.string(), corpora: z.int() }) }),
} as const;
