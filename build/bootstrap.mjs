/**
 * @file Entry of `npm start`, `npm test`, `npm run check` and `npm run solace`: prepares whatever is missing, then runs it.
 * Needs nothing but Node 18; everything after the first step runs on Node 22.15 or newer.
 */
import { buildBundles } from './bootstrap/bundles.mjs';
import { installDependencies } from './bootstrap/dependencies.mjs';
import { findNode } from './bootstrap/node-runtime.mjs';
import { enterProjectRoot, fail } from './bootstrap/process.mjs';
import { runCheck, runTests } from './bootstrap/quality.mjs';
import { runCommandLine, runDevelopment, startWorkbench } from './bootstrap/start.mjs';

const tasks = { start: startWorkbench, test: runTests, check: runCheck, cli: runCommandLine, dev: runDevelopment };

/** Tasks that run the built application; `check` looks at sources only. */
const needsBundles = new Set(['start', 'test', 'cli', 'dev']);

const [name = 'start', ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) fail(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`);

enterProjectRoot();
const node = await findNode();
installDependencies(node);
if (needsBundles.has(name)) buildBundles(node);
await task(node, rest);
