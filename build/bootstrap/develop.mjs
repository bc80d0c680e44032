/** @file `npm run dev:web`: rebuilds the bundles when a source changes and restarts the browser host after each build. */
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';

const settleMs = 200;
let host = null;
let timer = null;
let needsRestart = false;

function build() {
  return spawnSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' }).status === 0;
}

function restart(options) {
  host?.kill('SIGTERM');
  host = spawn(process.execPath, ['out/main/web.js', '--port', '5210', ...options, ...process.argv.slice(2)], { stdio: 'inherit' });
}

restart([]);
/** A change of the pages alone needs no restart, so the open page only has to be reloaded. */
watch('src', { recursive: true }, (_event, file) => {
  needsRestart ||= file === null || !file.startsWith('renderer');
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!build() || !needsRestart) return;
    needsRestart = false;
    restart(['--no-open']);
  }, settleMs);
});
