/** @file A counter that a producer waits on: one unit for each value it may send. */

export interface Credit {
  grant(count: number): void;
  /** Resolves when a unit was taken or the work was given up; the caller looks at the signal. */
  take(): Promise<void>;
}

/** More than any reader asks for; keeps a hostile count from meaning "no back-pressure". */
const maxCredit = 1024;

/** One taker at a time. */
export function createCredit(initial: number, signal: AbortSignal): Credit {
  let available = Math.min(initial, maxCredit);
  let wake: (() => void) | null = null;
  const wakeTaker = () => {
    wake?.();
    wake = null;
  };
  signal.addEventListener('abort', wakeTaker, { once: true });
  return {
    grant(count) {
      available = Math.min(available + count, maxCredit);
      wakeTaker();
    },
    async take() {
      if (available === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      available -= 1;
    },
  };
}
