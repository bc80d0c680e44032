/** @file How far gold has come, field by field, and where it comes from; it can be made a label set of the corpus. */
import { type FormEvent, useState } from 'react';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { Award } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { CampaignReport } from '#shared/contracts/campaign-report';
import { LabelSetName } from '#shared/contracts/labels';
import { useMutate } from '../../../api/use-command';
import { paths } from '../../../app/paths';
import { type Column, DataTable } from '../../../components/DataTable';
import { formatCount, messageOf } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';

type GoldRow = CampaignReport['gold'][number];

export function GoldSection({ report }: { report: CampaignReport }) {
  const [isMaking, setIsMaking] = useState(false);
  const hasGold = report.gold.some(({ unanimous, majority, adjudicated }) => unanimous + majority + adjudicated > 0);
  return (
    <PageSection
      title="Gold"
      description="Where each value comes from. What is unresolved waits in adjudication."
      actions={
        <Button variant="outlined" startIcon={<Award size={15} aria-hidden />} disabled={!hasGold} onClick={() => setIsMaking(true)}>
          Make a label set of it
        </Button>
      }
    >
      <DataTable label="Gold by field" columns={columns} rows={report.gold} rowKey={({ field }) => field} />
      {isMaking && <MakeDialog report={report} onClose={() => setIsMaking(false)} />}
    </PageSection>
  );
}

function figure(key: 'unanimous' | 'majority' | 'adjudicated' | 'unresolved', label: string): Column<GoldRow> {
  return { key, label, isFigure: true, value: (row) => row[key], render: (row) => formatCount(row[key]) };
}

const columns: readonly Column<GoldRow>[] = [{ key: 'field', label: 'Field', value: ({ title }) => title }, figure('unanimous', 'Unanimous'), figure('majority', 'Majority'), figure('adjudicated', 'Adjudicated'), figure('unresolved', 'Unresolved')];

function MakeDialog({ report, onClose }: { report: CampaignReport; onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState(`${report.name}, gold`);
  const checked = LabelSetName.safeParse(name);
  const make = useMutate('adjudication.makeLabelSet', { onDone: ({ id }) => void navigate(paths.labelSet(id)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) make.mutate({ campaignId: report.campaignId, name: checked.data });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="make-set-title">
      <form onSubmit={submit}>
        <DialogTitle id="make-set-title">Make a label set of the gold</DialogTitle>
        <DialogContent>
          <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} error={!checked.success} helperText={checked.success ? 'Its annotators are these people, their answers its votes.' : checked.error.issues[0]?.message} autoFocus fullWidth sx={{ mt: 1 }} />
          {make.error !== null && <Alert severity="error">{messageOf(make.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={!checked.success || make.isPending}>
            Make it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
