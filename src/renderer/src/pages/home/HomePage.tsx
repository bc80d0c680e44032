/** @file Answers: what is here, what is running, where do I go on? On the first start: what can I begin with? */
import { Box, Button, Link, Typography } from '@mui/material';
import { FileUp } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { useActivities } from '../../api/activities';
import { useCommand } from '../../api/use-command';
import { ActivityRow } from '../../app/ActivityRow';
import { paths } from '../../app/paths';
import { FileDrop } from '../../components/FileDrop';
import { formatCount } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';
import { UploadNote } from '../corpora/UploadNote';
import { type IncomingFiles, useIncomingFiles } from '../corpora/use-incoming-files';
import { DemoOffer } from './DemoOffer';
import { FirstSteps } from './FirstSteps';
import { RecentCorpora } from './RecentCorpora';
import { whatsNew } from './whats-new';

export function HomePage() {
  const corpora = useCommand('corpora.list', {});
  const incoming = useIncomingFiles();
  const isFirstStart = corpora.data?.length === 0;
  return (
    <FileDrop invitation="Drop the files of one corpus to import them" onDrop={incoming.takeDropped}>
      <PageContainer
        title={isFirstStart ? 'Welcome to Solace' : 'Home'}
        subtitle={isFirstStart ? 'A workbench for emotional support conversation: one place from an imported dialogue to a row of a table.' : undefined}
        actions={isFirstStart ? undefined : <ImportButton incoming={incoming} />}
      >
        <UploadNote progress={incoming.progress} />
        <LoadState query={corpora} what="your workspace" isEmpty={(list) => list.length === 0} empty={<FirstSteps onImport={incoming.choose} />}>
          {(list) => <Overview corpora={list} />}
        </LoadState>
      </PageContainer>
    </FileDrop>
  );
}

function ImportButton({ incoming }: { incoming: IncomingFiles }) {
  return (
    <Button variant="contained" startIcon={<FileUp size={16} aria-hidden />} onClick={incoming.choose} disabled={incoming.progress !== null}>
      Import files
    </Button>
  );
}

function Overview({ corpora }: { corpora: readonly Corpus[] }) {
  const running = useActivities().filter((activity) => activity.state === 'running');
  const sum = (of: (corpus: Corpus) => number) => formatCount(corpora.reduce((total, corpus) => total + of(corpus), 0));
  return (
    <>
      <Box sx={{ mb: 4 }}>
        <StatRow label="What this workspace holds">
          <Stat label="corpora" value={formatCount(corpora.length)} />
          <Stat label="dialogues" value={sum((corpus) => corpus.dialogues)} />
          <Stat label="turns" value={sum((corpus) => corpus.utterances)} />
          <Stat label="knowledge entries" value={sum((corpus) => corpus.entries)} />
        </StatRow>
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: 'minmax(0, 1fr) 320px' }, columnGap: 5 }}>
        <Box sx={{ minWidth: 0 }}>
          {running.length > 0 && (
            <PageSection title="Running now">
              {running.map((activity) => (
                <ActivityRow key={activity.id} activity={activity} />
              ))}
            </PageSection>
          )}
          <PageSection
            title="Recent corpora"
            actions={
              <Link component={RouterLink} to={paths.corpora} variant="body2">
                All corpora
              </Link>
            }
          >
            <RecentCorpora corpora={corpora} />
          </PageSection>
        </Box>
        <Box component="aside" aria-label="What is new">
          {!corpora.some((corpus) => corpus.isDemo) && <DemoOffer />}
          <WhatsNew />
        </Box>
      </Box>
    </>
  );
}

function WhatsNew() {
  return (
    <PageSection title="What is new">
      <Box component="dl" sx={{ m: 0 }}>
        {whatsNew.map(({ title, text }) => (
          <Box key={title} sx={{ py: 1, borderTop: 1, borderColor: 'divider' }}>
            <Typography component="dt" variant="body2" sx={{ fontWeight: 550 }}>
              {title}
            </Typography>
            <Typography component="dd" variant="body2" sx={{ m: 0, color: 'text.secondary' }}>
              {text}
            </Typography>
          </Box>
        ))}
      </Box>
    </PageSection>
  );
}
