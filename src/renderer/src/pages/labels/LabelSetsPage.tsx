/** @file Answers: which corpora have labels of the seeker's state, from whom, and how sure are they? */
import { useState } from 'react';
import { Box, Button, Link, Skeleton } from '@mui/material';
import { FileUp, Sparkles, Tags } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { LabelSet } from '#shared/contracts/labels';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatCount, formatDate, formatShare } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { AnnotateFrame } from './AnnotateFrame';
import { ImportLabels } from './ImportLabels';
import { LabelSetMenu } from './LabelSetMenu';
import { sourceWord } from './label-words';

export function LabelSetsPage() {
  const sets = useCommand('labels.list', {});
  const [isImporting, setIsImporting] = useState(false);
  const actions = (
    <>
      <Button variant="contained" component={RouterLink} to={paths.newRun('annotate')} startIcon={<Sparkles size={16} aria-hidden />}>
        Annotate a corpus
      </Button>
      <Button variant="outlined" startIcon={<FileUp size={16} aria-hidden />} onClick={() => setIsImporting(true)}>
        Import labels
      </Button>
    </>
  );
  return (
    <AnnotateFrame title="Annotate" subtitle="Labels that language models proposed and people checked. Each set is a version of its corpus's labels and never changes." actions={actions} maxWidthPx={1560}>
      <LoadState
        query={sets}
        what="the label sets"
        skeleton={<Skeleton variant="rounded" height={240} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <EmptyState icon={<Tags size={28} aria-hidden />} title="No labels yet" action={actions}>
            Let several language models label every seeker turn, with votes and an adjudicator; or bring in ESCA&rsquo;s annotated file. Without a model, scripted stand-ins show how it works.
          </EmptyState>
        }
      >
        {(list) => <DataTable label="Label sets" columns={columns} rows={list} rowKey={(set) => set.id} />}
      </LoadState>
      {isImporting && <ImportLabels onClose={() => setIsImporting(false)} />}
    </AnnotateFrame>
  );
}

const columns: readonly Column<LabelSet>[] = [
  {
    key: 'name',
    label: 'Name',
    value: (set) => set.name,
    render: (set) => (
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, minWidth: 160 }}>
        <Link component={RouterLink} to={paths.labelSet(set.id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {set.name}
        </Link>
        {set.isScripted && <Badge help="Scripted stand-ins gave these labels: no language model was asked.">Scripted</Badge>}
      </Box>
    ),
  },
  { key: 'corpus', label: 'Corpus', value: (set) => set.corpusName, render: (set) => <Link component={RouterLink} to={paths.corpus(set.corpusId)}>{set.corpusName}</Link> },
  { key: 'source', label: 'From', value: (set) => sourceWord(set.source) },
  { key: 'annotators', label: 'Annotators', value: (set) => set.annotators.map(({ name }) => name).join(', '), render: (set) => <Annotators names={set.annotators.map(({ name }) => name)} /> },
  { key: 'turns', label: 'Turns', isFigure: true, value: (set) => set.counts.turns, render: (set) => formatCount(set.counts.turns) },
  { key: 'unanimous', label: 'Unanimous', isFigure: true, value: (set) => shareOf(set, 'unanimous'), render: (set) => (set.annotators.length === 0 ? '–' : formatShare(shareOf(set, 'unanimous'))) },
  { key: 'failed', label: 'Without value', isFigure: true, value: (set) => set.counts.failed, render: (set) => formatCount(set.counts.failed) },
  { key: 'created', label: 'Made', value: (set) => set.createdAt, render: (set) => <Box sx={{ whiteSpace: 'nowrap' }}>{formatDate(set.createdAt)}</Box> },
  { key: 'actions', label: 'Actions', value: () => null, isActions: true, width: 44, render: (set) => <LabelSetMenu set={set} /> },
];

/** One line each, so that a set of three keeps its row as low as its others; all of it on hover, and in what is copied. */
function Annotators({ names }: { names: readonly string[] }) {
  return (
    <Box title={names.join('\n')} sx={{ maxWidth: { xs: 100, lg: 230 }, fontSize: '0.8125rem', '& > div': { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' } }}>
      {names.slice(0, 3).map((name) => (
        <div key={name}>{name}</div>
      ))}
      {names.length > 3 && <div>and {names.length - 3} more</div>}
    </Box>
  );
}

function shareOf({ counts }: LabelSet, origin: 'unanimous'): number {
  return counts.values === 0 ? 0 : counts[origin] / counts.values;
}
