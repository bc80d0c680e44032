/** @file Answers: which corpora are here, how large, and what can be done with each? Files dropped here begin an import. */
import { Box, Button, Link, Skeleton } from '@mui/material';
import { FileUp, Library } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { type Column, DataTable } from '../../components/DataTable';
import { FileDrop } from '../../components/FileDrop';
import { formatCount, formatDate } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { StrategyStrip } from '../../components/StrategyStrip';
import { CorpusBadges } from '../corpus/CorpusBadges';
import { CorpusMenu } from '../corpus/CorpusMenu';
import { useFormatLabel } from '../corpus/use-format-label';
import { UploadNote } from './UploadNote';
import { useIncomingFiles } from './use-incoming-files';

export function CorporaPage() {
  const corpora = useCommand('corpora.list', {});
  const incoming = useIncomingFiles();
  const importButton = (
    <Button variant="contained" startIcon={<FileUp size={16} aria-hidden />} onClick={incoming.choose} disabled={incoming.progress !== null}>
      Import files
    </Button>
  );
  return (
    <FileDrop invitation="Drop the files of one corpus to import them" onDrop={incoming.takeDropped}>
      <PageContainer title="Corpora" subtitle="Every corpus and knowledge base of this workspace. Drop files anywhere here to import them." actions={importButton}>
        <UploadNote progress={incoming.progress} />
        <LoadState
          query={corpora}
          what="the corpora"
          skeleton={<Skeleton variant="rounded" height={240} />}
          isEmpty={(list) => list.length === 0}
          empty={
            <EmptyState icon={<Library size={28} aria-hidden />} title="No corpus yet" action={importButton}>
              Import files, or drop them here. A preview shows what was recognised before anything is stored.
            </EmptyState>
          }
        >
          {(list) => <Shelves corpora={list} />}
        </LoadState>
      </PageContainer>
    </FileDrop>
  );
}

function Shelves({ corpora }: { corpora: readonly Corpus[] }) {
  const dialogues = corpora.filter((corpus) => corpus.kind === 'dialogues');
  const knowledge = corpora.filter((corpus) => corpus.kind === 'knowledge');
  const tail = tailColumns(useFormatLabel());
  return (
    <>
      {dialogues.length > 0 && (
        <PageSection title="Dialogues">
          <DataTable label="Dialogue corpora" columns={[...dialogueColumns, ...tail]} rows={dialogues} rowKey={(corpus) => corpus.id} />
        </PageSection>
      )}
      {knowledge.length > 0 && (
        <PageSection title="Knowledge bases">
          <DataTable label="Knowledge bases" columns={[...knowledgeColumns, ...tail]} rows={knowledge} rowKey={(corpus) => corpus.id} />
        </PageSection>
      )}
    </>
  );
}

const nameColumn: Column<Corpus> = {
  key: 'name',
  label: 'Name',
  value: (corpus) => corpus.name,
  render: (corpus) => (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, minWidth: 160 }}>
      <Link component={RouterLink} to={paths.corpus(corpus.id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
        {corpus.name}
      </Link>
      <CorpusBadges corpus={corpus} />
    </Box>
  ),
};

const tailColumns = (formatLabel: (format: string) => string): Column<Corpus>[] => [
  { key: 'format', label: 'Format', value: (corpus) => formatLabel(corpus.format) },
  { key: 'created', label: 'Imported', value: (corpus) => corpus.createdAt, render: (corpus) => <Box sx={{ whiteSpace: 'nowrap' }}>{formatDate(corpus.createdAt)}</Box> },
  { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: (corpus) => <CorpusMenu corpus={corpus} /> },
];

const dialogueColumns: readonly Column<Corpus>[] = [
  nameColumn,
  { key: 'dialogues', label: 'Dialogues', isFigure: true, value: (corpus) => corpus.dialogues, render: (corpus) => formatCount(corpus.dialogues) },
  { key: 'turns', label: 'Turns', isFigure: true, value: (corpus) => corpus.utterances, render: (corpus) => formatCount(corpus.utterances) },
  {
    key: 'strategies',
    label: 'Strategies',
    value: (corpus) => Object.values(corpus.strategies).reduce((sum, count) => sum + count, 0),
    render: (corpus) => <StrategyStrip vocabulary={corpus.vocabulary} strategies={corpus.strategies} />,
  },
];

const knowledgeColumns: readonly Column<Corpus>[] = [
  nameColumn,
  { key: 'entries', label: 'Entries', isFigure: true, value: (corpus) => corpus.entries, render: (corpus) => formatCount(corpus.entries) },
];
