/** @file The coefficients of agreement with intervals and reasons where there is none, and how far each label is agreed upon. */
import { Box } from '@mui/material';
import type { AgreementResult, Measurement } from '#shared/contracts/measure';
import { IntervalChart } from '../../components/charts/IntervalChart';
import { type Column, DataTable } from '../../components/DataTable';
import { formatFigure } from '../../components/figure-format';
import { formatCount, formatShare } from '../../components/format';
import { MetricHelp } from '../../components/MetricHelp';
import { PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';
import { figureName } from '../measure/figure-names';
import { agreementLevels, wordOf } from '../measure/option-words';
import { agreementRows } from '../measure/result/figure-rows';
import { FigureTable } from '../measure/result/FigureTable';
import { Notices } from '../measure/result/Notices';
import { bootstrapText } from '../measure/result/TextFigures';

export function AgreementFigures({ measurement }: { measurement: Extract<Measurement, { kind: 'agreement' }> }) {
  const { result, reproduction, name } = measurement;
  const rows = agreementRows(result);
  const intervals = rows.flatMap(({ figure, value, interval }) => (value === null ? [] : [{ label: figureName(figure), value, interval }]));
  return (
    <>
      <Notices warnings={result.warnings} reproduction={reproduction} />
      <Box sx={{ mb: 4 }}>
        <StatRow label="What was measured">
          <Stat label="Items" value={formatCount(result.items)} />
          <Stat label="Raters" value={formatCount(result.raters)} />
          <Stat label="Ratings" value={formatCount(result.ratings)} />
          <Stat label="Labels" value={formatCount(result.labels.length)} />
          <Stat label="Divided items" value={formatCount(result.divided)} />
        </StatRow>
      </Box>
      <PageSection title="Coefficients" description={methodText(result)}>
        <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'start' }}>
          <FigureTable label="Coefficients" rows={rows} format={{ scale: 1 }} level={result.bootstrap?.level ?? null} />
          {result.ci !== undefined && intervals.length > 0 && <IntervalChart title="Intervals" help="Where each coefficient may lie; 0 is chance for kappas and alpha." rows={intervals} labelHeader="Coefficient" valueHeader="Value" range={[0, 1]} fileLead={name} />}
        </Box>
      </PageSection>
      <PageSection title="Labels" description={<LabelHelp />}>
        <Box sx={{ overflowX: 'auto', maxWidth: 720 }}>
          <DataTable label="Agreement on each label" columns={labelColumns} rows={result.perLabel} rowKey={({ label }) => label} maxHeightPx={460} />
        </Box>
      </PageSection>
    </>
  );
}

function LabelHelp() {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      Chance that another rater of the item gave the label too, where one did.
      <MetricHelp metric="labelAgreement" />
    </Box>
  );
}

function methodText({ level, labels, weightedCohen, bootstrap }: AgreementResult): string {
  const order = weightedCohen.linear === null ? '' : ` Weighted kappas by the order ${orderText(labels)}.`;
  return `Alpha at the ${wordOf(agreementLevels, level).toLowerCase()} level.${order} ${bootstrapText(bootstrap)}`;
}

function orderText(labels: readonly string[]): string {
  const most = 6;
  return labels.length <= most ? labels.join(' < ') : `${labels.slice(0, most).join(' < ')} < …`;
}

const labelColumns: readonly Column<AgreementResult['perLabel'][number]>[] = [
  { key: 'label', label: 'Label', value: ({ label }) => label, render: ({ label }) => <Box sx={{ overflowWrap: 'anywhere' }}>{label}</Box> },
  { key: 'count', label: 'Given', isFigure: true, value: ({ count }) => count, render: ({ count }) => formatCount(count) },
  { key: 'share', label: 'Share', isFigure: true, value: ({ share }) => share, render: ({ share }) => formatShare(share) },
  { key: 'agreement', label: 'Agreement', isFigure: true, value: ({ agreement }) => agreement, render: ({ agreement }) => (agreement === null ? <Box component="span" title="Nobody else could have given it">–</Box> : formatFigure(agreement)) },
];
