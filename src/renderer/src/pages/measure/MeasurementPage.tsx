/** @file Answers: what came out, can it be believed, on which items, and from what was it made? The part shown stands in the address. */
import { useState } from 'react';
import { Box, Button, Link, Skeleton, Tab, Tabs } from '@mui/material';
import { Download } from 'lucide-react';
import { Link as RouterLink, Navigate, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Measurement } from '#shared/contracts/measure';
import { MeasurementId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { countOf, formatDateTime } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { MeasurementExportDialog } from './MeasurementExportDialog';
import { MeasurementMenu } from './MeasurementMenu';
import { kindWords, variantWord } from './option-words';
import { resultTabs } from './result-tabs';

export function MeasurementPage() {
  const { measurementId } = useParams();
  const id = MeasurementId.safeParse(Number(measurementId));
  if (id.success) return <FetchedMeasurement id={id.data} />;
  return (
    <PageContainer title="Measurement" breadcrumb={<RoomLink room={rooms.measure} />}>
      <EmptyState title="There is no such measurement">The address names no measurement. Open one from the Measure or Agreement room.</EmptyState>
    </PageContainer>
  );
}

function FetchedMeasurement({ id }: { id: MeasurementId }) {
  const measurement = useCommand('measure.get', { id });
  const { pathname } = useLocation();
  if (measurement.data === undefined) {
    return (
      <PageContainer title="Measurement" breadcrumb={<RoomLink room={rooms[pathname.startsWith(paths.agreement) ? 'agreement' : 'measure']} />}>
        <LoadState query={measurement} what="this measurement" skeleton={<Skeleton variant="rounded" height={360} />}>
          {() => null}
        </LoadState>
      </PageContainer>
    );
  }
  const place = paths.measurementOf(measurement.data);
  return pathname === place ? <OneMeasurement measurement={measurement.data} /> : <Navigate to={place} replace />;
}

function OneMeasurement({ measurement }: { measurement: Measurement }) {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [isExporting, setIsExporting] = useState(false);
  const open = (tab: string, more: Record<string, string> = {}) => setParams({ ...(tab !== 'figures' && { tab }), ...more });
  const tabs = resultTabs(measurement, open);
  const tab = tabs.find(({ key }) => key === params.get('tab')) ?? tabs[0];
  const room = rooms[measurement.kind === 'agreement' ? 'agreement' : 'measure'];
  return (
    <PageContainer
      title={measurement.name}
      titleExtra={<Badge help={variantHelp[measurement.kind]}>{variantWord(measurement.kind, variantOf(measurement))}</Badge>}
      layout={tab?.isFull === true ? 'full' : 'scroll'}
      maxWidthPx={tab?.isFull === true ? 'none' : 1560}
      breadcrumb={<RoomLink room={room} />}
      subtitle={`${kindWords[measurement.kind].word} · ${countOf(measurement.itemCount, 'item')} · measured ${formatDateTime(measurement.createdAt)}`}
      actions={
        <>
          <Button variant="outlined" startIcon={<Download size={16} aria-hidden />} onClick={() => setIsExporting(true)}>
            Export
          </Button>
          <MeasurementMenu measurement={measurement} onRemoved={() => void navigate(room.path)} />
        </>
      }
    >
      <Box sx={tab?.isFull === true ? { height: '100%', display: 'flex', flexDirection: 'column' } : undefined}>
        <Tabs value={tab?.key} onChange={(_, key: string) => open(key)} aria-label={`Parts of ${measurement.name}`} sx={{ mb: tab?.isFull === true ? 2 : 3, flexShrink: 0 }}>
          {tabs.map(({ key, word }) => (
            <Tab key={key} value={key} label={word} id={`tab-${key}`} aria-controls={`panel-${key}`} />
          ))}
        </Tabs>
        <Box role="tabpanel" id={`panel-${tab?.key}`} aria-labelledby={`tab-${tab?.key}`} sx={tab?.isFull === true ? { flex: 1, minHeight: 0 } : undefined}>
          {tab?.content()}
        </Box>
      </Box>
      {isExporting && <MeasurementExportDialog measurements={[measurement]} onClose={() => setIsExporting(false)} />}
    </PageContainer>
  );
}

const rooms = { measure: { path: paths.measure, word: 'Measure' }, agreement: { path: paths.agreement, word: 'Agreement' } } as const;

function RoomLink({ room: { path, word } }: { room: { path: string; word: string } }) {
  return (
    <Link component={RouterLink} to={path} color="text.secondary">
      {word}
    </Link>
  );
}

function variantOf(measurement: Measurement): string {
  if (measurement.kind === 'strategy') return measurement.options.labels;
  return measurement.kind === 'agreement' ? measurement.options.level : measurement.options.profile;
}

const variantHelp: Readonly<Record<Measurement['kind'], string>> = {
  nlg: 'The profile: figures compare only under the same one',
  comparison: 'The profile: figures compare only under the same one',
  strategy: 'The vocabulary of the labels',
  agreement: 'What the labels are to Krippendorff’s alpha',
};
