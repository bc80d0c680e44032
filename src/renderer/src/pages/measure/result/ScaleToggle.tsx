/** @file Switches shares between 0 to 1 and times 100. */
import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { FigureFormat } from '../../../components/figure-format';

export function ScaleToggle({ scale, onChange }: { scale: FigureFormat['scale']; onChange: (scale: FigureFormat['scale']) => void }) {
  return (
    <ToggleButtonGroup exclusive value={scale} onChange={(_, next: FigureFormat['scale'] | null) => next !== null && onChange(next)} aria-label="Scale of shares">
      <ToggleButton value={1}>0 to 1</ToggleButton>
      <ToggleButton value={100}>× 100</ToggleButton>
    </ToggleButtonGroup>
  );
}
