/** @file Ctrl-C while figures are computed without a pause, when no listener could run. Knows nothing of what is computed. */

/** Gives interrupts back to the system for the time of the work: the process then ends at once, and there is nothing to clean up. */
export async function withDefaultInterrupt<T>(work: () => Promise<T>): Promise<T> {
  const kept = (['SIGINT', 'SIGTERM'] as const).map((signal) => ({ signal, listeners: process.listeners(signal) }));
  for (const { signal } of kept) process.removeAllListeners(signal);
  try {
    return await work();
  } finally {
    for (const { signal, listeners } of kept) for (const listener of listeners) process.on(signal, listener);
  }
}
