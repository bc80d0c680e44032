/** @file Entry of the command line. Ctrl-C once ends the work cleanly, twice ends it at once. */
import { runCommandLine } from './hosts/cli/command-line';
import { exitCodes } from './hosts/cli/exit-codes';
import { keepYoungHeapSmall } from './platform/young-heap';

keepYoungHeapSmall();
const interrupt = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interrupt.signal.aborted) process.exit(exitCodes.CANCELLED);
    interrupt.abort();
  });
}

// The reader may leave early, as `head` does: then there is nobody left to write for.
process.stdout.once('error', () => process.exit(0));

process.exitCode = await runCommandLine(process.argv.slice(2), {
  startWebHost: async (options) => (await import('./hosts/web/start-web-host')).startWebHost(options),
  streams: { out: process.stdout, error: process.stderr },
  signal: interrupt.signal,
});
