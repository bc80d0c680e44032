/** @file Step three: what an import of these files would bring, before anything is stored. */
import { Alert, Button, Link, Typography } from '@mui/material';
import { CopyCheck } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import type { ActivityId } from '#shared/domain/ids';
import { paths } from '../../app/paths';
import { BlurToggle } from '../../components/BlurToggle';
import { countOf } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { OutcomeReport } from './OutcomeReport';
import { SampleRecords } from './SampleRecords';
import { StepFooter } from './StepFooter';
import { WatchedImport } from './WatchedImport';

export interface PreviewStepProps {
  id: ActivityId;
  name: string;
  formatLabel: string;
  corpora: readonly Corpus[];
  /** A reload may have lost the files; then only another choice helps. */
  hasFiles: boolean;
  isBusy: boolean;
  onBack: () => void;
  onAgain: () => void;
  onRestart: () => void;
  onImport: () => void;
}

export function PreviewStep({ id, name, formatLabel, corpora, hasFiles, isBusy, onBack, onAgain, onRestart, onImport }: PreviewStepProps) {
  const recovery = (
    <>
      {hasFiles && <Button variant="contained" onClick={onBack}>Change the settings</Button>}
      {hasFiles && <Button variant="outlined" onClick={onAgain} disabled={isBusy}>Preview again</Button>}
      <Button variant="outlined" onClick={onRestart}>Choose other files</Button>
    </>
  );
  return (
    <WatchedImport id={id} recovery={recovery}>
      {(outcome) => {
        const records = outcome.corpus.dialogues + outcome.corpus.entries;
        const twin = records === 0 ? undefined : corpora.find((corpus) => corpus.sha256 === outcome.corpus.sha256);
        const isPossible = records > 0 && twin === undefined && hasFiles;
        return (
          <>
            {twin !== undefined && <Identical twin={twin} />}
            {records === 0 && <Alert severity="warning" sx={{ mb: 2, maxWidth: 860 }}>No record could be read in this format. Look at the reasons below, then go back and change the format or how it is read.</Alert>}
            <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2 }}>
              Read as {formatLabel}. {twin === undefined && 'Nothing has been stored yet.'}
            </Typography>
            <OutcomeReport outcome={outcome} />
            {outcome.samples.length > 0 && (
              <PageSection title="The first records" actions={<BlurToggle />}>
                <SampleRecords records={outcome.samples} />
              </PageSection>
            )}
            <StepFooter onBack={onBack} next={{ label: `Import as ${name}`, run: onImport, isOff: !isPossible || isBusy }} note={isPossible ? countOf(records, 'record') : undefined} />
          </>
        );
      }}
    </WatchedImport>
  );
}

/** Asked of the corpora there are now, not of those at the time of the preview: Back from a finished import leads here too. */
function Identical({ twin }: { twin: Corpus }) {
  return (
    <Alert severity="info" icon={<CopyCheck size={18} aria-hidden />} sx={{ mb: 2, maxWidth: 860 }}>
      This very content is already in Solace as{' '}
      <Link component={RouterLink} to={paths.corpus(twin.id)}>
        {twin.name}
      </Link>
      . It is not stored twice.
    </Alert>
  );
}
