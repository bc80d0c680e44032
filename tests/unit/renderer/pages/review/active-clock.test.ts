/** @file Time of work: what counts, and what does not. */
import { expect, test } from 'vitest';
import { ActiveClock, idleAfterMs } from '../../../../../src/renderer/src/pages/review/active-clock';

function clockAt() {
  let nowMs = 0;
  const clock = new ActiveClock(() => nowMs);
  return { clock, pass: (ms: number) => (nowMs += ms) };
}

test('time runs between one decision and the next', () => {
  const { clock, pass } = clockAt();
  pass(4_000);
  expect(clock.take()).toBe(4_000);
  pass(1_500);
  expect(clock.take()).toBe(1_500);
  expect(clock.totalMs).toBe(5_500);
});

test('of a long silence only the first minute counts', () => {
  const { clock, pass } = clockAt();
  pass(10_000);
  clock.noteSign();
  pass(20 * 60_000);
  clock.noteSign();
  pass(2_000);
  expect(clock.take()).toBe(10_000 + idleAfterMs + 2_000);
});

test('while it stands nothing counts, whatever the person does', () => {
  const { clock, pass } = clockAt();
  pass(3_000);
  clock.stop();
  pass(8_000);
  clock.noteSign();
  pass(8_000);
  clock.start();
  pass(1_000);
  expect(clock.take()).toBe(4_000);
});

test('time that was taken for a decision that came to nothing is put back', () => {
  const { clock, pass } = clockAt();
  pass(5_000);
  clock.giveBack(clock.take());
  pass(1_000);
  expect(clock.take()).toBe(6_000);
  expect(clock.totalMs).toBe(6_000);
});
