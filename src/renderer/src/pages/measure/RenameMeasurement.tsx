/** @file A new name for a measurement; what it measured stays as it was. */
import { MeasurementName } from '#shared/contracts/measure';
import { useMutate } from '../../api/use-command';
import { RenameDialog } from '../../components/RenameDialog';
import type { NamedMeasurement } from './use-measurement-actions';

export function RenameMeasurement({ measurement, onClose }: { measurement: NamedMeasurement; onClose: () => void }) {
  const rename = useMutate('measure.rename', { onDone: onClose });
  return (
    <RenameDialog
      name={measurement.name}
      rule={MeasurementName}
      help="Tables made from it call its row by this."
      refusal={rename.error?.message}
      isBusy={rename.isPending}
      onRename={(name) => rename.mutate({ id: measurement.id, name })}
      onEdit={() => rename.reset()}
      onClose={onClose}
    />
  );
}
