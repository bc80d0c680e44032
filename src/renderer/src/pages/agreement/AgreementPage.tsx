/** @file Answers: how far did raters agree, in each set of ratings measured so far? A file dropped here is measured next. */
import { Button, Skeleton } from '@mui/material';
import { Plus, Users } from 'lucide-react';
import { Link } from 'react-router';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { FileDrop } from '../../components/FileDrop';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { UploadNote } from '../corpora/UploadNote';
import { MeasurementTable } from '../measure/MeasurementTable';
import { useDroppedFiles } from '../measure/use-dropped-files';

export function AgreementPage() {
  const measurements = useCommand('measure.list', { kind: 'agreement' });
  const dropped = useDroppedFiles(paths.newAgreement);
  const newButton = (
    <Button variant="contained" component={Link} to={paths.newAgreement} startIcon={<Plus size={16} aria-hidden />}>
      New agreement
    </Button>
  );
  return (
    <FileDrop invitation="Drop ratings to measure their agreement" onDrop={dropped.take}>
      <PageContainer title="Agreement" subtitle="How far raters agree beyond chance, with intervals, and on which items they do not. Drop rows of item, rater and label anywhere here." maxWidthPx={1560} actions={newButton}>
        <UploadNote progress={dropped.progress} />
        <LoadState
          query={measurements}
          what="the measurements"
          skeleton={<Skeleton variant="rounded" height={240} />}
          isEmpty={(list) => list.length === 0}
          empty={
            <EmptyState icon={<Users size={28} aria-hidden />} title="No agreement measured yet" action={newButton}>
              Take a table with one row a rating: the item, who rated it, and the label given. Any number of raters, and gaps, will do.
            </EmptyState>
          }
        >
          {(list) => <MeasurementTable title="Measured" measurements={list} />}
        </LoadState>
      </PageContainer>
    </FileDrop>
  );
}
