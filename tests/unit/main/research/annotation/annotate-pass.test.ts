/** @file One annotator over one dialogue: stitching, retries with smaller windows, failure as a state of its own. */
import { expect, it } from 'vitest';
import { annotatePass, type WindowReply } from '#main/research/annotation/annotate-pass';
import type { Window } from '#main/research/annotation/windows';
import type { CallId } from '#shared/domain/ids';

const options = { window: 4, step: 2, attempts: 5 };

function read(window: Window, callId = 1): WindowReply {
  return { isRead: true, callId: callId as CallId, labels: Array.from({ length: window.last - window.first + 1 }, (_, index) => ({ emotionIntensity: `${window.first + index}` })) };
}

const unread: WindowReply = { isRead: false, reason: 'two lines are missing' };

it('gives every turn the label of the first window that has it', async () => {
  const calls: string[] = [];
  const result = await annotatePass(7, options, (window, sample) => {
    calls.push(`${window.first}-${window.last}/${sample}`);
    return Promise.resolve(read(window, window.first + 1));
  });
  expect(calls).toEqual(['0-3/0', '2-5/0', '4-6/0']);
  expect(result.turns?.map(({ labels, callId }) => [labels['emotionIntensity'], callId])).toEqual([['0', 1], ['1', 1], ['2', 1], ['3', 1], ['4', 3], ['5', 3], ['6', 5]]);
  expect(result).toMatchObject({ attempts: 1, unread: 0, reason: null });
});

it('tries the whole dialogue again with smaller windows', async () => {
  const calls: string[] = [];
  const result = await annotatePass(5, options, (window, sample) => {
    calls.push(`${window.first}-${window.last}/${sample}`);
    return Promise.resolve(window.last - window.first + 1 > 2 ? unread : read(window));
  });
  expect(calls).toEqual(['0-3/0', '2-4/0', '0-1/0', '1-2/0', '2-3/0', '3-4/0']);
  expect(result.turns).toHaveLength(5);
  expect(result).toMatchObject({ attempts: 2, unread: 2, reason: 'two lines are missing' });
});

it('puts a question anew where the same window comes again, and does not repeat what was read', async () => {
  const calls: string[] = [];
  const result = await annotatePass(3, { window: 2, step: 1, attempts: 5 }, (window, sample) => {
    calls.push(`${window.first}-${window.last}/${sample}`);
    return Promise.resolve(window.first === 1 && sample < 2 ? unread : read(window));
  });
  expect(calls).toEqual(['0-1/0', '1-2/0', '1-2/1', '1-2/2']);
  expect(result).toMatchObject({ attempts: 3, unread: 2 });
});

it('has failed after the last attempt, with the reason', async () => {
  const result = await annotatePass(9, options, () => Promise.resolve(unread));
  expect(result).toMatchObject({ turns: null, attempts: 5, reason: 'two lines are missing' });
});

it('does not trust a reply with another number of labels', async () => {
  const result = await annotatePass(4, { ...options, attempts: 1 }, (window) => Promise.resolve({ ...read(window), labels: [{ emotionIntensity: '1' }] } as WindowReply));
  expect(result).toMatchObject({ turns: null, reason: 'it labels 1 of 4 turns' });
});

it('has nothing to ask of a dialogue without turns', async () => {
  expect(await annotatePass(0, options, () => Promise.reject(new Error('asked')))).toEqual({ turns: [], attempts: 1, unread: 0, reason: null });
});
