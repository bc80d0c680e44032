/** @file What concerns a whole result: warnings, and whether it reproduced what it was made from. */
import { Alert, Box } from '@mui/material';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import type { Measurement, MeasureWarning } from '#shared/contracts/measure';

export function Notices({ warnings, reproduction }: { warnings: readonly MeasureWarning[]; reproduction: Measurement['reproduction'] }) {
  if (warnings.length === 0 && reproduction === undefined) return null;
  return (
    <Box sx={{ display: 'grid', gap: 1, mb: 3, maxWidth: 980 }}>
      {reproduction !== undefined && <ReproductionNotice reproduction={reproduction} />}
      {warnings.map(({ code, message }) => (
        <Alert key={`${code} ${message}`} severity="warning" icon={<TriangleAlert size={18} aria-hidden />}>
          {message}
        </Alert>
      ))}
    </Box>
  );
}

function ReproductionNotice({ reproduction: { of, isIdentical, differing } }: { reproduction: NonNullable<Measurement['reproduction']> }) {
  return isIdentical ? (
    <Alert severity="success" icon={<CircleCheck size={18} aria-hidden />}>
      Measured again from the export of “{of}”: every figure is the same.
    </Alert>
  ) : (
    <Alert severity="error" icon={<CircleAlert size={18} aria-hidden />}>
      Measured again from the export of “{of}”: these figures differ: {differing.join(', ')}.
    </Alert>
  );
}
