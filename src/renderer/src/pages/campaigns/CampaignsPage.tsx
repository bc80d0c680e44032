/** @file Answers: what are people checking, of which labels, and how far are they? */
import { Box, Button, Link, Skeleton, Typography } from '@mui/material';
import { ClipboardCheck, Plus } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Campaign } from '#shared/contracts/campaigns';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatCount } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { AnnotateFrame } from '../labels/AnnotateFrame';
import { CampaignMenu } from './CampaignMenu';
import { modeWords, progressWords, stateWords } from './campaign-words';
import { ProgressLine } from './ProgressLine';

export function CampaignsPage() {
  const campaigns = useCommand('campaigns.list', {});
  const action = (
    <Button variant="contained" component={RouterLink} to={paths.newCampaign} startIcon={<Plus size={16} aria-hidden />}>
      New campaign
    </Button>
  );
  return (
    <AnnotateFrame title="Campaigns" subtitle="People check proposed labels, or label from scratch. What they decide is kept for good and becomes gold." actions={action} maxWidthPx={1560}>
      <LoadState
        query={campaigns}
        what="the campaigns"
        skeleton={<Skeleton variant="rounded" height={240} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<ClipboardCheck size={28} aria-hidden />} title="No campaign yet" action={action}>
            Draw turns from a corpus, say what is asked, and give them to people: each turn to as many as you like.
          </EmptyState>
        }
      >
        {(list) => <DataTable label="Campaigns" columns={columns} rows={list} rowKey={({ id }) => id} />}
      </LoadState>
    </AnnotateFrame>
  );
}

const columns: readonly Column<Campaign>[] = [
  {
    key: 'name',
    label: 'Name',
    value: ({ name }) => name,
    render: ({ id, name, isScripted }) => (
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minWidth: 160 }}>
        <Link component={RouterLink} to={paths.campaign(id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {name}
        </Link>
        {isScripted && <Badge help="Scripted stand-ins proposed these values: no language model was asked.">Scripted</Badge>}
      </Box>
    ),
  },
  { key: 'state', label: 'State', value: ({ state }) => stateWords[state].word, render: ({ state }) => <Badge help={stateWords[state].help}>{stateWords[state].word}</Badge> },
  { key: 'mode', label: 'Mode', value: ({ mode }) => modeWords[mode].word },
  {
    key: 'corpus',
    label: 'Corpus and labels',
    value: ({ corpus, labelSet }) => [corpus.name, ...(labelSet === null ? [] : [labelSet.name])].join(', '),
    render: ({ corpus, labelSet }) => (
      <Box sx={{ minWidth: 150, display: 'grid', gap: 1, justifyItems: 'start', py: 0.5 }}>
        <Link component={RouterLink} to={paths.corpus(corpus.id)}>
          {corpus.name}
        </Link>
        {labelSet !== null && (
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            <Link component={RouterLink} to={paths.labelSet(labelSet.id)} color="inherit">
              {labelSet.name}
            </Link>
          </Typography>
        )}
      </Box>
    ),
  },
  { key: 'items', label: 'Turns', isFigure: true, value: ({ items }) => items, render: ({ items }) => formatCount(items) },
  { key: 'people', label: 'People', isFigure: true, value: ({ people }) => people.length, render: ({ people }) => formatCount(people.length) },
  { key: 'progress', label: 'Done', value: ({ progress }) => progressWords(progress), render: ({ name, progress }) => (progress.total === 0 ? 'given to nobody' : <ProgressLine label={`Progress of ${name}`} {...progress} />) },
  { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: (campaign) => <CampaignMenu campaign={campaign} /> },
];
