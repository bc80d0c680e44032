/** @file Where the corpus came from: files, hash, vocabulary, note, and everything the import had to say, in full. */
import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import type { Corpus } from '#shared/contracts/corpora';
import { DataTable } from '../../components/DataTable';
import { countOf, formatBytes, formatCount, formatDateTime } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { useFormatLabel } from './use-format-label';

const vocabularyNames = { esconv8: 'ESConv, 8 strategies', extes8: 'ExTES, 8 strategies' } as const;

export function SourceTab({ corpus }: { corpus: Corpus }) {
  const formatLabel = useFormatLabel();
  return (
    <>
      <PageSection title="Provenance">
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 3, rowGap: 0.75 }}>
          <Fact name="Format">{formatLabel(corpus.format)}</Fact>
          {corpus.kind === 'dialogues' && <Fact name="Vocabulary">{vocabularyNames[corpus.vocabulary]}</Fact>}
          <Fact name="Imported">{formatDateTime(corpus.createdAt)}</Fact>
          <Fact name="Content hash">
            <Box component="code" title="sha256 over the content: equal content has an equal hash" sx={{ overflowWrap: 'anywhere' }}>
              {corpus.sha256}
            </Box>
          </Fact>
          <Fact name="May leave this machine">{corpus.isLocalOnly ? 'No, kept local' : 'Only to endpoints that you add'}</Fact>
          {corpus.note !== '' && (
            <Fact name="Note">
              <Box sx={{ whiteSpace: 'pre-wrap', maxWidth: '75ch' }}>{corpus.note}</Box>
            </Fact>
          )}
        </Box>
      </PageSection>
      <PageSection title="Files">
        <DataTable
          label="Files"
          rows={corpus.files}
          rowKey={(file) => file.name}
          columns={[
            { key: 'name', label: 'File', value: (file) => file.name },
            { key: 'records', label: 'Records', isFigure: true, value: (file) => file.records, render: (file) => formatCount(file.records) },
            { key: 'size', label: 'Size', isFigure: true, value: (file) => file.sizeBytes, render: (file) => formatBytes(file.sizeBytes) },
          ]}
        />
      </PageSection>
      <Warnings corpus={corpus} />
      <Rejected corpus={corpus} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
        {name}
      </Typography>
      <Typography component="dd" variant="body2" sx={{ m: 0 }}>
        {children}
      </Typography>
    </>
  );
}

function Warnings({ corpus: { warnings } }: { corpus: Corpus }) {
  return (
    <PageSection title="Warnings" description={warnings.length === 0 ? 'The import had nothing to remark.' : 'Taken in, but worth knowing. Each with its first example.'}>
      {warnings.length > 0 && (
        <DataTable
          label="Warnings"
          rows={warnings}
          rowKey={(warning) => warning.code}
          columns={[
            { key: 'code', label: 'What', value: (warning) => warning.code, render: (warning) => <code>{warning.code}</code> },
            { key: 'count', label: 'Times', isFigure: true, value: (warning) => warning.count, render: (warning) => formatCount(warning.count) },
            { key: 'example', label: 'Example', value: (warning) => warning.example, render: (warning) => <Box sx={{ overflowWrap: 'anywhere' }}>{warning.example}</Box> },
          ]}
        />
      )}
    </PageSection>
  );
}

function Rejected({ corpus: { rejected } }: { corpus: Corpus }) {
  return (
    <PageSection title="Rejected records" description={rejected.length === 0 ? 'Every record was taken.' : `${countOf(rejected.length, 'record')} could not be taken.`}>
      {rejected.length > 0 && (
        <DataTable
          label="Rejected records"
          maxHeightPx={480}
          rows={rejected}
          rowKey={(record) => `${record.file}#${record.index}`}
          columns={[
            { key: 'file', label: 'File', value: (record) => record.file },
            { key: 'index', label: 'Index', isFigure: true, value: (record) => record.index },
            { key: 'reason', label: 'Reason', value: (record) => record.reason, render: (record) => <Box sx={{ overflowWrap: 'anywhere' }}>{record.reason}</Box> },
          ]}
        />
      )}
    </PageSection>
  );
}
