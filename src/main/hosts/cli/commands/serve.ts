/** @file `solace serve`: the workbench in a browser. The web host itself is given by the entry. */
import { once } from 'node:events';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { programRoot } from '../../../platform/program-root';
import type { CommandContext } from '../command-context';
import { openWorkbench } from '../session';

export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('open the workbench to a browser; Ctrl-C stops it')
    .option('--port <port>', 'port to listen on (default: one the system chooses)', parsePort, 0)
    .option('--host <host>', 'address to listen on; any but the default opens the workbench to the network', '127.0.0.1')
    .action(({ port, host }: { port: number; host: string }) => serve(context, { port, host }));
}

async function serve(context: CommandContext, address: { port: number; host: string }): Promise<void> {
  const { startWebHost, terminal, signal } = context;
  const workbench = await openWorkbench({ workspacePath: context.workspacePath(), host: 'web' });
  try {
    const webHost = await startWebHost({ workbench, rendererPath: join(programRoot(), 'out', 'renderer'), ...address });
    if (!isThisMachineOnly(address.host)) terminal.note(`WARNING: other machines can reach ${address.host}, unencrypted. Whoever sees the link can read and change everything in this workspace.`);
    terminal.result({ url: webHost.url }, () => webHost.url);
    if (!signal.aborted) await once(signal, 'abort');
    await webHost.close();
  } finally {
    await workbench.dispose();
  }
  signal.throwIfAborted();
}

function isThisMachineOnly(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}
