/** @file Fields that ask: the search that waits for a pause, the range that passes on only numbers within bounds. */
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type NumberRange, RangeField } from '../../../src/renderer/src/components/RangeField';
import { SearchField } from '../../../src/renderer/src/components/SearchField';
import { expectNoAxeViolations, renderPart } from '../support/render';

function Range({ onChange }: { onChange: (range: NumberRange) => void }) {
  const [range, setRange] = useState<NumberRange>({});
  return (
    <RangeField
      label="Turns"
      value={range}
      min={0}
      max={100}
      onChange={(next) => {
        setRange(next);
        onChange(next);
      }}
    />
  );
}

function Search({ onChange, onLeave }: { onChange: (text: string) => void; onLeave: () => void }) {
  const [text, setText] = useState('');
  const change = (next: string) => {
    setText(next);
    onChange(next);
  };
  return <SearchField label="Search" value={text} onChange={change} onLeave={onLeave} pauseMs={60_000} />;
}

test('a range passes on numbers within bounds and marks everything else', async () => {
  const onChange = vi.fn();
  const screen = await renderPart(<Range onChange={onChange} />);
  const from = screen.getByRole('textbox', { name: 'Turns from' });
  await from.fill('12');
  expect(onChange).toHaveBeenLastCalledWith({ from: 12 });
  await from.fill('300');
  await expect.element(from).toHaveAttribute('aria-invalid', 'true');
  expect(onChange).toHaveBeenLastCalledWith({ from: 12 });
  await from.fill('');
  expect(onChange).toHaveBeenLastCalledWith({ from: undefined });
  await expectNoAxeViolations();
});

test('a search is said after a pause, at once on Enter, and cleared by Esc', async () => {
  const onChange = vi.fn();
  const onLeave = vi.fn();
  const screen = await renderPart(<Search onChange={onChange} onLeave={onLeave} />);
  await userEvent.keyboard('/');
  const field = screen.getByRole('searchbox', { name: 'Search' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('job');
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(onChange).toHaveBeenLastCalledWith('job');
  expect(onLeave).toHaveBeenCalledOnce();
  await userEvent.keyboard('{Escape}');
  expect(onChange).toHaveBeenLastCalledWith('');
});
