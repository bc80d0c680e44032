/** @file Answers: where do people disagree most, and what is right? Queue, dialogue, candidates side by side, a decision by one key. */
import { Button, Skeleton } from '@mui/material';
import { Link as RouterLink, useParams } from 'react-router';
import type { Campaign } from '#shared/contracts/campaigns';
import { CampaignId } from '#shared/domain/ids';
import { useSeat } from '../../api/seat';
import { useCommand } from '../../api/use-command';
import { NotFoundPage } from '../../app/NotFoundPage';
import { paths } from '../../app/paths';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { AdjudicationDesk } from './AdjudicationDesk';
import { CampaignLink } from './CampaignLink';

export function AdjudicationPage() {
  const { campaignId } = useParams();
  const id = CampaignId.safeParse(Number(campaignId));
  return id.success ? <Fetched key={id.data} id={id.data} /> : <NotFoundPage />;
}

function Fetched({ id }: { id: CampaignId }) {
  const seat = useSeat();
  const campaign = useCommand('campaigns.get', { campaign: id });
  if (campaign.data === undefined) {
    return (
      <PageContainer title="Adjudicate">
        <LoadState query={campaign} what="this campaign" skeleton={<Skeleton variant="rounded" height={360} />}>
          {() => null}
        </LoadState>
      </PageContainer>
    );
  }
  return seat !== undefined && seat.person === null ? <NobodyHere campaign={campaign.data} /> : <AdjudicationDesk campaign={campaign.data} />;
}

function NobodyHere({ campaign }: { campaign: Campaign }) {
  return (
    <PageContainer title={`Adjudicate ${campaign.name}`} breadcrumb={<CampaignLink campaign={campaign} />}>
      <EmptyState
        title="Nobody has entered at this window"
        action={
          <Button variant="contained" component={RouterLink} to={paths.people}>
            Go to People
          </Button>
        }
      >
        Gold carries the name of whoever decided it. Add yourself to the people and enter.
      </EmptyState>
    </PageContainer>
  );
}
