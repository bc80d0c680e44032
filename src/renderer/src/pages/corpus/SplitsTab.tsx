/** @file The splits of a corpus, each a version that never changes, and the making of another. */
import { Box } from '@mui/material';
import type { Corpus, SplitSet } from '#shared/contracts/corpora';
import { useCommand } from '../../api/use-command';
import { DataTable } from '../../components/DataTable';
import { formatCount, formatDateTime, formatShare } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';
import { NewSplit } from './NewSplit';

export function SplitsTab({ corpus }: { corpus: Corpus }) {
  const splits = useCommand('corpora.splits', { corpus: corpus.id });
  return (
    <>
      <PageSection title="Splits" description="A split says which dialogue belongs to which part. Equal hashes mean equal splits.">
        <LoadState query={splits} what="the splits" isEmpty={(list) => list.length === 0} empty={<EmptyState title="Not split yet">Make the first split below. The corpus itself stays as it is.</EmptyState>}>
          {(list) => <SplitTable splits={list} />}
        </LoadState>
      </PageSection>
      <NewSplit corpus={corpus} />
    </>
  );
}

const modeWords: Readonly<Record<SplitSet['mode'], string>> = { sequential: 'In order', seeded: 'Shuffled by seed', file: 'As the files came' };

function SplitTable({ splits }: { splits: readonly SplitSet[] }) {
  return (
    <DataTable
      label="Splits"
      rows={splits}
      rowKey={(split) => split.id}
      columns={[
        { key: 'name', label: 'Name', value: (split) => split.name, render: (split) => <Box sx={{ fontWeight: 550 }}>{split.name}</Box> },
        { key: 'mode', label: 'How', value: (split) => modeWords[split.mode] },
        { key: 'ratios', label: 'Ratios', value: (split) => split.ratios },
        { key: 'seed', label: 'Seed', isFigure: true, value: (split) => split.seed },
        { key: 'parts', label: 'Parts', value: (split) => split.parts.map((part) => `${part.name} ${part.dialogues}`).join(', '), render: (split) => <Parts split={split} /> },
        { key: 'sha256', label: 'Hash', value: (split) => split.sha256, render: (split) => <code title={split.sha256}>{split.sha256.slice(0, 12)}</code> },
        { key: 'created', label: 'Made', value: (split) => split.createdAt, render: (split) => <Box sx={{ whiteSpace: 'nowrap' }}>{formatDateTime(split.createdAt)}</Box> },
      ]}
    />
  );
}

function Parts({ split }: { split: SplitSet }) {
  const total = split.parts.reduce((sum, part) => sum + part.dialogues, 0);
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 2 }}>
      {split.parts.map((part) => (
        <Box component="span" key={part.name} sx={{ whiteSpace: 'nowrap' }}>
          {part.name} {formatCount(part.dialogues)}{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {formatShare(part.dialogues / Math.max(1, total))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
