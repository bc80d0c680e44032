/** @file Installs the locked packages, once per lock and platform. No package runs a script of its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fail, projectRoot, readOr, runNpm, say, sha256 } from './process.mjs';

const stamp = 'node_modules/.solace-stamp';

/** Names one exact set of packages on this platform. */
export function lockFingerprint() {
  return sha256(readFileSync('package-lock.json'), process.platform, process.arch);
}

export function installDependencies(node) {
  const wanted = lockFingerprint();
  if (readOr(stamp, '') === wanted) return;
  say('Installing packages …');
  // Registries now and then drop a connection; a second try is cheaper than a confused newcomer.
  const isInstalled = runNpm(node, ['ci'], projectRoot) || (say('Trying once more …'), runNpm(node, ['ci'], projectRoot));
  if (!isInstalled) fail('The packages could not be installed; npm says why above. Check the network and run the command again.');
  writeFileSync(stamp, wanted);
}
