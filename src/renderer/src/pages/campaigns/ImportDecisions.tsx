/** @file Takes back an exported `items` file that was filled in elsewhere: looks at it first, then stores all of it or nothing. */
import { useState } from 'react';
import { Alert, Box, Button, Typography } from '@mui/material';
import { FileUp } from 'lucide-react';
import type { Campaign } from '#shared/contracts/campaigns';
import type { FileHandle } from '#shared/contracts/files';
import type { Output } from '#shared/contracts/index';
import { useClient } from '../../api/ClientProvider';
import { useFiles } from '../../api/files';
import { type Column, DataTable } from '../../components/DataTable';
import { countOf, formatCount, messageOf } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';

type Outcome = Output<'campaigns.import'>;

export function ImportDecisions({ campaign }: { campaign: Campaign }) {
  const client = useClient();
  const files = useFiles();
  const toast = useToast();
  const [trial, setTrial] = useState<{ file: FileHandle; outcome: Outcome } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const attempt = (work: () => Promise<void>) => {
    setIsBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(messageOf(error)))
      .finally(() => setIsBusy(false));
  };
  const choose = () =>
    attempt(async () => {
      const [file] = await files.pick({ title: 'Choose an items file', isMultiple: false, accept: '.csv,.json' });
      if (file !== undefined) setTrial({ file, outcome: await client.call('campaigns.import', { id: campaign.id, fileId: file.fileId, isTrial: true }) });
    });
  const store = (file: FileHandle) =>
    attempt(async () => {
      const { decided, people } = await client.call('campaigns.import', { id: campaign.id, fileId: file.fileId });
      setTrial(null);
      toast({ tone: 'success', message: `${countOf(decided, 'decision')} of ${people.join(', ')} ${decided === 1 ? 'is' : 'are'} stored.` });
    });
  return (
    <PageSection title="Work done elsewhere" description="Take the items out as CSV or JSON in the menu above, let them be filled in, and bring the file back.">
      <Button variant="outlined" startIcon={<FileUp size={15} aria-hidden />} disabled={isBusy} onClick={choose}>
        Bring back a file
      </Button>
      {problem !== null && (
        <Alert severity="error" sx={{ mt: 2, maxWidth: 860 }}>
          {problem} Nothing was stored.
        </Alert>
      )}
      {trial !== null && <Trial name={trial.file.name} outcome={trial.outcome} isBusy={isBusy} onStore={() => store(trial.file)} onDrop={() => setTrial(null)} />}
    </PageSection>
  );
}

interface TrialProps {
  name: string;
  outcome: Outcome;
  isBusy: boolean;
  onStore: () => void;
  onDrop: () => void;
}

function Trial({ name, outcome: { decided, unchanged, empty, people, rejected }, isBusy, onStore, onDrop }: TrialProps) {
  return (
    <Box role="status" sx={{ mt: 2, p: 2, maxWidth: 860, border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
      <Typography variant="body2" sx={{ fontWeight: 550 }}>
        {name}: {countOf(decided, 'new decision')} of {people.length === 0 ? 'nobody' : people.join(', ')}
      </Typography>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1.5 }}>
        {formatCount(unchanged)} say what is decided already, {formatCount(empty)} are empty. Nothing has been stored yet.
      </Typography>
      {rejected.length > 0 && <DataTable label="Rows that are wrong" columns={rejectedColumns} rows={rejected} rowKey={({ row, field }) => `${row} ${field}`} maxHeightPx={240} />}
      <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
        <Button variant="contained" disabled={isBusy || rejected.length > 0 || decided === 0} onClick={onStore}>
          Store them
        </Button>
        <Button onClick={onDrop}>Cancel</Button>
      </Box>
    </Box>
  );
}

const rejectedColumns: readonly Column<Outcome['rejected'][number]>[] = [
  { key: 'row', label: 'Row', isFigure: true, value: ({ row }) => row },
  { key: 'field', label: 'Field', value: ({ field }) => field },
  { key: 'reason', label: 'What is wrong', value: ({ reason }) => reason },
];
