/** @file Every value with its votes: filtered by field and by how it came about, the most divided first where asked. A row opens its dialogue. */
import { useState } from 'react';
import { Box, MenuItem, TextField, ToggleButton } from '@mui/material';
import { useNavigate, useSearchParams } from 'react-router';
import { type LabelSetDetails, ValueFilter, type ValueRow } from '#shared/contracts/labels';
import { allFields } from '#shared/domain/label-schema';
import { useClient } from '../../api/ClientProvider';
import { type RowRange, usePages } from '../../api/use-pages';
import { paths } from '../../app/paths';
import { countOf } from '../../components/format';
import { EmptyState, ErrorState, LoadingState } from '../../components/LoadState';
import { GridCell, VirtualList } from '../../components/VirtualList';
import { originWords } from './label-words';

export function ValuesTab({ set }: { set: LabelSetDetails }) {
  const client = useClient();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [range, setRange] = useState<RowRange>({ startIndex: 0, endIndex: 30 });
  const [activeIndex, setActiveIndex] = useState(0);
  const filter = filterOf(params);
  const sort = params.get('sort') === 'corpus' ? 'corpus' : 'disagreement';
  const input = { labelSetId: set.id, filter, sort } as const;
  const pages = usePages({ key: ['labels.values', input], fetch: (page, signal) => client.call('labels.values', { ...input, ...page }, { signal }) }, range);
  const change = (key: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
    setParams(next, { replace: true });
  };
  const fields = allFields(set.fullSchema);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5, pb: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <TextField select size="small" label="Field" value={params.get('field') ?? ''} onChange={(event) => change('field', event.target.value)} sx={{ minWidth: 190 }}>
          <MenuItem value="">All</MenuItem>
          {fields.map(({ id, title }) => (
            <MenuItem key={id} value={id}>
              {title}
            </MenuItem>
          ))}
        </TextField>
        <TextField select size="small" label="How it came about" value={params.get('origin') ?? ''} onChange={(event) => change('origin', event.target.value)} sx={{ minWidth: 190 }}>
          <MenuItem value="">Any way</MenuItem>
          {Object.entries(originWords).map(([origin, word]) => (
            <MenuItem key={origin} value={origin}>
              {word}
            </MenuItem>
          ))}
        </TextField>
        <TextField select size="small" label="Order" value={sort} onChange={(event) => change('sort', event.target.value)} sx={{ minWidth: 190 }}>
          <MenuItem value="disagreement">Most divided first</MenuItem>
          <MenuItem value="corpus">As in the corpus</MenuItem>
        </TextField>
        <ToggleButton size="small" value="divided" selected={filter.isDivided === true} onChange={() => change('divided', filter.isDivided === true ? null : '1')}>
          Only where they differ
        </ToggleButton>
        <Box role="status" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {pages.total !== undefined && countOf(pages.total, 'value')}
        </Box>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, fontSize: '0.875rem' }}>
        {pages.error !== null ? (
          <ErrorState what="the values" message={pages.error.message} onRetry={pages.retry} />
        ) : pages.total === undefined ? (
          <LoadingState what="the values" />
        ) : pages.total === 0 ? (
          <EmptyState title="No value matches">Choose another field or another way.</EmptyState>
        ) : (
          <VirtualList
            label="Values"
            rowCount={pages.total}
            rowHeightPx={48}
            header={<Header />}
            renderRow={(index) => <Row row={pages.rowAt(index)} set={set} titles={new Map(fields.map(({ id, title }) => [id, title]))} />}
            activeIndex={activeIndex}
            onActiveIndexChange={setActiveIndex}
            onOpen={(index) => {
              const row = pages.rowAt(index);
              if (row !== undefined) void navigate(`${paths.dialogue(row.dialogueId)}?turn=${row.turn + 1}`);
            }}
            onRangeChange={setRange}
          />
        )}
      </Box>
    </Box>
  );
}

function filterOf(params: URLSearchParams): ValueFilter {
  const [field, origin] = [params.get('field'), params.get('origin')];
  const checked = ValueFilter.safeParse({ ...(field !== null && { fields: [field] }), ...(origin !== null && { origins: [origin] }), ...(params.has('divided') && { isDivided: true }) });
  return checked.success ? checked.data : {};
}

const widths = { place: 110, field: 215, value: 160, origin: 150 } as const;

function Header() {
  return (
    <>
      <GridCell role="columnheader" width={widths.place}>
        Dialogue
      </GridCell>
      <GridCell role="columnheader" width={widths.field}>
        Field
      </GridCell>
      <GridCell role="columnheader" width={widths.value}>
        Value
      </GridCell>
      <GridCell role="columnheader" width={widths.origin}>
        How
      </GridCell>
      <GridCell role="columnheader" isWide>
        Votes and words
      </GridCell>
    </>
  );
}

function Row({ row, set, titles }: { row: ValueRow | undefined; set: LabelSetDetails; titles: ReadonlyMap<string, string> }) {
  if (row === undefined) return <GridCell isWide>…</GridCell>;
  const votes = row.votes.map(({ value }) => value ?? 'none').join(' · ');
  const voters = row.votes.map(({ annotator, value }) => `${set.annotators[annotator]?.name ?? annotator}: ${value ?? 'none'}`).join('\n');
  return (
    <>
      <GridCell width={widths.place}>{`${row.position + 1}, turn ${row.turn + 1}`}</GridCell>
      <GridCell width={widths.field}>{titles.get(row.field) ?? row.field}</GridCell>
      <GridCell width={widths.value}>
        <Box component="span" sx={{ fontWeight: 550 }}>
          {row.value ?? '–'}
        </Box>
      </GridCell>
      <GridCell width={widths.origin}>{originWords[row.origin]}</GridCell>
      <GridCell isWide>
        <Box sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{row.text}</Box>
        <Box title={voters} sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', color: 'text.secondary', fontSize: '0.75rem' }}>{votes}</Box>
      </GridCell>
    </>
  );
}
