/** @file Starts the built desktop program for a test: the real Electron where its binary is present, else the double. The same handle for both. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { _electron, chromium, type Page } from 'playwright-core';
import type * as Electron from 'electron';
import type { EvaluateReply, EvaluateRequest } from './electron-double/driver';

export type ElectronModule = typeof Electron;

export interface DesktopApp {
  readonly page: Page;
  /** Runs a self-contained function in the main process. */
  evaluate<T, A = undefined>(run: (electron: ElectronModule, argument: A) => T | Promise<T>, argument?: A): Promise<T>;
  /** Quits as the menu does; the exit code. */
  quit(): Promise<number | null>;
  /** The exit code, once the program has ended by itself. */
  readonly exited: Promise<number | null>;
}

export interface LaunchOptions {
  /** Electron's own folder; also what the single-instance lock is about. */
  readonly userDataPath: string;
  readonly workspacePath: string;
}

const root = join(import.meta.dirname, '../..');
const binary = findBinary();

/** For the titles of tests, so that a report says what was really run. */
export const desktopName = binary === null ? 'electron (double: the Electron binary is missing)' : 'electron';

export async function launchDesktop(options: LaunchOptions): Promise<DesktopApp> {
  return binary === null ? launchDouble(options) : launchElectron(binary, options);
}

/** Starts the program without expecting a window: the exit code and what it wrote to standard error. */
export async function startDesktop(options: LaunchOptions): Promise<{ exitCode: number | null; errors: string }> {
  const child = binary === null ? forkDouble(options, 0) : spawn(binary, electronArguments(options), { env: environment(options), stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  return { exitCode: await exitOf(child), errors };
}

async function launchElectron(executablePath: string, options: LaunchOptions): Promise<DesktopApp> {
  const electron = await _electron.launch({ executablePath, args: electronArguments(options), env: environment(options) });
  const exited = exitOf(electron.process());
  return {
    page: await electron.firstWindow(),
    evaluate: (run, argument) => electron.evaluate(run as never, argument as never),
    async quit() {
      await electron.evaluate(({ app }) => setImmediate(() => app.quit()));
      return exited;
    },
    exited,
  };
}

async function launchDouble(options: LaunchOptions): Promise<DesktopApp> {
  const debugPort = await freePort();
  const child = forkDouble(options, debugPort);
  child.stderr?.pipe(process.stderr);
  const evaluate = evaluator(child);
  const exited = exitOf(child);
  await Promise.race([untilShown(evaluate), exited.then((code) => Promise.reject(new Error(`The program ended with code ${code} before it showed a window.`)))]);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`);
  const [page] = browser.contexts().flatMap((context) => context.pages());
  if (page === undefined) throw new Error('The double has no page.');
  return {
    page,
    evaluate,
    async quit() {
      await browser.close();
      if (child.connected) await evaluate(({ app }) => void setImmediate(() => app.quit()));
      return exited;
    },
    exited,
  };
}

function forkDouble({ userDataPath, workspacePath }: LaunchOptions, debugPort: number): ChildProcess {
  return fork(join(import.meta.dirname, 'electron-double/run.ts'), [join(root, 'out/main/index.js')], {
    cwd: root,
    execArgv: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    env: { ...environment({ userDataPath, workspacePath }), ELECTRON_DOUBLE_USER_DATA: userDataPath, ELECTRON_DOUBLE_DEBUG_PORT: String(debugPort) },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
}

function evaluator(child: ChildProcess): DesktopApp['evaluate'] {
  const waiting = new Map<number, (reply: EvaluateReply) => void>();
  child.on('message', (reply: EvaluateReply) => {
    waiting.get(reply.id)?.(reply);
    waiting.delete(reply.id);
  });
  return (run, argument) =>
    new Promise((resolve, reject) => {
      const request: EvaluateRequest = { id: waiting.size + Math.random(), source: String(run), argument };
      waiting.set(request.id, (reply) => ('error' in reply ? reject(new Error(reply.error)) : resolve(reply.value as never)));
      child.send(request, (error) => error !== null && reject(error));
    });
}

async function untilShown(evaluate: DesktopApp['evaluate']): Promise<void> {
  while (!(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible())))) {
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Never triggers the download that requiring the package would. */
function findBinary(): string | null {
  const folder = join(root, 'node_modules/electron');
  if (!existsSync(join(folder, 'path.txt'))) return null;
  const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
  return existsSync(path) ? path : null;
}

function electronArguments({ userDataPath }: LaunchOptions): string[] {
  return [root, `--user-data-dir=${userDataPath}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

function environment({ workspacePath }: LaunchOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), SOLACE_WORKSPACE: workspacePath };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
