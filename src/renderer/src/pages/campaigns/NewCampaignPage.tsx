/** @file Answers: which turns shall people look at, what is asked, of whom? `?labels=ID` begins with a label set. */
import { type FormEvent, useState } from 'react';
import { Alert, Box, Button, Checkbox, FormControlLabel, Link, TextField, Typography } from '@mui/material';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import { campaignsContract } from '#shared/contracts/campaigns';
import type { LabelSet } from '#shared/contracts/labels';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { KeyHint } from '../../components/keyboard/KeyHint';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';
import { type CampaignDraft, emptyDraft, missingIn, requestOf } from './campaign-draft';
import { ChecksPart } from './form/ChecksPart';
import { FieldsPart } from './form/FieldsPart';
import { OptionsPart } from './form/OptionsPart';
import { PeoplePart } from './form/PeoplePart';
import { SamplePart } from './form/SamplePart';
import { SourcePart } from './form/SourcePart';
import { WorkloadPanel } from './form/WorkloadPanel';

export function NewCampaignPage() {
  const sets = useCommand('labels.list', {});
  return (
    <PageContainer
      title="New campaign"
      breadcrumb={
        <Link component={RouterLink} to={paths.campaigns} color="text.secondary">
          Campaigns
        </Link>
      }
      subtitle="Everything is drawn once, from the seed, and can be drawn again."
    >
      <LoadState query={sets} what="the label sets">
        {(list) => <CampaignForm sets={list} />}
      </LoadState>
    </PageContainer>
  );
}

function CampaignForm({ sets }: { sets: readonly LabelSet[] }) {
  const [search] = useSearchParams();
  const [draft, setDraft] = useState<CampaignDraft>(() => startingWith(sets.find(({ id }) => String(id) === search.get('labels'))));
  const edit = (changes: Partial<CampaignDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const { make, isMaking, problem } = useMakeCampaign();
  const missing = missingIn(draft);
  const start = () => {
    if (missing === null && !isMaking) void make(draft);
  };
  useShortcuts('This page', [{ keys: 'Mod+Enter', label: 'Make the campaign', run: start }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start();
  };
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 300px' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 3.5, minWidth: 0, maxWidth: 820 }}>
        <TextField label="Name" value={draft.name} onChange={(event) => edit({ name: event.target.value.slice(0, 120) })} required sx={{ maxWidth: 460 }} />
        <SourcePart draft={draft} edit={edit} sets={sets} />
        <SamplePart draft={draft} edit={edit} />
        <FieldsPart draft={draft} edit={edit} />
        <PeoplePart draft={draft} edit={edit} />
        <ChecksPart draft={draft} edit={edit} sets={sets} />
        <OptionsPart draft={draft} edit={edit} />
        <Box sx={{ borderTop: 1, borderColor: 'divider', pt: 2.5, display: 'grid', gap: 1.5, justifyItems: 'start' }}>
          <FormControlLabel control={<Checkbox checked={draft.opensAtOnce} disabled={draft.people.length === 0} onChange={(event) => edit({ opensAtOnce: event.target.checked })} />} label="Open it at once" slotProps={{ typography: { variant: 'body2' } }} />
          {problem !== null && <Alert severity="error">{problem}</Alert>}
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
            <Button type="submit" variant="contained" disabled={missing !== null || isMaking} endIcon={<KeyHint keys="Mod+Enter" />}>
              Make the campaign
            </Button>
            <Typography variant="body2" role="status" sx={{ color: 'text.secondary' }}>
              {missing}
            </Typography>
          </Box>
        </Box>
      </Box>
      <WorkloadPanel draft={draft} />
    </Box>
  );
}

function startingWith(set: LabelSet | undefined): CampaignDraft {
  const empty = emptyDraft();
  return set === undefined ? empty : { ...empty, corpusId: set.corpusId, labelSetId: set.id, name: `${set.name}, checked` };
}

/** Makes it, gives it to its people, opens it. Once it is there, what fails after is told on its own page. */
function useMakeCampaign() {
  const client = useClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [isMaking, setIsMaking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async (draft: CampaignDraft) => {
    setIsMaking(true);
    setProblem(null);
    try {
      const { id } = await client.call('campaigns.create', campaignsContract['campaigns.create'].input.parse(requestOf(draft)));
      try {
        if (draft.people.length > 0) await client.call('campaigns.assign', { id, personIds: [...draft.people] });
        if (draft.people.length > 0 && draft.opensAtOnce) await client.call('campaigns.setState', { id, state: 'open' });
      } catch (error) {
        toast({ tone: 'error', message: `The campaign is made, but stays a draft: ${messageOf(error)}` });
      }
      void navigate(paths.campaign(id));
    } catch (error) {
      setProblem(messageOf(error));
      setIsMaking(false);
    }
  };
  return { make, isMaking, problem };
}
