/** @file How the campaign was made, what can still be changed, newer labels, and work that was done elsewhere. */
import { useState } from 'react';
import { Box, Button, Link, MenuItem, TextField, Typography } from '@mui/material';
import { Pencil } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import { type Campaign, campaignsContract } from '#shared/contracts/campaigns';
import { useCommand, useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Facts } from '../../components/Facts';
import { countOf, formatCount, formatDateTime, formatShare } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { Panel } from '../../components/Panel';
import { RenameDialog } from '../../components/RenameDialog';
import { useToast } from '../../components/toasts/ToastProvider';
import { modeWords, samplingWords } from './campaign-words';
import { OptionFields } from './form/OptionFields';
import { ImportDecisions } from './ImportDecisions';

export function SettingsTab({ campaign }: { campaign: Campaign }) {
  const toast = useToast();
  const [isRenaming, setIsRenaming] = useState(false);
  const update = useMutate('campaigns.update', { onFail: (error) => toast({ tone: 'error', message: error.message }) });
  const rename = useMutate('campaigns.update', { onDone: () => setIsRenaming(false) });
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 360px' }, alignItems: 'start' }}>
      <Box>
        <PageSection title="While people work" description="Holds from the next item on.">
          <Box sx={{ display: 'grid', gap: 1.75, justifyItems: 'start' }}>
            <OptionFields mode={campaign.mode} options={campaign.options} onChange={(options) => update.mutate({ id: campaign.id, options })} />
          </Box>
        </PageSection>
        {campaign.mode === 'validate' && <NewerLabels campaign={campaign} />}
        <ImportDecisions campaign={campaign} />
      </Box>
      <Panel
        title="How it was made"
        actions={
          <Button startIcon={<Pencil size={14} aria-hidden />} onClick={() => setIsRenaming(true)}>
            Rename
          </Button>
        }
      >
        <HowItWasMade campaign={campaign} />
      </Panel>
      {isRenaming && (
        <RenameDialog name={campaign.name} rule={campaignsContract['campaigns.update'].input.shape.name.unwrap()} help="People see this name." refusal={rename.error?.message} isBusy={rename.isPending} onRename={(name) => rename.mutate({ id: campaign.id, name })} onEdit={() => rename.reset()} onClose={() => setIsRenaming(false)} />
      )}
    </Box>
  );
}

function HowItWasMade({ campaign }: { campaign: Campaign }) {
  const { corpus, labelSet, mode, fields, sampling, split, seed, annotatorsPerItem, repeats, goldChecks, goldCheckItems, options, createdAt } = campaign;
  return (
    <Facts
      label="How it was made"
      facts={[
        ['Corpus', <Link key="corpus" component={RouterLink} to={paths.corpus(corpus.id)}>{corpus.name}</Link>],
        ['Labels', labelSet === null ? 'none' : <Link key="labels" component={RouterLink} to={paths.labelSet(labelSet.id)}>{labelSet.name}</Link>],
        ['Mode', modeWords[mode].word],
        ['Fields', fields.map(({ title }) => title).join(', ')],
        ['Turns', samplingWords(sampling, fields)],
        ...(split === null ? [] : ([['Part', split.part]] as const)),
        ['Seed', String(seed)],
        ['People on each', formatCount(annotatorsPerItem)],
        ['Shown twice', repeats === null ? 'none' : formatShare(repeats.share)],
        ['Known answers', goldChecks === null ? 'none' : countOf(goldCheckItems, 'turn')],
        ['Order', options.order === 'shuffled' ? 'everybody’s own' : 'as in the corpus'],
        ['Made', formatDateTime(createdAt)],
      ]}
    />
  );
}

/** What people decided stays; where the proposal they judged is another now, adjudication shows it. */
function NewerLabels({ campaign }: { campaign: Campaign }) {
  const toast = useToast();
  const sets = (useCommand('labels.list', { corpus: campaign.corpus.id }).data ?? []).filter(({ id }) => id !== campaign.labelSet?.id);
  const [chosen, setChosen] = useState('');
  const set = sets.find(({ id }) => String(id) === chosen);
  const update = useMutate('campaigns.updateLabels', {
    onDone: ({ changedItems }) => {
      setChosen('');
      toast({ tone: 'success', message: changedItems === 0 ? 'The proposals are the same.' : `${countOf(changedItems, 'item')} got another proposal. What was decided stays.` });
    },
    onFail: (error) => toast({ tone: 'error', message: error.message }),
  });
  return (
    <PageSection title="Newer labels" description="Takes the proposals from another label set of the corpus. Decisions stay; where what they judged has changed, adjudication asks to confirm it.">
      {sets.length === 0 && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          The corpus has no other label set.
        </Typography>
      )}
      <Box sx={{ display: sets.length === 0 ? 'none' : 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}>
        <TextField select label="Label set" value={set === undefined ? '' : chosen} onChange={(event) => setChosen(event.target.value)} sx={{ minWidth: 260 }}>
          {sets.map(({ id, name }) => (
            <MenuItem key={id} value={String(id)}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <Button variant="outlined" disabled={set === undefined || update.isPending} onClick={() => set !== undefined && update.mutate({ id: campaign.id, labelSetId: set.id })}>
          Take its proposals
        </Button>
      </Box>
    </PageSection>
  );
}
