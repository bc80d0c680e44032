/** @file What can be done to a kept measurement from any page: remove it with Undo, and take it out as a file. */
import { useState } from 'react';
import type { ActivityResult } from '#shared/contracts/activities';
import { AppError } from '#shared/contracts/errors';
import type { Input } from '#shared/contracts/index';
import type { MeasurementSummary } from '#shared/contracts/measure';
import type { ActivityId } from '#shared/domain/ids';
import { useFollowing } from '../../api/activities';
import { useClient } from '../../api/ClientProvider';
import { useFiles } from '../../api/files';
import { useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export type NamedMeasurement = Pick<MeasurementSummary, 'id' | 'name' | 'kind'>;

export function useRemoval({ onRemoved }: { onRemoved?: (() => void) | undefined } = {}): (measurement: NamedMeasurement) => void {
  const toast = useToast();
  const onFail = (error: Error) => toast({ tone: 'error', message: error.message });
  const restore = useMutate('measure.restore', { onFail, onDone: ({ name }) => toast({ tone: 'success', message: `${name} is back.` }) });
  const remove = useMutate('measure.remove', { onFail });
  return ({ id, name }) =>
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          toast({ message: `${name} was removed.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ id }) } });
          onRemoved?.();
        },
      },
    );
}

export interface MeasurementExport {
  /** Writes the file, waits for it, and hands it to the person. */
  readonly save: (input: Input<'measure.export'>) => void;
  /** Puts the same text on the clipboard instead. */
  readonly copy: (input: Input<'measure.export'>) => void;
  readonly isBusy: boolean;
}

const mostCopiedBytes = 1024 ** 2;

export function useMeasurementExport({ onDone }: { onDone?: () => void } = {}): MeasurementExport {
  const client = useClient();
  const files = useFiles();
  const toast = useToast();
  const [activityId, setActivityId] = useState<ActivityId | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useFollowing(activityId);

  const write = async (input: Input<'measure.export'>) => {
    const started = await client.call('measure.export', input);
    setActivityId(started.activityId);
    let result: ActivityResult | undefined;
    for await (const activity of client.stream('activities.watch', { id: started.activityId })) {
      if (activity.error !== undefined) throw new AppError(activity.error.code, activity.error.message);
      result = activity.result;
    }
    if (result?.kind !== 'export') throw new AppError('CANCELLED', 'The export was cancelled; nothing was written.');
    return result.file;
  };
  const attempt = (work: () => Promise<void>) => {
    setIsBusy(true);
    work()
      .then(() => onDone?.())
      .catch((error: unknown) => toast({ tone: 'error', message: messageOf(error) }))
      .finally(() => setIsBusy(false));
  };
  return {
    save: (input) =>
      attempt(async () => {
        await files.save(await write(input));
      }),
    copy: (input) =>
      attempt(async () => {
        const { fileId } = await write(input);
        const { bytes } = await client.call('files.read', { fileId, offset: 0, lengthBytes: mostCopiedBytes });
        await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
        toast({ tone: 'success', message: 'The table is on the clipboard.' });
      }),
    isBusy,
  };
}
