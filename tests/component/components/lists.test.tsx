/** @file Long lists and small tables on the keyboard and on the clipboard. */
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DataTable } from '../../../src/renderer/src/components/DataTable';
import { GridCell, VirtualList } from '../../../src/renderer/src/components/VirtualList';
import { expectNoAxeViolations, renderPart } from '../support/render';

function Numbers({ rowCount, onOpen }: { rowCount: number; onOpen: (index: number) => void }) {
  const [active, setActive] = useState(0);
  return (
    <div style={{ height: 400 }}>
      <VirtualList label="Numbers" rowCount={rowCount} rowHeightPx={40} activeIndex={active} onActiveIndexChange={setActive} onOpen={onOpen} renderRow={(index) => <GridCell isWide>Number {index}</GridCell>} />
    </div>
  );
}

test('of 100,000 rows only those in sight exist, and the grid says how many there are', async () => {
  const screen = await renderPart(<Numbers rowCount={100_000} onOpen={vi.fn()} />);
  const grid = screen.getByRole('grid', { name: 'Numbers' });
  await expect.element(grid).toHaveAttribute('aria-rowcount', '100000');
  expect(grid.getByRole('row').elements().length).toBeLessThan(40);
  await expectNoAxeViolations();
});

test('arrows, End and Enter move and open; the active row is named even far away', async () => {
  const onOpen = vi.fn();
  const screen = await renderPart(<Numbers rowCount={100_000} onOpen={onOpen} />);
  const grid = screen.getByRole('grid', { name: 'Numbers' });
  (grid.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect.element(grid.getByRole('row', { name: 'Number 1', exact: true })).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{End}');
  const last = grid.getByRole('row', { name: 'Number 99999' });
  await expect.element(last).toBeVisible();
  expect(grid.element().getAttribute('aria-activedescendant')).toBe(last.element().id);
  await userEvent.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(99_999);
});

test('a click opens the row', async () => {
  const onOpen = vi.fn();
  const screen = await renderPart(<Numbers rowCount={10} onOpen={onOpen} />);
  await screen.getByText('Number 3').click();
  expect(onOpen).toHaveBeenCalledExactlyOnceWith(3);
});

test('a table is copied as CSV in the order shown, without its buttons', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  const screen = await renderPart(
    <DataTable
      label="Words"
      rows={[
        { word: 'a, "b"', count: 1 },
        { word: '=SUM(A1)', count: 10 },
      ]}
      rowKey={(row) => row.word}
      columns={[
        { key: 'word', label: 'Word', value: (row) => row.word },
        { key: 'count', label: 'Count', isFigure: true, value: (row) => row.count },
        { key: 'actions', label: 'Actions', isActions: true, value: () => null, render: () => <button type="button">Do</button> },
      ]}
    />,
  );
  await screen.getByRole('button', { name: 'Count' }).click();
  await screen.getByRole('button', { name: 'Copy Words as CSV' }).click();
  expect(written).toHaveBeenCalledExactlyOnceWith('Word,Count\r\n\'=SUM(A1),10\r\n"a, ""b""",1\r\n');
});
