/** @file How far everybody is, with the way to hand over what somebody has not begun; in a draft, whom to give it to. */
import { type ReactNode, useState } from 'react';
import { Box, Button, Typography } from '@mui/material';
import { UserPlus } from 'lucide-react';
import type { Campaign, PersonProgress } from '#shared/contracts/campaigns';
import { useCommand } from '../../api/use-command';
import { type Column, DataTable } from '../../components/DataTable';
import { formatCount, formatDateTime, formatDecimal, formatShare } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PersonMark } from '../../components/PersonMark';
import { Stat, StatRow } from '../../components/Stat';
import { AssignDialog } from './AssignDialog';
import { HandOverDialog } from './HandOverDialog';
import { ProgressLine } from './ProgressLine';
import { useCampaignState } from './use-campaign-state';

export function ProgressTab({ campaign }: { campaign: Campaign }) {
  const progress = useCommand('campaigns.progress', { id: campaign.id });
  const [from, setFrom] = useState<PersonProgress | null>(null);
  const [isAssigning, setIsAssigning] = useState(false);
  const assign = (
    <Button variant={campaign.people.length === 0 ? 'contained' : 'outlined'} startIcon={<UserPlus size={15} aria-hidden />} onClick={() => setIsAssigning(true)}>
      {campaign.people.length === 0 ? 'Give it to people' : 'Give it to others'}
    </Button>
  );
  return (
    <>
      <LoadState
        query={progress}
        what="the progress"
        isEmpty={(people) => people.length === 0}
        empty={
          <EmptyState title="Nobody has this campaign yet" action={assign}>
            Every turn goes to {campaign.annotatorsPerItem} of the people you choose, dealt out evenly.
          </EmptyState>
        }
      >
        {(people) => (
          <>
            {campaign.state === 'draft' && <DraftNote campaign={campaign} assign={assign} />}
            <Summary campaign={campaign} />
            <DataTable label={`Progress of the people of ${campaign.name}`} columns={columnsOf(people.length > 0 ? setFrom : null)} rows={people} rowKey={({ person }) => person.id} />
          </>
        )}
      </LoadState>
      {isAssigning && <AssignDialog campaign={campaign} onClose={() => setIsAssigning(false)} />}
      {from !== null && <HandOverDialog campaign={campaign} from={from} onClose={() => setFrom(null)} />}
    </>
  );
}

function DraftNote({ campaign, assign }: { campaign: Campaign; assign: ReactNode }) {
  const setState = useCampaignState(campaign);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 3, px: 2, py: 1.25, border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'wash.accent' }}>
      <Typography variant="body2" sx={{ flex: 1 }}>
        This is a draft: nobody sees it yet. Once it is open, turns stay with whom they are.
      </Typography>
      {assign}
      <Button variant="contained" onClick={() => setState('open')}>
        Open it
      </Button>
    </Box>
  );
}

function Summary({ campaign: { items, goldCheckItems, progress } }: { campaign: Campaign }) {
  const finished = progress.done + progress.skipped;
  return (
    <Box sx={{ mb: 3 }}>
      <StatRow label="Progress of all">
        <Stat label="turns" value={formatCount(items)} note={goldCheckItems > 0 ? `and ${formatCount(goldCheckItems)} checks` : undefined} />
        <Stat label="reviews done" value={formatShare(progress.total === 0 ? 0 : finished / progress.total)} note={`${formatCount(finished)} of ${formatCount(progress.total)}`} />
        <Stat label="skipped" value={formatCount(progress.skipped)} />
        <Stat label="sent back" value={formatCount(progress.rework)} />
      </StatRow>
    </Box>
  );
}

function columnsOf(onHandOver: ((progress: PersonProgress) => void) | null): Column<PersonProgress>[] {
  return [
    {
      key: 'person',
      label: 'Person',
      value: ({ person }) => person.name,
      render: ({ person }) => (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <PersonMark name={person.name} colour={person.colour} />
          <span>{person.name}</span>
        </Box>
      ),
    },
    { key: 'progress', label: 'Done', value: ({ done, skipped, total }) => (total === 0 ? 0 : (done + skipped) / total), render: ({ person, ...progress }) => <ProgressLine label={`Progress of ${person.name}`} {...progress} /> },
    { key: 'flagged', label: 'Flagged', isFigure: true, value: ({ flagged }) => flagged, render: ({ flagged }) => formatCount(flagged) },
    { key: 'speed', label: 'Seconds an item', isFigure: true, value: ({ medianSeconds }) => medianSeconds, render: ({ medianSeconds }) => (medianSeconds === null ? '–' : formatDecimal(medianSeconds)) },
    { key: 'last', label: 'Last decision', value: ({ lastDecisionAt }) => lastDecisionAt, render: ({ lastDecisionAt }) => (lastDecisionAt === null ? 'not begun' : formatDateTime(lastDecisionAt)) },
    {
      key: 'actions',
      label: 'Actions',
      value: () => null,
      isActions: true,
      render: (row) =>
        onHandOver !== null &&
        row.done + row.skipped + row.rework < row.total && (
          <Button aria-label={`Hand over the rest of ${row.person.name}`} onClick={() => onHandOver(row)}>
            Hand over…
          </Button>
        ),
    },
  ];
}
