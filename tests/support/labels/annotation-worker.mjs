/** @file A worker process as the program has it: TypeScript as it is, no build. Leaves its number in a folder, so that a test can kill it. */
import { writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

writeFileSync(`${process.env.SOLACE_TEST_WORKERS}/${process.pid}`, '');
await import('../typescript-imports.mjs');
await import('./annotation-worker.ts');
flushCompileCache();
