/** @file Answers: what do these labels say, how far do their annotators agree, where do they not, and how was each value made? */
import { Box, Button, Link, Skeleton, Tab, Tabs } from '@mui/material';
import { ClipboardCheck } from 'lucide-react';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import type { LabelSetDetails } from '#shared/contracts/labels';
import { LabelSetId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { countOf, formatDateTime } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { AboutLabels } from './AboutLabels';
import { AgreementTab } from './AgreementTab';
import { AnalysisTab } from './AnalysisTab';
import { LabelSetMenu } from './LabelSetMenu';
import { sourceWord } from './label-words';
import { ValuesTab } from './ValuesTab';

export function LabelSetPage() {
  const { labelSetId } = useParams();
  const id = LabelSetId.safeParse(Number(labelSetId));
  if (id.success) return <FetchedSet id={id.data} />;
  return (
    <PageContainer title="Label set" breadcrumb={<RoomLink />}>
      <EmptyState title="There is no such label set">The address names none. Open one from the Annotate room.</EmptyState>
    </PageContainer>
  );
}

function RoomLink() {
  return (
    <Link component={RouterLink} to={paths.annotate}>
      Label sets
    </Link>
  );
}

function FetchedSet({ id }: { id: LabelSetId }) {
  const set = useCommand('labels.get', { labelSetId: id });
  if (set.data !== undefined) return <OneSet set={set.data} />;
  return (
    <PageContainer title="Label set" breadcrumb={<RoomLink />}>
      <LoadState query={set} what="this label set" skeleton={<Skeleton variant="rounded" height={360} />}>
        {() => null}
      </LoadState>
    </PageContainer>
  );
}

const tabs = [
  { key: 'agreement', word: 'Agreement', isFull: false },
  { key: 'values', word: 'Values', isFull: true },
  { key: 'analysis', word: 'Analysis', isFull: false },
  { key: 'about', word: 'About', isFull: false },
] as const;

function OneSet({ set }: { set: LabelSetDetails }) {
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const tab = tabs.find(({ key }) => key === params.get('tab')) ?? tabs[0];
  return (
    <PageContainer
      title={set.name}
      titleExtra={set.isScripted && <Badge help="Scripted stand-ins gave these labels: no language model was asked. They are no result.">Scripted</Badge>}
      breadcrumb={<RoomLink />}
      subtitle={`${set.corpusName} · ${countOf(set.counts.turns, 'turn')} in ${countOf(set.counts.dialogues, 'dialogue')} · from ${sourceWord(set.source)} · ${formatDateTime(set.createdAt)}`}
      layout={tab.isFull ? 'full' : 'scroll'}
      maxWidthPx={tab.isFull ? 'none' : 1560}
      actions={
        <>
          <Button variant="outlined" component={RouterLink} to={`${paths.newCampaign}?labels=${set.id}`} startIcon={<ClipboardCheck size={16} aria-hidden />}>
            Let people check it
          </Button>
          <LabelSetMenu set={set} onRemoved={() => void navigate(paths.annotate)} />
        </>
      }
    >
      <Box sx={tab.isFull ? { height: '100%', display: 'flex', flexDirection: 'column' } : undefined}>
        <Tabs value={tab.key} onChange={(_, key: string) => setParams(key === 'agreement' ? {} : { tab: key })} aria-label={`Parts of ${set.name}`} sx={{ mb: tab.isFull ? 2 : 3, flexShrink: 0 }}>
          {tabs.map(({ key, word }) => (
            <Tab key={key} value={key} label={word} id={`tab-${key}`} aria-controls={`panel-${key}`} />
          ))}
        </Tabs>
        <Box role="tabpanel" id={`panel-${tab.key}`} aria-labelledby={`tab-${tab.key}`} sx={tab.isFull ? { flex: 1, minHeight: 0 } : undefined}>
          {tab.key === 'agreement' && <AgreementTab set={set} />}
          {tab.key === 'values' && <ValuesTab set={set} />}
          {tab.key === 'analysis' && <AnalysisTab set={set} />}
          {tab.key === 'about' && <AboutLabels set={set} />}
        </Box>
      </Box>
    </PageContainer>
  );
}
