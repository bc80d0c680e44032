/** @file The items on which raters agree least, each with all of its ratings. The order stands in the address. */
import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useSearchParams } from 'react-router';
import type { MeasuredItem, Measurement } from '#shared/contracts/measure';
import { formatShare } from '../../components/format';
import { GridCell } from '../../components/VirtualList';
import { ItemList } from '../measure/result/ItemList';

const orders = [
  { key: 'divided', word: 'Most divided first', query: { sort: 'agreement', order: 'ascending' } },
  { key: 'position', word: 'As in the file', query: { sort: 'position', order: 'ascending' } },
] as const;

export function AgreementItemsTab({ measurement }: { measurement: Extract<Measurement, { kind: 'agreement' }> }) {
  const [params, setParams] = useSearchParams();
  const order = orders.find(({ key }) => key === params.get('order')) ?? orders[0];
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <ToggleButtonGroup exclusive value={order.key} onChange={(_, next: string | null) => next !== null && setParams({ tab: 'items', order: next }, { replace: true })} aria-label="Order" sx={{ alignSelf: 'flex-start' }}>
        {orders.map(({ key, word }) => (
          <ToggleButton key={key} value={key}>
            {word}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ItemList key={order.key} label="Items" query={{ id: measurement.id, ...order.query }} rowHeightPx={42} isMeasured header={<Header />} renderRow={(item) => <Row item={item} />} emptyTitle="No items" />
      </Box>
    </Box>
  );
}

function Header() {
  return (
    <>
      <GridCell role="columnheader" width={200}>
        Item
      </GridCell>
      <GridCell role="columnheader" width={110} isFigure>
        Agreement
      </GridCell>
      <GridCell role="columnheader" isWide>
        Ratings
      </GridCell>
    </>
  );
}

function Row({ item }: { item: MeasuredItem }) {
  if (item.kind !== 'agreement') return null;
  const common = commonest(item.ratings.map(({ label }) => label));
  return (
    <>
      <GridCell width={200}>
        <Box component="span" sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
          {item.item}
        </Box>
      </GridCell>
      <GridCell width={110} isFigure>
        {item.agreement === null ? '–' : formatShare(item.agreement)}
      </GridCell>
      <GridCell isWide>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.25, py: 0.5 }}>
          {item.ratings.map(({ rater, label }) => (
            <span key={rater}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {rater}
              </Box>{' '}
              <Box component="span" sx={{ fontWeight: label === common ? 400 : 650 }}>
                {label === '' ? '–' : label}
              </Box>
            </span>
          ))}
        </Box>
      </GridCell>
    </>
  );
}

/** Null where no label is ahead: then none stands out. */
function commonest(labels: readonly string[]): string | null {
  const counts = [...Map.groupBy(labels.filter((label) => label !== ''), (label) => label)].map(([label, same]) => ({ label, count: same.length })).sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first === undefined || first.count === second?.count ? null : first.label;
}
