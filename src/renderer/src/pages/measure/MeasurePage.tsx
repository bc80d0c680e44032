/** @file Answers: what has been measured, with which figures, and what next? Files dropped here begin a new measurement. */
import { Button, Skeleton } from '@mui/material';
import { Plus, RotateCcw, Ruler } from 'lucide-react';
import { Link } from 'react-router';
import type { MeasurementKind, MeasurementSummary } from '#shared/contracts/measure';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { FileDrop } from '../../components/FileDrop';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { UploadNote } from '../corpora/UploadNote';
import { MeasurementTable } from './MeasurementTable';
import { kindWords } from './option-words';
import { ReproductionNote } from './ReproductionNote';
import { useDroppedFiles } from './use-dropped-files';
import { useReproduction } from './use-reproduction';

const kinds: readonly { kind: MeasurementKind; description: string }[] = [
  { kind: 'nlg', description: 'Figures of one row compare with those of another only under the same profile.' },
  { kind: 'strategy', description: 'Predicted against gold strategies.' },
  { kind: 'comparison', description: 'Differences: first system minus second.' },
];

export function MeasurePage() {
  const measurements = useCommand('measure.list', {});
  const dropped = useDroppedFiles(paths.newMeasurement());
  const reproduction = useReproduction();
  const newButton = (
    <Button variant="contained" component={Link} to={paths.newMeasurement()} startIcon={<Plus size={16} aria-hidden />}>
      New measurement
    </Button>
  );
  const isOurs = ({ kind }: MeasurementSummary) => kind !== 'agreement';
  return (
    <FileDrop invitation="Drop replies and references to measure them" onDrop={dropped.take}>
      <PageContainer
        title="Measure"
        subtitle="The field’s metrics with intervals, each under the name of the published code it reproduces. Drop reply and reference files anywhere here."
        maxWidthPx={1560}
        actions={
          <>
            {newButton}
            <Button variant="outlined" startIcon={<RotateCcw size={15} aria-hidden />} onClick={reproduction.choose} disabled={reproduction.isRunning}>
              Reproduce a JSON
            </Button>
          </>
        }
      >
        <UploadNote progress={dropped.progress} />
        <ReproductionNote reproduction={reproduction} />
        <LoadState
          query={measurements}
          what="the measurements"
          skeleton={<Skeleton variant="rounded" height={240} />}
          isEmpty={(list) => !list.some(isOurs)}
          empty={
            <EmptyState icon={<Ruler size={28} aria-hidden />} title="Nothing measured yet" action={newButton}>
              Take a file of replies and one of references, or a column of a corpus. Every result is kept with its options and the hashes of what it was made from.
            </EmptyState>
          }
        >
          {(list) => kinds.map(({ kind, description }) => <Shelf key={kind} kind={kind} description={description} measurements={list.filter((one) => one.kind === kind)} />)}
        </LoadState>
      </PageContainer>
    </FileDrop>
  );
}

function Shelf({ kind, description, measurements }: { kind: MeasurementKind; description: string; measurements: readonly MeasurementSummary[] }) {
  return measurements.length > 0 && <MeasurementTable title={kindWords[kind].plural} description={description} measurements={measurements} />;
}
