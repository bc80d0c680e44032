/** @file Answers: what waits for me? The campaigns in which the person at this window has items, what was sent back first. */
import { Box, Button, Typography } from '@mui/material';
import { ArrowRight, ClipboardCheck, Coffee } from 'lucide-react';
import { Link } from 'react-router';
import type { OwnCampaign } from '#shared/contracts/campaigns';
import type { Person } from '#shared/contracts/people';
import { useSeat } from '../../api/seat';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { countOf } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { modeWords } from './campaign-words';
import { ProgressLine } from './ProgressLine';

export function WorkPage() {
  const person = useSeat()?.person ?? null;
  if (person === null) {
    return (
      <PageContainer title="My work">
        <EmptyState title="Nobody has entered at this window" action={<Button variant="contained" component={Link} to={paths.people}>Go to People</Button>}>
          Work belongs to a person. Add yourself to the people and enter.
        </EmptyState>
      </PageContainer>
    );
  }
  return person.role === 'evaluator' ? <NothingYet person={person} /> : <Work person={person} />;
}

function NothingYet({ person }: { person: Person }) {
  return (
    <PageContainer title="My work" subtitle={`Hello, ${person.name}.`} maxWidthPx={900}>
      <Waiting />
    </PageContainer>
  );
}

function Waiting() {
  return (
    <EmptyState icon={<Coffee size={28} aria-hidden />} title="Nothing waits for you">
      A researcher gives you items; they appear here by themselves.
    </EmptyState>
  );
}

function Work({ person }: { person: Person }) {
  const campaigns = useCommand('campaigns.mine', {});
  return (
    <PageContainer title="My work" subtitle={`Hello, ${person.name}. Everything you decide is saved at once; stop whenever you like.`} maxWidthPx={900}>
      <LoadState query={campaigns} what="your work" isEmpty={(list) => list.length === 0} empty={<Waiting />}>
        {(list) => <Shelves campaigns={list} />}
      </LoadState>
    </PageContainer>
  );
}

function Shelves({ campaigns }: { campaigns: readonly OwnCampaign[] }) {
  const open = campaigns.filter(isWaiting).toSorted((a, b) => b.rework - a.rework);
  const rest = campaigns.filter((campaign) => !isWaiting(campaign));
  return (
    <>
      {open.length > 0 && (
        <PageSection title="To do">
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            {open.map((campaign, index) => (
              <CampaignCard key={campaign.id} campaign={campaign} isFirst={index === 0} />
            ))}
          </Box>
        </PageSection>
      )}
      {rest.length > 0 && (
        <PageSection title={open.length > 0 ? 'Done or closed' : 'Nothing is left to do'} description={open.length > 0 ? undefined : 'Thank you. In campaigns that are open you can still look back and change what you decided.'}>
          <Box sx={{ display: 'grid', gap: 1.5 }}>
            {rest.map((campaign) => (
              <CampaignCard key={campaign.id} campaign={campaign} isFirst={false} />
            ))}
          </Box>
        </PageSection>
      )}
    </>
  );
}

function isWaiting({ state, total, done, skipped }: OwnCampaign): boolean {
  return state === 'open' && done + skipped < total;
}

function CampaignCard({ campaign, isFirst }: { campaign: OwnCampaign; isFirst: boolean }) {
  const { id, name, mode, state, fields, total, done, skipped, rework } = campaign;
  const begun = done + skipped > 0;
  return (
    <Box component="article" aria-label={name} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 3, p: 2.5, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      <Box sx={{ flex: '1 1 300px', minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 0.5 }}>
          <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          {state === 'closed' && <Badge help="Nothing more can be decided in it.">Closed</Badge>}
          {rework > 0 && <Badge help="An adjudicator asks you to look at these again; they come first.">{countOf(rework, 'item')} sent back</Badge>}
        </Box>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {modeWords[mode].word} · {fields.map(({ title }) => title).join(', ')}
        </Typography>
      </Box>
      <ProgressLine label={`Your progress in ${name}`} total={total} done={done} skipped={skipped} rework={rework} />
      {state === 'open' && (
        <Button variant={isFirst ? 'contained' : 'outlined'} component={Link} to={paths.review(id)} aria-label={`${wordOf(campaign, begun)}: ${name}`} startIcon={<ClipboardCheck size={15} aria-hidden />} endIcon={isFirst && <ArrowRight size={15} aria-hidden />}>
          {wordOf(campaign, begun)}
        </Button>
      )}
    </Box>
  );
}

function wordOf(campaign: OwnCampaign, begun: boolean): string {
  if (!isWaiting(campaign)) return 'Look back';
  return begun ? 'Continue' : 'Begin';
}
