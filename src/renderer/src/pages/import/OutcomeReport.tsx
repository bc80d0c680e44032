/** @file What an import found: counts, strategies, warnings, rejected records. Used before storing and after. */
import { Box } from '@mui/material';
import type { ImportOutcome, ImportWarning } from '#shared/contracts/import-report';
import { DataTable } from '../../components/DataTable';
import { formatCount, sentenceCase } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';
import { StrategyChip } from '../../components/StrategyChip';
import { RejectedRecords } from './RejectedRecords';

export function OutcomeReport({ outcome }: { outcome: ImportOutcome }) {
  const { corpus, warnings, rejected } = outcome;
  const strategies = Object.entries(corpus.strategies).toSorted(([, a], [, b]) => b - a);
  return (
    <>
      <Box sx={{ mb: 3 }}>
        <StatRow label="What was found">
          {corpus.entries > 0 ? (
            <Stat label="knowledge entries" value={formatCount(corpus.entries)} />
          ) : (
            <>
              <Stat label="dialogues" value={formatCount(corpus.dialogues)} />
              <Stat label="turns" value={formatCount(corpus.utterances)} />
              <Stat label="of the seeker" value={formatCount(corpus.seekerTurns)} />
              <Stat label="of the supporter" value={formatCount(corpus.supporterTurns)} />
            </>
          )}
          <Stat label="rejected" value={formatCount(rejected.length)} />
          <Stat label="kinds of warning" value={formatCount(warnings.length)} />
        </StatRow>
      </Box>
      {strategies.length > 0 && (
        <PageSection title="Strategies">
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
            {strategies.map(([label, count]) => (
              <StrategyChip key={label} label={label} count={count} />
            ))}
          </Box>
        </PageSection>
      )}
      {warnings.length > 0 && (
        <PageSection title="Warnings" description="Nothing is lost by these; they say what was unusual.">
          <DataTable<ImportWarning>
            label="Warnings"
            rows={warnings}
            rowKey={({ code }) => code}
            columns={[
              { key: 'code', label: 'What', value: ({ code }) => sentenceCase(code.replaceAll('-', ' ')), width: 220 },
              { key: 'count', label: 'Times', value: ({ count }) => count, render: ({ count }) => formatCount(count), isFigure: true, width: 90 },
              { key: 'example', label: 'First example', value: ({ example }) => example, render: ({ example }) => <Box sx={{ overflowWrap: 'anywhere' }}>{example}</Box> },
            ]}
          />
        </PageSection>
      )}
      <RejectedRecords rejected={rejected} />
    </>
  );
}
