/** @file Answers: what has the workbench been doing, how long did it take, and what did it log? Looks again by itself. */
import { type ReactNode, useState } from 'react';
import { Box, FormControlLabel, Switch, Typography } from '@mui/material';
import type { DebugSnapshot } from '#shared/contracts/debug';
import { useCommand } from '../../api/use-command';
import { DataTable } from '../../components/DataTable';
import { formatBytes, formatClockTime, formatDecimal } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';

const refreshEveryMs = 2000;

export function DebugPage() {
  const [isLive, setIsLive] = useState(true);
  const snapshot = useCommand('debug.snapshot', {}, isLive ? { refetchEveryMs: refreshEveryMs } : {});
  return (
    <PageContainer
      title="Debug"
      subtitle="The last calls, slow queries and log lines of this workbench. Texts of dialogues are never logged."
      actions={<FormControlLabel control={<Switch checked={isLive} onChange={(event) => setIsLive(event.target.checked)} />} label="Refresh every 2 s" slotProps={{ typography: { variant: 'body2' } }} />}
    >
      <LoadState query={snapshot} what="the debug snapshot">
        {(data) => <Snapshot snapshot={data} />}
      </LoadState>
    </PageContainer>
  );
}

function Snapshot({ snapshot }: { snapshot: DebugSnapshot }) {
  return (
    <>
      <Box sx={{ mb: 4 }}>
        <StatRow label="Memory">
          <Stat label="memory in use" value={formatBytes(snapshot.memory.residentBytes)} />
          <Stat label="JavaScript heap" value={formatBytes(snapshot.memory.heapBytes)} />
        </StatRow>
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1.5 }}>
          {Object.entries(snapshot.versions)
            .map(([name, version]) => `${name} ${version}`)
            .join(' · ')}
        </Typography>
      </Box>
      <Calls calls={snapshot.calls} />
      <SlowQueries queries={snapshot.slowQueries} />
      <PageSection title="Log" description="Newest line last.">
        <LogTail lines={snapshot.logTail} />
      </PageSection>
    </>
  );
}

function Calls({ calls }: { calls: DebugSnapshot['calls'] }) {
  return (
    <PageSection title="Calls" description="The last 200, newest first.">
      <DataTable
        label="Calls"
        maxHeightPx={380}
        rows={calls.map((call, place) => ({ ...call, place }))}
        rowKey={(call) => `${call.at}#${call.place}`}
        columns={[
          { key: 'at', label: 'At', value: (call) => call.at, render: (call) => formatClockTime(call.at), width: 90 },
          { key: 'command', label: 'Command', value: (call) => call.command, render: (call) => <code>{call.command}</code> },
          { key: 'duration', label: 'Took, ms', isFigure: true, value: (call) => call.durationMs, render: (call) => formatDecimal(call.durationMs) },
          { key: 'input', label: 'Input', isFigure: true, value: (call) => call.inputBytes, render: (call) => formatBytes(call.inputBytes) },
          { key: 'output', label: 'Output', isFigure: true, value: (call) => call.outputBytes, render: (call) => formatBytes(call.outputBytes) },
          { key: 'error', label: 'Error', value: (call) => call.error, render: (call) => call.error !== null && <Box sx={{ color: 'error.main', overflowWrap: 'anywhere' }}>{call.error}</Box> },
        ]}
      />
    </PageSection>
  );
}

function SlowQueries({ queries }: { queries: DebugSnapshot['slowQueries'] }) {
  return (
    <PageSection title="Slow queries" description={queries.length === 0 ? 'None took over 40 ms.' : 'Queries that took over 40 ms, newest first.'}>
      {queries.length > 0 && (
        <DataTable
          label="Slow queries"
          maxHeightPx={300}
          rows={queries.map((query, place) => ({ ...query, place }))}
          rowKey={(query) => `${query.at}#${query.place}`}
          columns={[
            { key: 'at', label: 'At', value: (query) => query.at, render: (query) => formatClockTime(query.at), width: 90 },
            { key: 'duration', label: 'Took, ms', isFigure: true, width: 100, value: (query) => query.durationMs, render: (query) => formatDecimal(query.durationMs) },
            { key: 'sql', label: 'SQL', value: (query) => query.sql, render: (query) => <Box component="code" sx={{ overflowWrap: 'anywhere' }}>{query.sql}</Box> },
          ]}
        />
      )}
    </PageSection>
  );
}

function LogTail({ lines }: { lines: readonly string[] }): ReactNode {
  if (lines.length === 0) {
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        Nothing has been logged yet.
      </Typography>
    );
  }
  return (
    <Box component="pre" tabIndex={0} role="region" aria-label="Log" sx={{ m: 0, p: 1.5, maxHeight: 420, overflow: 'auto', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', fontSize: '0.8125rem', lineHeight: 1.55, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {lines.join('\n')}
    </Box>
  );
}
