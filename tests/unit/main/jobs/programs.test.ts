/** @file A program talks both ways with its parent; how it ends is told once, and nothing it said before anybody listened is lost. */
import { expect, test } from 'vitest';
import { inlinePrograms } from '#main/jobs/inline-programs';
import type { Program } from '#main/jobs/protocol';
import type { ProgramLink } from '#main/platform/ports';
import { AppError } from '#shared/contracts/errors';

const doubling: Program = async (input, port) => {
  const { upTo } = input as { upTo: number };
  port.send('ready');
  await new Promise<void>((resolve) => {
    let heard = 0;
    port.onMessage((value) => {
      port.send((value as number) * 2);
      if (++heard === upTo) resolve();
    });
  });
};

const failing: Program = () => Promise.reject(new AppError('INVALID_INPUT', 'There is no such file.'));
const endless: Program = () => new Promise(() => undefined);

const open = inlinePrograms({ doubling, failing, endless });

function ended(link: ProgramLink): Promise<{ error?: Error; exit?: { signal: string | null } }> {
  return new Promise((resolve) => link.onEnd(resolve));
}

test('both sides speak, and the end comes after the last message', async () => {
  const link = open('doubling', { upTo: 2 });
  const heard: unknown[] = [];
  link.onMessage((value) => heard.push(value));
  link.send(1);
  link.send(2);
  expect(await ended(link)).toEqual({});
  expect(heard).toEqual(['ready', 2, 4]);
});

test('what was said early is kept for the first listener', async () => {
  const link = open('doubling', { upTo: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const heard: unknown[] = [];
  link.onMessage((value) => heard.push(value));
  expect(heard).toEqual(['ready']);
  link.kill();
});

test('a failure arrives as the error it is', async () => {
  expect(await ended(open('failing', {}))).toMatchObject({ error: { code: 'INVALID_INPUT', message: 'There is no such file.' } });
});

test('a killed program ends with its signal, once', async () => {
  const link = open('endless', {});
  const ends: unknown[] = [];
  link.onEnd((end) => ends.push(end));
  link.kill();
  await expect.poll(() => ends).toMatchObject([{ exit: { signal: 'SIGKILL' } }]);
  link.kill();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ends).toHaveLength(1);
});

test('an unknown program is an error of ours', async () => {
  expect(await ended(open('nope', {}))).toMatchObject({ error: { code: 'INTERNAL', message: expect.stringContaining('nope') } });
});
