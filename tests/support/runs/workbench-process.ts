/** @file Store, scheduler and forked workers of a workspace, without hosts and windows; ends when every run has ended. */
import { forkPrograms } from '#main/jobs/fork-transport';
import type { Ports } from '#main/platform/ports';
import { createEventBus } from '#main/services/app/event-bus';
import { createFileRegistry } from '#main/services/files/file-registry';
import { createRuns } from '#main/services/runs/runs-service';
import { sql } from '#main/store/sql';
import { openStore } from '#main/store/store';
import { countingKind } from './counting-kind';

const [workspacePath = ''] = process.argv.slice(2);
const log = { write: () => undefined, tail: () => [], close: () => Promise.resolve() };
const clock = { now: () => new Date() };
const refuse = (): never => {
  throw new Error('not in this test');
};
const ports: Ports = { clock, log, dialogs: null, secrets: { description: '', encrypt: refuse, decrypt: refuse }, spawnTask: refuse, openProgram: forkPrograms(`${import.meta.dirname}/worker.mjs`), workspacePath, resourcesPath: '', appVersion: 'test' };

const store = openStore({ folder: workspacePath, clock, log });
const events = createEventBus();
// Deaths are the test's doing, and as many as it likes.
const runs = createRuns({ ports, store, events, files: createFileRegistry(workspacePath), kinds: [countingKind({ ports, store })], limits: { deaths: 1_000, backOffMs: 0 } });
runs.scheduler.work();
process.stdout.write('works\n');

const left = sql`SELECT count(*) FROM runs WHERE state IN ('queued', 'running')`;
const timer = setInterval(() => {
  if (store.db.number(left) > 0) return;
  clearInterval(timer);
  void runs.scheduler.dispose().then(() => {
    events.dispose();
    store.dispose();
    process.exit(0);
  });
}, 20);
