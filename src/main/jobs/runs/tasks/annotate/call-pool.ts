/** @file So many questions at a time and no more; of those that wait, the one of the earliest dialogue goes first, so that dialogues get finished. */

export interface CallPool {
  run<Result>(priority: number, work: () => Promise<Result>): Promise<Result>;
}

interface Waiting {
  readonly priority: number;
  readonly start: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Once the signal aborts, everything rejects with its reason: what waits is not begun, what is under way is not waited for. */
export function createCallPool(places: number, signal: AbortSignal): CallPool {
  const queue: Waiting[] = [];
  let busy = 0;
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  aborted.catch(() => undefined);
  signal.addEventListener('abort', () => queue.splice(0).forEach(({ refuse }) => refuse(signal.reason)), { once: true });

  const enter = (priority: number): Promise<void> => {
    signal.throwIfAborted();
    if (busy < places) {
      busy += 1;
      return Promise.resolve();
    }
    return new Promise<void>((start, refuse) => {
      const place = queue.findLastIndex((one) => one.priority <= priority) + 1;
      queue.splice(place, 0, { priority, start, refuse });
    });
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) busy -= 1;
    else next.start();
  };

  return {
    async run(priority, work) {
      await enter(priority);
      try {
        return await Promise.race([work(), aborted]);
      } finally {
        leave();
      }
    },
  };
}
