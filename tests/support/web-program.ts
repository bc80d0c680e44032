/** @file Starts the built browser host for a test, as `npm start -- --web` does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface WebProgram {
  readonly url: string;
  /** Presses Ctrl-C; the exit code. */
  stop(): Promise<number | null>;
}

const root = join(import.meta.dirname, '../..');

export async function startWebProgram(workspacePath: string, args: readonly string[] = []): Promise<WebProgram> {
  const child = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open', '--workspace', workspacePath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const [url] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exited.then(() => Promise.reject(new Error('The web host ended before it printed its link.')))])) as [string];
  return {
    url,
    async stop() {
      child.kill('SIGINT');
      const [code] = await exited;
      return code;
    },
  };
}
