/** @file Equal events close together are told once; a reader that leaves is forgotten. */
import { expect, test } from 'vitest';
import { createEventBus } from '#main/services/app/event-bus';
import { CorpusId } from '#shared/domain/ids';

test('equal events are told once, different ones each', async () => {
  const bus = createEventBus();
  const abort = new AbortController();
  const told: unknown[] = [];
  const reading = (async () => {
    for await (const event of bus.subscribe(abort.signal)) {
      told.push(event);
      if (told.length === 2) abort.abort();
    }
  })();
  await Promise.resolve();
  for (let i = 0; i < 50; i++) bus.emit({ kind: 'activities.changed' });
  bus.emit({ kind: 'corpora.changed', corpusId: CorpusId.parse(3) });
  await reading;
  expect(told).toEqual([{ kind: 'activities.changed' }, { kind: 'corpora.changed', corpusId: 3 }]);
});

test('aborting ends a reader that waits', async () => {
  const bus = createEventBus();
  const abort = new AbortController();
  const reading = Array.fromAsync(bus.subscribe(abort.signal));
  await Promise.resolve();
  abort.abort();
  expect(await reading).toEqual([]);
  bus.dispose();
});
