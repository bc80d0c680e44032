/** @file A process that opens a workspace and works its queue until nothing is left of it: for tests that kill it. TypeScript as it is, no build. */
import { flushCompileCache } from 'node:module';

await import('../typescript-imports.mjs');
await import('./annotation-process.ts');
flushCompileCache();
