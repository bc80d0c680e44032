/** @file Answers: what was asked of language models, by whom, what came back, what did it cost, and what could not be read? */
import { useRef, useState } from 'react';
import { Box, Button, MenuItem, TextField } from '@mui/material';
import { List } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { CallFilter, CallOutcome } from '#shared/contracts/calls';
import { CallId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand } from '../../api/use-command';
import { type RowRange, usePages } from '../../api/use-pages';
import { countOf } from '../../components/format';
import { EmptyState, ErrorState, LoadingState } from '../../components/LoadState';
import { SearchField } from '../../components/SearchField';
import { VirtualList, type VirtualListHandle } from '../../components/VirtualList';
import { CallDetail } from './CallDetail';
import { CallHeader, CallRow } from './CallRow';
import { CallTotalsLine } from './CallTotalsLine';
import { ModelsFrame } from './ModelsFrame';

export function CallsPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const openCall = CallId.safeParse(Number(params.get('call')));
  const change = (key: string, value: string | null) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === null || value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: key !== 'call' },
    );
  return (
    <ModelsFrame title="Calls" layout="full" maxWidthPx="none" subtitle={<CallTotalsLine runId={filter.runId} />}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5, pb: 2 }}>
        <Filters filter={filter} change={change} />
        <Box sx={{ flex: 1, minHeight: 0, display: 'grid', gridTemplateColumns: openCall.success ? 'minmax(360px, 1fr) minmax(420px, 1fr)' : '1fr', gap: 2 }}>
          <FoundCalls filter={filter} openCall={openCall.data ?? null} onOpen={(id) => change('call', String(id))} />
          {openCall.success && <CallDetail callId={openCall.data} onClose={() => change('call', null)} onOpen={(id) => change('call', String(id))} />}
        </Box>
      </Box>
    </ModelsFrame>
  );
}

function filterOf(params: URLSearchParams): CallFilter {
  const given = {
    text: params.get('q') ?? undefined,
    role: params.get('role') ?? undefined,
    outcome: params.get('outcome') ?? undefined,
    runId: params.has('run') ? Number(params.get('run')) : undefined,
    endpointId: params.has('endpoint') ? Number(params.get('endpoint')) : undefined,
  };
  const checked = CallFilter.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  return checked.success ? checked.data : {};
}

function Filters({ filter, change }: { filter: CallFilter; change: (key: string, value: string | null) => void }) {
  const roles = useCommand('prompts.roles', {});
  const endpoints = useCommand('endpoints.list', {});
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      <Box sx={{ width: 260 }}>
        <SearchField label="Search the calls" value={filter.text ?? ''} onChange={(value) => change('q', value)} fullWidth />
      </Box>
      <Choice label="Role" value={filter.role ?? ''} options={(roles.data ?? []).map(({ role, title }) => ({ value: role, word: title }))} onChange={(value) => change('role', value)} />
      <Choice label="Endpoint" value={filter.endpointId === undefined ? '' : String(filter.endpointId)} options={(endpoints.data ?? []).map(({ id, name }) => ({ value: String(id), word: name }))} onChange={(value) => change('endpoint', value)} />
      <Choice label="Outcome" value={filter.outcome ?? ''} options={CallOutcome.options.map((value) => ({ value, word: outcomeWords[value] }))} onChange={(value) => change('outcome', value)} />
      {filter.runId !== undefined && (
        <Button variant="outlined" onClick={() => change('run', null)}>
          Of run {filter.runId}: show all
        </Button>
      )}
      {isFiltered && filter.runId === undefined && <Button onClick={() => ['q', 'role', 'endpoint', 'outcome'].forEach((key) => change(key, null))}>Clear</Button>}
    </Box>
  );
}

export const outcomeWords = { parsed: 'Read', unparsed: 'Could not be read', failed: 'No answer' } as const;

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; word: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <TextField select size="small" label={label} value={options.some((option) => option.value === value) ? value : ''} onChange={(event) => onChange(event.target.value)} sx={{ minWidth: 150 }}>
      <MenuItem value="">Any</MenuItem>
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.word}
        </MenuItem>
      ))}
    </TextField>
  );
}

function FoundCalls({ filter, openCall, onOpen }: { filter: CallFilter; openCall: CallId | null; onOpen: (id: CallId) => void }) {
  const client = useClient();
  const listRef = useRef<VirtualListHandle | null>(null);
  const [range, setRange] = useState<RowRange>({ startIndex: 0, endIndex: 30 });
  const [activeIndex, setActiveIndex] = useState(0);
  const pages = usePages({ key: ['calls.list', filter], fetch: (page, signal) => client.call('calls.list', { ...filter, ...page }, { signal }) }, range);
  if (pages.error !== null) return <ErrorState what="the calls" message={pages.error.message} onRetry={pages.retry} />;
  if (pages.total === undefined) return <LoadingState what="the calls" />;
  if (pages.total === 0) return <NoCalls isFiltered={Object.keys(filter).length > 0} />;
  return (
    <Box sx={{ minHeight: 0, display: 'flex', flexDirection: 'column', gap: 0.5 }}>
      <Box role="status" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {countOf(pages.total, 'call')}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, fontSize: '0.875rem' }}>
        <VirtualList
          label="Calls"
          rowCount={pages.total}
          rowHeightPx={50}
          header={<CallHeader isNarrow={openCall !== null} />}
          renderRow={(index) => <CallRow call={pages.rowAt(index)} isOpen={pages.rowAt(index)?.id === openCall} isNarrow={openCall !== null} />}
          activeIndex={activeIndex}
          onActiveIndexChange={setActiveIndex}
          onOpen={(index) => {
            const call = pages.rowAt(index);
            if (call !== undefined) onOpen(call.id);
          }}
          onRangeChange={setRange}
          handle={listRef}
        />
      </Box>
    </Box>
  );
}

function NoCalls({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState title="No call matches">Widen the search, or clear it.</EmptyState>
  ) : (
    <EmptyState icon={<List size={28} aria-hidden />} title="Nothing was asked yet">
      Every question to a language model is kept here with its answer: what was sent, what came back, how long it took and what it cost.
    </EmptyState>
  );
}
