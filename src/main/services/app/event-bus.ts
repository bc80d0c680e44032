/** @file Tells open pages what changed. Equal events within a quarter of a second are told once. */
import type { AppEvent } from '#shared/contracts/app';

const coalesceMs = 250;

export interface EventBus {
  emit(event: AppEvent): void;
  /** Events from now on, until the signal aborts. */
  subscribe(signal: AbortSignal): AsyncIterable<AppEvent>;
  dispose(): void;
}

export function createEventBus(): EventBus {
  const subscribers = new Set<(events: readonly AppEvent[]) => void>();
  const pending = new Map<string, AppEvent>();
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    timer = null;
    const events = [...pending.values()];
    pending.clear();
    for (const deliver of subscribers) deliver(events);
  };

  return {
    emit(event) {
      if (subscribers.size === 0) return;
      pending.set(JSON.stringify(event), event);
      timer ??= setTimeout(flush, coalesceMs);
    },
    subscribe: (signal) => deliverTo(subscribers, signal),
    dispose() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

async function* deliverTo(subscribers: Set<(events: readonly AppEvent[]) => void>, signal: AbortSignal): AsyncGenerator<AppEvent> {
  const queue = new Map<string, AppEvent>();
  let wake = (): void => undefined;
  const receive = (events: readonly AppEvent[]): void => {
    for (const event of events) queue.set(JSON.stringify(event), event);
    wake();
  };
  const stop = (): void => wake();
  subscribers.add(receive);
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      const [first] = queue;
      if (first === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
      } else {
        queue.delete(first[0]);
        yield first[1];
      }
    }
  } finally {
    subscribers.delete(receive);
    signal.removeEventListener('abort', stop);
  }
}
