/** @file Answers: what is next for me in this campaign? Asks first whether the person is ready for what they will read. */
import { useState } from 'react';
import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { ReviewCampaign } from '#shared/contracts/review';
import { CampaignId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useSeat } from '../../api/seat';
import { NotFoundPage } from '../../app/NotFoundPage';
import { paths } from '../../app/paths';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { ContentNotice } from './ContentNotice';
import { ReviewDesk } from './ReviewDesk';

export function ReviewPage() {
  const { campaignId } = useParams();
  const id = CampaignId.safeParse(Number(campaignId));
  return id.success ? <Entered key={id.data} id={id.data} /> : <NotFoundPage />;
}

/** Asked once: the page itself knows best how far it is. */
function Entered({ id }: { id: CampaignId }) {
  const client = useClient();
  const seat = useSeat();
  const isSomebody = seat !== undefined && seat.person !== null;
  const campaign = useQuery({ queryKey: ['campaign under review', id], queryFn: ({ signal }) => client.call('review.campaign', { campaignId: id }, { signal }), staleTime: Infinity, gcTime: 0, enabled: isSomebody });
  if (!isSomebody) return <NobodyHere />;
  if (campaign.data !== undefined) return <Opened campaign={campaign.data} />;
  return (
    <PageContainer title="Review" actions={<BackToWork />}>
      <LoadState query={campaign} what="this campaign">
        {() => null}
      </LoadState>
    </PageContainer>
  );
}

function Opened({ campaign }: { campaign: ReviewCampaign }) {
  const storageKey = `solace.review-notice.${campaign.id}`;
  const [isReady, setIsReady] = useState(() => sessionStorage.getItem(storageKey) !== null);
  const [first] = useState(campaign);
  const begin = () => {
    sessionStorage.setItem(storageKey, 'read');
    setIsReady(true);
  };
  if (campaign.state !== 'open') return <NotOpen campaign={campaign} />;
  return isReady ? <ReviewDesk campaign={first} /> : <ContentNotice campaign={campaign} onBegin={begin} />;
}

function NotOpen({ campaign: { name, state } }: { campaign: ReviewCampaign }) {
  return (
    <PageContainer title={name}>
      <EmptyState title={state === 'closed' ? 'This campaign is closed' : 'This campaign has not been opened yet'} action={<BackToWork />}>
        Nothing can be decided in it now. What you decided is kept; a researcher can open it.
      </EmptyState>
    </PageContainer>
  );
}

function NobodyHere() {
  return (
    <PageContainer title="Review">
      <EmptyState
        title="Nobody has entered at this window"
        action={
          <Button variant="contained" component={Link} to={paths.people}>
            Go to People
          </Button>
        }
      >
        Every decision carries the name of a person. Add yourself to the people and enter.
      </EmptyState>
    </PageContainer>
  );
}

function BackToWork() {
  return (
    <Button variant="outlined" component={Link} to={paths.work}>
      To my work
    </Button>
  );
}
