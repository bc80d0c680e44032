/** @file Small tools of the bootstrap: where it is, what it says, how it runs other programs. Output goes to stderr, so that stdout stays the command's own. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

export function enterProjectRoot() {
  process.chdir(projectRoot);
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A line that nobody scrolls past. */
export function shout(line) {
  const bar = '='.repeat(Math.min(100, Math.max(...line.split('\n').map((one) => one.length))));
  say(`\n${bar}\n${line}\n${bar}\n`);
}

export function fail(message) {
  say(`\n${message}\n`);
  process.exit(1);
}

export function readOr(file, fallback) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}

export function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Runs a program to its end; returns its exit status, 1 when a signal ended it. Its stdout joins our stderr. */
export function runToEnd(file, args, options = {}) {
  const done = spawnSync(file, args, { stdio: ['ignore', 2, 2], ...options });
  return done.status ?? 1;
}

/** Runs npm under a given Node. npm names itself in npm_execpath; called without npm, the one beside Node is used. */
export function runNpm(node, args, directory) {
  const beside = [path.join(path.dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'), path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')];
  const npm = process.env.npm_execpath ?? beside.find((one) => existsSync(one));
  if (npm === undefined) fail('npm was not found. Run this through npm: "npm start" or "npm test".');
  const quiet = { npm_config_fund: 'false', npm_config_audit: 'false', npm_config_update_notifier: 'false', npm_config_ignore_scripts: 'true', npm_config_loglevel: 'error' };
  return runToEnd(node, [npm, ...args], { cwd: directory, env: { ...process.env, ...quiet } }) === 0;
}

/** Hands the terminal over to a program and ends with its exit status. `onEarlyFailure` may take over when it dies within the first seconds. */
export function become(file, args, { env = {}, onEarlyFailure } = {}) {
  const startedAt = Date.now();
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(onEarlyFailure ? onEarlyFailure() : process.exit(1)));
    child.on('exit', (code, signal) => {
      const diedEarly = code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM' && Date.now() - startedAt < 8000;
      if (diedEarly && onEarlyFailure) resolve(onEarlyFailure());
      else process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
