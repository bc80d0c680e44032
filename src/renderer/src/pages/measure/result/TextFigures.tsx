/** @file The figures of generated text: how they were made, the table, the intervals as a picture. */
import { Box, Typography } from '@mui/material';
import type { Measurement } from '#shared/contracts/measure';
import { IntervalChart } from '../../../components/charts/IntervalChart';
import { formatCount, formatDecimal } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';
import { Stat, StatRow } from '../../../components/Stat';
import { figureName } from '../figure-names';
import { splitterWords } from '../option-words';
import { type FigureRow, generalWarnings, textRows } from './figure-rows';
import { FigureTable } from './FigureTable';
import { Notices } from './Notices';
import { ScaleToggle } from './ScaleToggle';
import { useScale } from './use-scale';

export function TextFigures({ measurement }: { measurement: Extract<Measurement, { kind: 'nlg' }> }) {
  const { result, reproduction, name } = measurement;
  const [format, setScale] = useScale();
  const rows = textRows(result);
  return (
    <>
      <Notices warnings={generalWarnings(result.warnings, rows)} reproduction={reproduction} />
      <Box sx={{ mb: 4 }}>
        <StatRow label="What was measured">
          <Stat label="Replies" value={formatCount(result.n)} />
          <Stat label="Words a reply" value={formatDecimal(result.length.hypothesis)} />
          <Stat label="Words a reference" value={formatDecimal(result.length.reference)} />
        </StatRow>
      </Box>
      <PageSection title="Figures" description={<Method result={result} />} actions={<ScaleToggle scale={format.scale} onChange={setScale} />}>
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
          <FigureTable label="Figures" rows={rows} format={format} level={result.bootstrap?.level ?? null} />
          {result.ci !== undefined && <Intervals rows={rows} name={name} />}
        </Box>
      </PageSection>
    </>
  );
}

function Method({ result: { sentenceSplitter, publishedScale, bootstrap } }: Pick<Extract<Measurement, { kind: 'nlg' }>, 'result'>) {
  return (
    <Typography variant="body2" component="p" sx={{ m: 0 }}>
      {splitterWords[sentenceSplitter] ?? sentenceSplitter}.{publishedScale === 100 && ' The published code prints its figures times 100.'} {bootstrapText(bootstrap)}
    </Typography>
  );
}

/** "Intervals: 1,000 resamples of items, seed 13." */
export function bootstrapText(bootstrap: { resamples: number; seed: number } | undefined): string {
  return bootstrap === undefined ? 'Measured without intervals: resamples would say how certain the figures are.' : `Intervals: ${formatCount(bootstrap.resamples)} resamples of items, seed ${bootstrap.seed}.`;
}

/** CIDEr runs to 10: beyond 1 it would squeeze all the others. */
function Intervals({ rows, name }: { rows: readonly FigureRow[]; name: string }) {
  const shown = rows.flatMap(({ figure, value, interval }) => (value === null || (figure === 'cider' && Math.max(value, interval?.high ?? 0) > 1) ? [] : [{ label: figureName(figure), value, interval }]));
  return <IntervalChart title="Intervals" help={shown.length < rows.length ? 'Where each figure may lie. CIDEr runs to 10 and is left out.' : 'Where each figure may lie.'} rows={shown} labelHeader="Figure" valueHeader="Value" fileLead={name} />;
}
