/** @file Downloads Electron's binary with a progress line, then lets the package's own installer unpack it. Run as a program of its own. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const electronRequire = createRequire(path.resolve('node_modules/electron/package.json'));
const { downloadArtifact } = await import(electronRequire.resolve('@electron/get'));
const { version } = electronRequire('./package.json');

const megabytes = (bytes) => (bytes / 1024 ** 2).toFixed(0);
const show = (text) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : '');

if (!process.stderr.isTTY) process.stderr.write(`Fetching Electron ${version} …\n`);
show(`Fetching Electron ${version} …`);
try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: electronRequire('./checksums.json'),
    downloadOptions: {
      quiet: true,
      getProgressCallback: async ({ percent, transferred, total }) => show(`Fetching Electron ${version}: ${Math.round(percent * 100)} %, ${megabytes(transferred)} of ${megabytes(total ?? 0)} MB`),
    },
  });
  show('');
  process.exitCode = spawnSync(process.execPath, ['node_modules/electron/install.js'], { stdio: 'ignore' }).status ?? 1;
} catch {
  // The caller says in one plain line what follows from this.
  show('');
  process.exitCode = 1;
}
