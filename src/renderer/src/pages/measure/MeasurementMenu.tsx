/** @file The actions of one measurement, the same in every list and on its page. */
import { useState } from 'react';
import { Download, Pencil, Trash2 } from 'lucide-react';
import { ActionMenu } from '../../components/ActionMenu';
import { MeasurementExportDialog } from './MeasurementExportDialog';
import { RenameMeasurement } from './RenameMeasurement';
import { type NamedMeasurement, useRemoval } from './use-measurement-actions';

export function MeasurementMenu({ measurement, onRemoved }: { measurement: NamedMeasurement; onRemoved?: () => void }) {
  const [dialog, setDialog] = useState<'export' | 'rename' | null>(null);
  const remove = useRemoval({ onRemoved });
  const closeDialog = () => setDialog(null);
  return (
    <>
      <ActionMenu
        name={measurement.name}
        entries={[
          { word: 'Export…', icon: Download, run: () => setDialog('export') },
          { word: 'Rename…', icon: Pencil, run: () => setDialog('rename') },
          'divider',
          { word: 'Remove', icon: Trash2, run: () => remove(measurement) },
        ]}
      />
      {dialog === 'export' && <MeasurementExportDialog measurements={[measurement]} onClose={closeDialog} />}
      {dialog === 'rename' && <RenameMeasurement measurement={measurement} onClose={closeDialog} />}
    </>
  );
}
