/** @file Items of a strategy measurement, all or those of one cell, row or column of the confusions. The cell stands in the address. */
import { Box, MenuItem, TextField } from '@mui/material';
import { useSearchParams } from 'react-router';
import type { Input } from '#shared/contracts/index';
import type { MeasuredItem, Measurement } from '#shared/contracts/measure';
import { formatCount } from '../../../components/format';
import { StrategyChip } from '../../../components/StrategyChip';
import { GridCell } from '../../../components/VirtualList';
import { ItemList } from './ItemList';

/** In the address, for predictions that name no strategy. */
export const noStrategy = '(none)';

export function StrategyItemsTab({ measurement }: { measurement: Extract<Measurement, { kind: 'strategy' }> }) {
  const { labels, unparsed } = measurement.result;
  const [params, setParams] = useSearchParams();
  const gold = known(params.get('gold'), labels);
  const predicted = known(params.get('predicted'), [...labels, noStrategy]);
  const choose = (key: 'gold' | 'predicted', value: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        <LabelSelect label="Gold" labels={labels} value={gold} onChange={(value) => choose('gold', value)} />
        <LabelSelect label="Predicted" labels={unparsed > 0 ? [...labels, noStrategy] : labels} value={predicted} onChange={(value) => choose('predicted', value)} />
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ItemList
          key={`${gold} ${predicted}`}
          label="Items"
          query={{ id: measurement.id, ...cellOf(gold, predicted) }}
          rowHeightPx={40}
          header={<Header />}
          renderRow={(item) => <Row item={item} />}
          emptyTitle="No item in this cell"
        />
      </Box>
    </Box>
  );
}

function LabelSelect({ label, labels, value, onChange }: { label: string; labels: readonly string[]; value: string; onChange: (value: string) => void }) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChange(event.target.value)} slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }} sx={{ minWidth: 240 }}>
      <MenuItem value="">Any</MenuItem>
      {labels.map((one) => (
        <MenuItem key={one} value={one}>
          {one === noStrategy ? 'No strategy named' : one}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Header() {
  return (
    <>
      <GridCell role="columnheader" width={72} isFigure>
        Item
      </GridCell>
      <GridCell role="columnheader" width={270}>
        Gold
      </GridCell>
      <GridCell role="columnheader" width={270}>
        Predicted
      </GridCell>
      <GridCell role="columnheader" isWide>
        As written
      </GridCell>
      <GridCell role="columnheader" width={110}>
        Dialogue
      </GridCell>
    </>
  );
}

function Row({ item }: { item: MeasuredItem }) {
  if (item.kind !== 'strategy') return null;
  const { position, gold, predicted, written, dialogue } = item;
  return (
    <>
      <GridCell width={72} isFigure>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {formatCount(position + 1)}
        </Box>
      </GridCell>
      <GridCell width={270}>
        <StrategyChip label={gold} />
      </GridCell>
      <GridCell width={270}>{predicted === null ? <Box component="span" sx={{ color: 'text.secondary' }}>No strategy named</Box> : <StrategyChip label={predicted} />}</GridCell>
      <GridCell isWide>
        <Box component="span" sx={{ whiteSpace: 'nowrap', color: written === predicted ? 'text.secondary' : 'text.primary' }}>
          {written === null || written === '' ? <em>empty</em> : written}
        </Box>
      </GridCell>
      <GridCell width={110}>
        <Box component="span" sx={{ whiteSpace: 'nowrap', color: 'text.secondary' }}>
          {dialogue ?? '–'}
        </Box>
      </GridCell>
    </>
  );
}

function known(asked: string | null, labels: readonly string[]): string {
  return asked !== null && labels.includes(asked) ? asked : '';
}

function cellOf(gold: string, predicted: string): Pick<Input<'measure.items'>, 'cell'> {
  if (gold === '' && predicted === '') return {};
  return { cell: { ...(gold !== '' && { gold }), ...(predicted !== '' && { predicted: predicted === noStrategy ? null : predicted }) } };
}
