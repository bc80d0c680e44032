/** @file Work that several ask for at the same time is done once. It is called off when nobody waits for it any more. */

interface Shared<Result> {
  readonly promise: Promise<Result>;
  readonly abort: AbortController;
  waiting: number;
}

export class SharedWork<Result> {
  readonly #underWay = new Map<string, Shared<Result>>();

  /** Resolves as the one work under `key` does; `isOwn` tells whether it was begun for this caller. Rejects with the signal's reason at once. */
  async join(key: string, signal: AbortSignal, begin: (signal: AbortSignal) => Promise<Result>): Promise<{ readonly result: Result; readonly isOwn: boolean }> {
    signal.throwIfAborted();
    const present = this.#underWay.get(key);
    const shared = present !== undefined && !present.abort.signal.aborted ? present : this.#begin(key, present === undefined ? begin : (own) => ended(present.promise).then(() => begin(own)));
    shared.waiting++;
    const left = Promise.withResolvers<never>();
    const leave = (): void => left.reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return { result: await Promise.race([shared.promise, left.promise]), isOwn: shared !== present };
    } finally {
      signal.removeEventListener('abort', leave);
      shared.waiting--;
      if (shared.waiting === 0) shared.abort.abort(signal.aborted ? signal.reason : undefined);
    }
  }

  /** Resolves when nothing is under way; what comes of it is of no interest. */
  async settled(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ promise }) => ended(promise)));
  }

  #begin(key: string, begin: (signal: AbortSignal) => Promise<Result>): Shared<Result> {
    const abort = new AbortController();
    const shared: Shared<Result> = { promise: begin(abort.signal), abort, waiting: 0 };
    this.#underWay.set(key, shared);
    const forget = (): void => {
      if (this.#underWay.get(key) === shared) this.#underWay.delete(key);
    };
    shared.promise.then(forget, forget);
    return shared;
  }
}

/** What was called off may still end well; then its answer is there for who comes next. */
async function ended(promise: Promise<unknown>): Promise<void> {
  await promise.then(
    () => undefined,
    () => undefined,
  );
}
