/**
 * @file Work that takes longer than a moment and outlives the page that started it: imports, exports, backups.
 * A page re-attaches by id after a reload. Owner: services/activities.
 */
import { z } from 'zod';
import { mutation, query, subscription } from './define';
import { errorCodes } from './errors';
import { ImportOutcome } from './import-report';
import { ActivityId, LabelSetId, MeasurementId } from '../domain/ids';
import { FileHandle } from './files';

export const ActivityProgress = z.object({
  /** Work units done and in all; `total` is absent while unknown. */
  done: z.number().nonnegative(),
  total: z.number().nonnegative().optional(),
  unit: z.enum(['bytes', 'dialogues', 'pages', 'steps']),
  /** What is being done now, in a few words. */
  note: z.string(),
  unitsPerSecond: z.number().nonnegative().optional(),
  secondsLeft: z.number().nonnegative().optional(),
});
export type ActivityProgress = z.output<typeof ActivityProgress>;

export const ActivityResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('import'), outcome: ImportOutcome }),
  z.object({ kind: z.literal('export'), file: FileHandle, /** Fields the format cannot carry, with how many values were left out. */ leftOut: z.array(z.object({ field: z.string(), count: z.int() })) }),
  z.object({ kind: z.literal('backup'), file: FileHandle }),
  z.object({ kind: z.literal('measurement'), measurementId: MeasurementId }),
  z.object({ kind: z.literal('labels'), labelSetId: LabelSetId }),
]);
export type ActivityResult = z.output<typeof ActivityResult>;

export const Activity = z.object({
  id: ActivityId,
  title: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  progress: ActivityProgress,
  result: ActivityResult.optional(),
  error: z.object({ code: z.enum(errorCodes), message: z.string(), details: z.record(z.string(), z.unknown()) }).optional(),
});
export type Activity = z.output<typeof Activity>;

export const activitiesContract = {
  'activities.list': query({ input: z.object({}), output: z.array(Activity) }),
  /** The activity now and on every change (at most ten a second), ending after its final state. */
  'activities.watch': subscription({ input: z.object({ id: ActivityId }), output: Activity }),
  'activities.cancel': mutation({ input: z.object({ id: ActivityId }), output: Activity }),
} as const;
