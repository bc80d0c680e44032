/** @file Step four: storing, and where to go from there. */
import { useEffect, useRef } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { CircleCheck } from 'lucide-react';
import { Link } from 'react-router';
import type { ImportOutcome } from '#shared/contracts/import-report';
import type { ActivityId, CorpusId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { OutcomeReport } from './OutcomeReport';
import { WatchedImport } from './WatchedImport';

export interface RunStepProps {
  id: ActivityId;
  hasFiles: boolean;
  onBack: () => void;
  onRestart: () => void;
  /** The corpus is stored: the files are not needed any more. */
  onStored: () => void;
}

export function RunStep({ id, hasFiles, onBack, onRestart, onStored }: RunStepProps) {
  const recovery = (
    <>
      {hasFiles && <Button variant="contained" onClick={onBack}>Change the settings</Button>}
      <Button variant="outlined" onClick={onRestart}>Choose other files</Button>
    </>
  );
  return (
    <WatchedImport id={id} recovery={recovery}>
      {(outcome) => (
        <>
          <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 2 }}>
            <Box component="span" sx={{ display: 'inline-flex', color: 'success.main' }}>
              <CircleCheck size={20} aria-hidden />
            </Box>
            <Typography variant="h2" component="p">
              {outcome.corpus.name} is imported
            </Typography>
          </Box>
          {outcome.corpusId !== undefined && <WaysOn corpusId={outcome.corpusId} outcome={outcome} onRestart={onRestart} onStored={onStored} />}
          <OutcomeReport outcome={outcome} />
        </>
      )}
    </WatchedImport>
  );
}

function WaysOn({ corpusId, outcome, onRestart, onStored }: { corpusId: CorpusId; outcome: ImportOutcome } & Pick<RunStepProps, 'onRestart' | 'onStored'>) {
  const tellStored = useRef(onStored);
  useEffect(() => tellStored.current(), []);
  const hasDialogues = outcome.corpus.dialogues > 0;
  const filter = { corpora: [corpusId] };
  const first = useCommand('dialogues.search', { filter, limit: 1 }, { isEnabled: hasDialogues }).data?.rows[0];
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 4 }}>
      <Button variant="contained" component={Link} to={paths.corpus(corpusId)}>
        Open the corpus
      </Button>
      {hasDialogues && (
        <Button variant="outlined" component={Link} to={paths.browseCorpus(corpusId)}>
          Browse its dialogues
        </Button>
      )}
      {first !== undefined && (
        <Button variant="outlined" component={Link} to={`${paths.dialogue(first.id)}?corpora=${corpusId}`}>
          Read the first dialogue
        </Button>
      )}
      <Button variant="outlined" onClick={onRestart}>
        Import other files
      </Button>
    </Box>
  );
}
