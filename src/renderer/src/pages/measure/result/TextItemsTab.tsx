/** @file Best and worst replies by a chosen figure; of a comparison, where the two systems differ most. Order and figure stand in the address. */
import { Box, MenuItem, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useSearchParams } from 'react-router';
import { ItemSort, type MeasuredItem, type Measurement } from '#shared/contracts/measure';
import { BlurToggle } from '../../../components/BlurToggle';
import { formatDifference, formatFigure } from '../../../components/figure-format';
import { formatCount } from '../../../components/format';
import { blurredText, useTextBlur } from '../../../components/text-blur';
import { GridCell } from '../../../components/VirtualList';
import { figureName } from '../figure-names';
import { ItemList } from './ItemList';
import { scoreOf, TextItemDetail } from './TextItem';

type TextMeasurement = Extract<Measurement, { kind: 'nlg' | 'comparison' }>;

const sorts = ['rougeL', 'bleu1', 'bleu2', 'bleu3', 'bleu4', 'cider', 'unigramF1', 'rougeLF1', 'length', 'position'] as const;

export function TextItemsTab({ measurement }: { measurement: TextMeasurement }) {
  const [params, setParams] = useSearchParams();
  const asked = ItemSort.safeParse(params.get('sort'));
  const sort = sorts.find((one) => one === asked.data) ?? 'rougeL';
  const order = params.get('order') === 'descending' ? 'descending' : 'ascending';
  const isPair = measurement.kind === 'comparison';
  const names = isPair ? measurement.result.names : { a: '', b: '' };
  const change = (key: string, value: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        next.set(key, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <TextField select label={isPair ? 'Difference in' : 'Sorted by'} value={sort} onChange={(event) => change('sort', event.target.value)} sx={{ minWidth: 170 }}>
          {sorts.map((one) => (
            <MenuItem key={one} value={one}>
              {sortWord(one)}
            </MenuItem>
          ))}
        </TextField>
        <ToggleButtonGroup exclusive value={order} onChange={(_, next: string | null) => next !== null && change('order', next)} aria-label="Order">
          <ToggleButton value="ascending">{orderWords(sort, names.b).ascending}</ToggleButton>
          <ToggleButton value="descending">{orderWords(sort, names.a).descending}</ToggleButton>
        </ToggleButtonGroup>
        <Box sx={{ flex: 1 }} />
        <BlurToggle />
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ItemList
          key={`${sort} ${order}`}
          label="Items"
          query={{ id: measurement.id, sort, order }}
          rowHeightPx={38}
          header={<Header sort={sort} isPair={isPair} />}
          renderRow={(item) => <Row item={item} sort={sort} />}
          renderDetail={(item) => (item.kind === 'nlg' || item.kind === 'comparison') && <TextItemDetail item={item} names={names} />}
          emptyTitle="No items"
        />
      </Box>
    </Box>
  );
}

function sortWord(sort: (typeof sorts)[number]): string {
  if (sort === 'length') return 'Words';
  return sort === 'position' ? 'Place in the file' : figureName(sort);
}

/** Of a comparison the ends are where one system leads. */
function orderWords(sort: string, name: string): { ascending: string; descending: string } {
  if (sort === 'position') return { ascending: 'First first', descending: 'Last first' };
  if (name !== '') return { ascending: `${name} ahead`, descending: `${name} ahead` };
  return sort === 'length' ? { ascending: 'Shortest first', descending: 'Longest first' } : { ascending: 'Worst first', descending: 'Best first' };
}

function Header({ sort, isPair }: { sort: (typeof sorts)[number]; isPair: boolean }) {
  return (
    <>
      <GridCell role="columnheader" width={64} isFigure>
        Item
      </GridCell>
      {sort !== 'position' && (
        <GridCell role="columnheader" width={isPair ? 104 : 96} isFigure>
          {isPair ? 'Difference' : sortWord(sort)}
        </GridCell>
      )}
      <GridCell role="columnheader" isWide>
        Reply
      </GridCell>
    </>
  );
}

function Row({ item, sort }: { item: MeasuredItem; sort: string }) {
  const [isBlurred] = useTextBlur();
  if (item.kind !== 'nlg' && item.kind !== 'comparison') return null;
  const isPair = item.kind === 'comparison';
  const text = isPair ? item.a.text : item.text;
  return (
    <>
      <GridCell width={64} isFigure>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {formatCount(item.position + 1)}
        </Box>
      </GridCell>
      {sort !== 'position' && (
        <GridCell width={isPair ? 104 : 96} isFigure>
          {valueText(item, sort)}
        </GridCell>
      )}
      <GridCell isWide>
        <Box component="span" sx={{ whiteSpace: 'nowrap', ...(isBlurred && blurredText) }}>
          {text.trim() === '' ? <em>empty</em> : text}
        </Box>
      </GridCell>
    </>
  );
}

function valueText(item: Extract<MeasuredItem, { kind: 'nlg' | 'comparison' }>, sort: string): string {
  if (item.kind === 'nlg') {
    const value = scoreOf(item.scores, sort);
    return value === null ? '' : sort === 'length' ? formatCount(value) : formatFigure(value);
  }
  const difference = (scoreOf(item.a.scores, sort) ?? 0) - (scoreOf(item.b.scores, sort) ?? 0);
  return sort === 'length' ? formatCount(difference) : formatDifference(difference);
}
