/** @file A worker process with the tests' tasks: TypeScript as it is, no build. Leaves its number in a folder where a test wants to kill it. */
import { writeFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';

if (process.env.SOLACE_TEST_WORKERS) writeFileSync(`${process.env.SOLACE_TEST_WORKERS}/${process.pid}`, '');
await import('../typescript-imports.mjs');
await import('./worker.ts');
flushCompileCache();
