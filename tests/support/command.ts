/** @file The built command line as a script uses it: a process, its streams, its exit code. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export const commandPath = resolve(import.meta.dirname, '../../out/main/cli.js');

export interface CommandResult {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly error: string;
}

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with the running process, e.g. to interrupt it. */
  readonly onStart?: (child: ChildProcess) => void;
}

export async function runCommand(args: readonly string[], { environment = {}, onStart }: Options = {}): Promise<CommandResult> {
  if (!existsSync(commandPath)) throw new Error(`${commandPath} is missing: build first`);
  const child = spawn(process.execPath, [commandPath, ...args], { env: { ...process.env, SOLACE_VALIDATE_OUTPUT: '1', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (written.error += text));
  onStart?.(child);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, ...written };
}
