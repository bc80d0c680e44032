/** @file Takes one measurement, or several of a kind as one table, out as CSV, LaTeX, item rows, or the JSON that reproduces it. */
import { Fragment, useId, useState } from 'react';
import { Box, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, Radio, RadioGroup, TextField } from '@mui/material';
import type { Input } from '#shared/contracts/index';
import { countOf } from '../../components/format';
import { ChoiceLabel } from './ChoiceLabel';
import { type NamedMeasurement, useMeasurementExport } from './use-measurement-actions';

type Format = Input<'measure.export'>['format'];

const formats: readonly { format: Format; word: string; help: string; isOfOne: boolean }[] = [
  { format: 'latex', word: 'LaTeX table', help: 'One row a measurement, ready for \\input; directions and intervals included.', isOfOne: false },
  { format: 'csv', word: 'CSV table', help: 'The same rows with every digit, for a spreadsheet or a script.', isOfOne: false },
  { format: 'items', word: 'CSV of the items', help: 'One row an item with its texts and scores.', isOfOne: true },
  { format: 'json', word: 'JSON that reproduces it', help: 'Inputs, options, seed and figures; Solace measures it again and says whether every figure is the same.', isOfOne: true },
];

export function MeasurementExportDialog({ measurements, onClose }: { measurements: readonly NamedMeasurement[]; onClose: () => void }) {
  const titleId = useId();
  const [format, setFormat] = useState<Format>('latex');
  const [digits, setDigits] = useState(2);
  const [isPercent, setIsPercent] = useState(measurements[0]?.kind !== 'agreement');
  const output = useMeasurementExport({ onDone: onClose });
  const input: Input<'measure.export'> = { ids: measurements.map(({ id }) => id), format, ...(format === 'latex' && { digits, isPercent }) };
  const title = measurements.length === 1 ? `Export ${measurements[0]?.name ?? ''}` : `Export ${countOf(measurements.length, 'measurement')}`;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
        {title}
      </DialogTitle>
      <DialogContent>
        <RadioGroup aria-label="Format" value={format} onChange={(event) => setFormat(event.target.value as Format)} sx={{ gap: 0.75 }}>
          {formats
            .filter(({ isOfOne }) => !isOfOne || measurements.length === 1)
            .map((one) => (
              <Fragment key={one.format}>
                <FormControlLabel value={one.format} control={<Radio size="small" sx={{ mt: -0.75 }} />} sx={{ alignItems: 'flex-start', mr: 0 }} label={<ChoiceLabel word={one.word} help={one.help} />} />
                {one.format === 'latex' && format === 'latex' && <LatexOptions digits={digits} onDigitsChange={setDigits} isPercent={isPercent} onPercentChange={setIsPercent} />}
              </Fragment>
            ))}
        </RadioGroup>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        {(format === 'latex' || format === 'csv') && (
          <Button variant="outlined" disabled={output.isBusy} onClick={() => output.copy(input)}>
            Copy
          </Button>
        )}
        <Button variant="contained" disabled={output.isBusy} onClick={() => output.save(input)}>
          Save file
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface LatexOptionsProps {
  digits: number;
  onDigitsChange: (digits: number) => void;
  isPercent: boolean;
  onPercentChange: (isPercent: boolean) => void;
}

function LatexOptions({ digits, onDigitsChange, isPercent, onPercentChange }: LatexOptionsProps) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, py: 0.75, pl: 3.75 }}>
      <TextField select label="Digits" value={digits} onChange={(event) => onDigitsChange(Number(event.target.value))} sx={{ width: 96 }}>
        {[1, 2, 3, 4].map((one) => (
          <MenuItem key={one} value={one}>
            {one}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel control={<Checkbox checked={isPercent} onChange={(event) => onPercentChange(event.target.checked)} />} label="Shares times 100" slotProps={{ typography: { variant: 'body2' } }} />
    </Box>
  );
}
