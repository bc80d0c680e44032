/** @file `npm run check` (types, lint, layers, lock, unit) and `npm test` (the same plus contract, component and end-to-end tests). */
import { findChromium } from './chromium.mjs';
import { readOr, runToEnd, say, shout } from './process.mjs';

const staticChecks = [
  { name: 'types', args: ['node_modules/typescript-native/bin/tsc', '-b'] },
  { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--quiet'] },
  { name: 'layers', args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', 'build/checks/layers.cjs', 'src'] },
  { name: 'lock', args: ['build/checks/lock.mjs'] },
];

const report = '.cache/vitest.json';

function runStaticChecks(node) {
  let failed = 0;
  for (const { name, args } of staticChecks) {
    const startedAt = Date.now();
    const isFine = runToEnd(node, args, { env: { ...process.env, NODE_OPTIONS: '' } }) === 0;
    say(`${isFine ? 'ok  ' : 'FAIL'}  ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (!isFine) failed += 1;
  }
  return failed;
}

function runVitest(node, args, env = {}) {
  const status = runToEnd(node, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], {
    stdio: 'inherit',
    env: { ...process.env, SOLACE_VALIDATE_OUTPUT: '1', ...env },
  });
  return { status, counts: JSON.parse(readOr(report, '{}')) };
}

function close(failedChecks, { status, counts }) {
  const passed = counts.numPassedTests ?? 0;
  const failed = (counts.numFailedTests ?? 0) + failedChecks;
  const skipped = (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0);
  // A run that dies without a failed test (a suite that does not load) must not read as a success.
  const unseen = status !== 0 && failed === 0 ? 1 : 0;
  process.stdout.write(`\n${passed} passed, ${failed + unseen} failed, ${skipped} skipped\n`);
  process.exit(failed + unseen === 0 ? 0 : 1);
}

export function runCheck(node, args) {
  const failedChecks = runStaticChecks(node);
  close(failedChecks, runVitest(node, ['--project', 'unit', ...args]));
}

export function runTests(node, args) {
  const failedChecks = runStaticChecks(node);
  const chromium = findChromium(node);
  const missing = 'NO CHROMIUM: the component and end-to-end tests are SKIPPED.\nInstall Chromium or Chrome, or name one in SOLACE_CHROMIUM, and run "npm test" again.';
  if (chromium === null) shout(missing);
  const outcome = runVitest(node, args, chromium === null ? {} : { SOLACE_CHROMIUM: chromium });
  if (chromium === null) shout(missing);
  close(failedChecks, outcome);
}
