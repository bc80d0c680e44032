/** @file What goes to which stream: one document, one progress line, one error. */
import { describe, expect, test } from 'vitest';
import { createTerminal, describeProgress } from '#main/hosts/cli/terminal';
import { textTable } from '#main/hosts/cli/text-table';
import { AppError } from '#shared/contracts/errors';

function setUp(options: { isJson?: boolean; isQuiet?: boolean; isTTY?: boolean }) {
  const written = { out: '', error: '' };
  const terminal = createTerminal(
    { isJson: options.isJson ?? false, isQuiet: options.isQuiet ?? false },
    { out: { write: (text) => void (written.out += text) }, error: { isTTY: options.isTTY ?? false, columns: 40, write: (text) => void (written.error += text) } },
  );
  return { terminal, written };
}

const progress = { done: 50, total: 200, unit: 'bytes', note: 'Reading', unitsPerSecond: 1500, secondsLeft: 0.1 } as const;

describe('progress', () => {
  test('is one line that is written over and wiped', () => {
    const { terminal, written } = setUp({ isTTY: true });
    terminal.progress(progress);
    terminal.progress({ ...progress, done: 150 });
    terminal.result({}, () => 'done');
    expect(written).toEqual({ out: 'done\n', error: '\r\u001b[KReading  25 % of 200 B  1.5 kB/s  1 s l\r\u001b[KReading  75 % of 200 B  1.5 kB/s  1 s l\r\u001b[K' });
  });

  test('stays out of files and of quiet commands', () => {
    const file = setUp({});
    file.terminal.progress(progress);
    const quiet = setUp({ isTTY: true, isQuiet: true });
    quiet.terminal.progress(progress);
    expect([file.written.error, quiet.written.error]).toEqual(['', '']);
  });

  test('names rate and time left only when they are known', () => {
    expect(describeProgress({ done: 7, unit: 'dialogues', note: 'Writing' })).toBe('Writing  7 dialogues');
  });
});

test('with --json there is one document, whatever comes after it', () => {
  const { terminal, written } = setUp({ isJson: true });
  terminal.note('between');
  terminal.result({ a: 1 }, () => 'text');
  expect(terminal.fail(new AppError('CANCELLED', 'stopped'))).toBe(130);
  expect(JSON.parse(written.out)).toEqual({ a: 1 });
});

test('an error is one line even when its message is not, and cannot command the terminal', () => {
  const { terminal, written } = setUp({});
  expect(terminal.fail(new AppError('LIMIT', 'a\nb \u001b[31mred\u0007'))).toBe(5);
  expect(written.error).toBe('solace: a b red\n');
});

test('tables align numbers to the right and wide characters by their columns', () => {
  expect(textTable(['name', 'count'], [['焦虑', '1,000'], ['sadness', '2']])).toBe(['name     count', '-------  -----', '焦虑     1,000', 'sadness      2'].join('\n'));
});
