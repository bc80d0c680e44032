/** @file Values pushed on one side, read by `for await` on the other. Holds what the reader has not taken yet. */

export interface ValueQueue<Value> extends AsyncIterator<Value, undefined> {
  push(value: Value): void;
  /** After the queued values the reader sees the end, or the error. */
  finish(outcome?: { error: unknown }): void;
  /** The reader sees the error at once; queued values are dropped. */
  fail(error: unknown): void;
  return(): Promise<IteratorResult<Value, undefined>>;
}

interface Events {
  /** The reader took a value. */
  onTaken(): void;
  /** The reader left before the end. */
  onLeft(): void;
}

type Waiter<Value> = PromiseWithResolvers<IteratorResult<Value, undefined>>;

export function createValueQueue<Value>(events: Events): ValueQueue<Value> {
  const values: Value[] = [];
  const waiting: Waiter<Value>[] = [];
  let outcome: { error?: unknown } | null = null;

  function finish(last: { error: unknown } | undefined): void {
    if (outcome !== null) return;
    outcome = last ?? {};
    for (const waiter of waiting.splice(0)) conclude(waiter);
  }

  /** The error is told once; whoever asks again sees the end, as with a generator. */
  function conclude(waiter: Waiter<Value>): void {
    const { error } = outcome ?? {};
    outcome = {};
    if (error === undefined) waiter.resolve({ done: true, value: undefined });
    else waiter.reject(error);
  }

  return {
    push(value) {
      if (outcome !== null) return;
      const waiter = waiting.shift();
      if (waiter === undefined) {
        values.push(value);
        return;
      }
      waiter.resolve({ done: false, value });
      events.onTaken();
    },
    finish,
    fail(error) {
      values.length = 0;
      finish({ error });
    },
    next() {
      const waiter: Waiter<Value> = Promise.withResolvers();
      if (values.length > 0) {
        waiter.resolve({ done: false, value: values.shift() as Value });
        events.onTaken();
      } else if (outcome === null) waiting.push(waiter);
      else conclude(waiter);
      return waiter.promise;
    },
    return() {
      values.length = 0;
      if (outcome === null) events.onLeft();
      finish(undefined);
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
