/** @file Answers: what is in this corpus, how is it split, and where did it come from? The tab and the part shown stand in the address. */
import { Button, Link, Skeleton, Tab, Tabs } from '@mui/material';
import { Download, MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { CorpusId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { countOf, formatCount, formatDateTime } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { CorpusBadges } from './CorpusBadges';
import { CorpusMenu } from './CorpusMenu';
import { ExportDialog } from './ExportDialog';
import { KnowledgeEntries } from './KnowledgeEntries';
import { SourceTab } from './SourceTab';
import { SplitsTab } from './SplitsTab';
import { StatisticsTab } from './StatisticsTab';
import { useFormatLabel } from './use-format-label';

export function CorpusPage() {
  const { corpusId } = useParams();
  const [search] = useSearchParams();
  const formatLabel = useFormatLabel();
  const id = CorpusId.safeParse(Number(corpusId));
  const query = useCommand('corpora.get', { corpus: id.data ?? String(corpusId) });
  const corpus = query.data;
  return (
    <PageContainer
      title={corpus?.name ?? 'Corpus'}
      maxWidthPx={corpus !== undefined && shownTab(corpus, search)?.key === 'statistics' ? 1760 : 1320}
      breadcrumb={
        <Link component={RouterLink} to={paths.corpora} color="text.secondary">
          Corpora
        </Link>
      }
      {...(corpus !== undefined && { titleExtra: <CorpusBadges corpus={corpus} />, subtitle: summary(corpus, formatLabel(corpus.format)), actions: <CorpusActions corpus={corpus} /> })}
    >
      <LoadState query={query} what="this corpus" skeleton={<Skeleton variant="rounded" height={360} />}>
        {(data) => <CorpusTabs corpus={data} />}
      </LoadState>
    </PageContainer>
  );
}

function CorpusActions({ corpus }: { corpus: Corpus }) {
  const navigate = useNavigate();
  const [isExporting, setIsExporting] = useState(false);
  return (
    <>
      {corpus.kind === 'dialogues' && (
        <Button variant="contained" component={RouterLink} to={paths.browseCorpus(corpus.id)} startIcon={<MessagesSquare size={16} aria-hidden />}>
          Browse dialogues
        </Button>
      )}
      <Button variant="outlined" startIcon={<Download size={16} aria-hidden />} onClick={() => setIsExporting(true)}>
        Export
      </Button>
      <CorpusMenu corpus={corpus} onRemoved={() => void navigate(paths.corpora)} />
      {isExporting && <ExportDialog corpus={corpus} onClose={() => setIsExporting(false)} />}
    </>
  );
}

const tabsOf: Readonly<Record<Corpus['kind'], readonly { key: string; word: string }[]>> = {
  dialogues: [
    { key: 'statistics', word: 'Statistics' },
    { key: 'splits', word: 'Splits' },
    { key: 'source', word: 'Source' },
  ],
  knowledge: [
    { key: 'entries', word: 'Entries' },
    { key: 'source', word: 'Source' },
  ],
};

function shownTab(corpus: Corpus, search: URLSearchParams) {
  const tabs = tabsOf[corpus.kind];
  return tabs.find(({ key }) => key === search.get('tab')) ?? tabs[0];
}

function CorpusTabs({ corpus }: { corpus: Corpus }) {
  const [search, setSearch] = useSearchParams();
  const tabs = tabsOf[corpus.kind];
  const tab = shownTab(corpus, search);
  const choose = (key: string) => setSearch(key === tabs[0]?.key ? {} : { tab: key }, { replace: true });
  return (
    <>
      <Tabs value={tab?.key} onChange={(_, key: string) => choose(key)} aria-label={`Parts of ${corpus.name}`} sx={{ mb: 3 }}>
        {tabs.map(({ key, word }) => (
          <Tab key={key} value={key} label={word} id={`tab-${key}`} aria-controls={`panel-${key}`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`panel-${tab?.key}`} aria-labelledby={`tab-${tab?.key}`}>
        {tab?.key === 'statistics' && <StatisticsTab corpus={corpus} />}
        {tab?.key === 'splits' && <SplitsTab corpus={corpus} />}
        {tab?.key === 'entries' && <KnowledgeEntries corpus={corpus} />}
        {tab?.key === 'source' && <SourceTab corpus={corpus} />}
      </div>
    </>
  );
}

function summary(corpus: Corpus, formatLabel: string): string {
  const size = corpus.kind === 'knowledge' ? countOf(corpus.entries, 'entry', 'entries') : `${countOf(corpus.dialogues, 'dialogue')}, ${formatCount(corpus.utterances)} turns`;
  return `${size} · ${formatLabel} · imported ${formatDateTime(corpus.createdAt)}`;
}
