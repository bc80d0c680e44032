/** @file Answers: how far is this campaign, what came of it, how is it set up? The tab stands in the address. */
import { Box, Button, Link, Skeleton, Tab, Tabs } from '@mui/material';
import { ClipboardCheck, Scale } from 'lucide-react';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Campaign } from '#shared/contracts/campaigns';
import { CampaignId } from '#shared/domain/ids';
import { useSeat } from '../../api/seat';
import { useCommand } from '../../api/use-command';
import { NotFoundPage } from '../../app/NotFoundPage';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { CampaignMenu } from './CampaignMenu';
import { modeWords, samplingWords, stateWords } from './campaign-words';
import { ProgressTab } from './ProgressTab';
import { ReportTab } from './report/ReportTab';
import { SettingsTab } from './SettingsTab';

export function CampaignPage() {
  const { campaignId } = useParams();
  const id = CampaignId.safeParse(Number(campaignId));
  return id.success ? <Fetched key={id.data} id={id.data} /> : <NotFoundPage />;
}

function Fetched({ id }: { id: CampaignId }) {
  const campaign = useCommand('campaigns.get', { campaign: id });
  if (campaign.data !== undefined) return <Shown campaign={campaign.data} />;
  return (
    <PageContainer title="Campaign" breadcrumb={<Breadcrumb />}>
      <LoadState query={campaign} what="this campaign" skeleton={<Skeleton variant="rounded" height={360} />}>
        {() => null}
      </LoadState>
    </PageContainer>
  );
}

function Breadcrumb() {
  return (
    <Link component={RouterLink} to={paths.campaigns} color="text.secondary">
      Campaigns
    </Link>
  );
}

const tabs = [
  { key: 'progress', word: 'Progress' },
  { key: 'report', word: 'Report' },
  { key: 'settings', word: 'Settings' },
] as const;

function Shown({ campaign }: { campaign: Campaign }) {
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const tab = tabs.find(({ key }) => key === search.get('tab')) ?? tabs[0];
  return (
    <PageContainer
      title={campaign.name}
      breadcrumb={<Breadcrumb />}
      titleExtra={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Badge help={stateWords[campaign.state].help}>{stateWords[campaign.state].word}</Badge>
          {campaign.isScripted && <Badge help="Scripted stand-ins proposed these values: no language model was asked. The figures say nothing about models.">Scripted</Badge>}
        </Box>
      }
      subtitle={`${campaign.corpus.name} · ${modeWords[campaign.mode].word.toLowerCase()} · ${samplingWords(campaign.sampling, campaign.fields)} · ${campaign.annotatorsPerItem} people each`}
      maxWidthPx={tab.key === 'report' ? 1560 : 1320}
      actions={<Actions campaign={campaign} onRemoved={() => void navigate(paths.campaigns)} />}
    >
      <Tabs value={tab.key} onChange={(_, key: string) => setSearch(key === 'progress' ? {} : { tab: key }, { replace: true })} aria-label={`Parts of ${campaign.name}`} sx={{ mb: 3 }}>
        {tabs.map(({ key, word }) => (
          <Tab key={key} value={key} label={word} id={`tab-${key}`} aria-controls={`panel-${key}`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`panel-${tab.key}`} aria-labelledby={`tab-${tab.key}`}>
        {tab.key === 'progress' && <ProgressTab campaign={campaign} />}
        {tab.key === 'report' && <ReportTab campaign={campaign} />}
        {tab.key === 'settings' && <SettingsTab campaign={campaign} />}
      </div>
    </PageContainer>
  );
}

function Actions({ campaign, onRemoved }: { campaign: Campaign; onRemoved: () => void }) {
  const person = useSeat()?.person ?? null;
  const hasOwnItems = person !== null && campaign.people.includes(person.id) && campaign.state === 'open';
  return (
    <>
      {hasOwnItems && (
        <Button variant="outlined" component={RouterLink} to={paths.review(campaign.id)} startIcon={<ClipboardCheck size={15} aria-hidden />}>
          My items
        </Button>
      )}
      <Button variant={campaign.state === 'draft' ? 'outlined' : 'contained'} component={RouterLink} to={paths.adjudicate(campaign.id)} startIcon={<Scale size={15} aria-hidden />}>
        Adjudicate
      </Button>
      <CampaignMenu campaign={campaign} onRemoved={onRemoved} />
    </>
  );
}
