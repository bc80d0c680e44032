/** @file The actions of one measurement, the same in every list and on its page. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { Download, EllipsisVertical, Pencil, Trash2 } from 'lucide-react';
import { MeasurementExportDialog } from './MeasurementExportDialog';
import { RenameMeasurement } from './RenameMeasurement';
import { type NamedMeasurement, useRemoval } from './use-measurement-actions';

export function MeasurementMenu({ measurement, onRemoved }: { measurement: NamedMeasurement; onRemoved?: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'export' | 'rename' | null>(null);
  const remove = useRemoval({ onRemoved });
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const closeDialog = () => setDialog(null);
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${measurement.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose(() => setDialog('export'))}>
          <Download size={16} aria-hidden /> Export…
        </MenuItem>
        <MenuItem onClick={choose(() => setDialog('rename'))}>
          <Pencil size={16} aria-hidden /> Rename…
        </MenuItem>
        <Divider />
        <MenuItem onClick={choose(() => remove(measurement))}>
          <Trash2 size={16} aria-hidden /> Remove
        </MenuItem>
      </Menu>
      {dialog === 'export' && <MeasurementExportDialog measurements={[measurement]} onClose={closeDialog} />}
      {dialog === 'rename' && <RenameMeasurement measurement={measurement} onClose={closeDialog} />}
    </>
  );
}
