/** @file What came of the campaign: accuracy beside the paper, agreement, people at work, models against gold, errors. */
import { useState } from 'react';
import { Box, Button, Menu, MenuItem, Skeleton, TextField } from '@mui/material';
import { Download } from 'lucide-react';
import type { CampaignReport } from '#shared/contracts/campaign-report';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Input } from '#shared/contracts/index';
import { useClient } from '../../../api/ClientProvider';
import { useCommand } from '../../../api/use-command';
import { EmptyState, LoadState } from '../../../components/LoadState';
import { useFileExport } from '../use-file-export';
import { AccuracySection } from './AccuracySection';
import { AgreementSection } from './AgreementSection';
import { ErrorSection } from './ErrorSection';
import { GoldSection } from './GoldSection';
import { ModelSection } from './ModelSection';
import { PeopleSection } from './PeopleSection';

type GoldChoice = NonNullable<Input<'campaigns.report'>['gold']>;

const goldChoices: readonly { value: GoldChoice; word: string }[] = [
  { value: 'decidedOrMajority', word: 'Decided, else what most people say' },
  { value: 'decided', word: 'Only what was decided or accepted' },
];

export function ReportTab({ campaign }: { campaign: Campaign }) {
  const [gold, setGold] = useState<GoldChoice>('decidedOrMajority');
  const report = useCommand('campaigns.report', { id: campaign.id, gold }, { keepsPrevious: true });
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 3 }}>
        <TextField select label="What counts as gold" value={gold} onChange={(event) => setGold(event.target.value as GoldChoice)} sx={{ minWidth: 300 }}>
          {goldChoices.map(({ value, word }) => (
            <MenuItem key={value} value={value}>
              {word}
            </MenuItem>
          ))}
        </TextField>
        <Box sx={{ flex: 1 }} />
        <ExportButton campaign={campaign} gold={gold} />
      </Box>
      <LoadState query={report} what="the report" skeleton={<Skeleton variant="rounded" height={420} />} isEmpty={isEmpty} empty={<EmptyState title="Nothing has been decided yet">The report grows with every decision.</EmptyState>}>
        {(data) => <Report report={data} campaign={campaign} />}
      </LoadState>
    </>
  );
}

function isEmpty({ people }: CampaignReport): boolean {
  return people.every(({ decided, skipped }) => decided + skipped === 0);
}

function Report({ report, campaign }: { report: CampaignReport; campaign: Campaign }) {
  return (
    <>
      {report.accuracy.length > 0 && <AccuracySection report={report} />}
      <AgreementSection report={report} />
      <PeopleSection report={report} />
      <GoldSection report={report} />
      {report.models.length > 0 && <ModelSection report={report} campaign={campaign} />}
      {report.errors.length > 0 && <ErrorSection report={report} campaign={campaign} />}
    </>
  );
}

const formats = [
  { format: 'csv', word: 'CSV, every figure' },
  { format: 'json', word: 'JSON, everything' },
  { format: 'latex', word: 'LaTeX, accuracy and agreement' },
] as const;

function ExportButton({ campaign, gold }: { campaign: Campaign; gold: GoldChoice }) {
  const client = useClient();
  const files = useFileExport();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button variant="outlined" startIcon={<Download size={15} aria-hidden />} aria-haspopup="menu" aria-expanded={anchor !== null} disabled={files.isBusy} onClick={(event) => setAnchor(event.currentTarget)}>
        Export
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {formats.map(({ format, word }) => (
          <MenuItem
            key={format}
            onClick={() => {
              setAnchor(null);
              files.save(() => client.call('campaigns.exportReport', { id: campaign.id, gold, format }));
            }}
          >
            {word}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
