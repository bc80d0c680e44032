/** @file The browser host as a program: prints the link, opens the browser, and closes everything on Ctrl-C. */
import open from 'open';
import { toWireError } from '#shared/contracts/errors';
import type { Workbench } from '../../app/workbench';
import { isLoopback } from './session';
import { startWebHost } from './start-web-host';
import { readWebArguments, type WebArguments } from './web-arguments';

export interface WebProgram {
  readonly args: readonly string[];
  readonly rendererPath: string;
  /** One line for whoever reads or parses the output; the link is the only one. */
  readonly print: (line: string) => void;
  readonly warn: (line: string) => void;
  readonly createWorkbench: (options: Pick<WebArguments, 'workspacePath'>) => Workbench | Promise<Workbench>;
}

/** Settles when the host is closed; a start that fails is told in one line and sets the exit code. */
export async function runWebHost(program: WebProgram): Promise<void> {
  try {
    await serveUntilStopped(program);
  } catch (error) {
    const { code, message } = toWireError(error);
    program.warn(message);
    process.exitCode = code === 'INVALID_INPUT' ? 2 : code === 'CONFLICT' ? 4 : 1;
  }
}

async function serveUntilStopped({ args, rendererPath, print, warn, createWorkbench }: WebProgram): Promise<void> {
  const { port, host, workspacePath, shouldOpen } = readWebArguments(args);
  const stopped = stopSignal();
  const workbench = await createWorkbench({ workspacePath });
  try {
    const webHost = await startWebHost({ workbench, rendererPath, port, host });
    if (host !== undefined && !isLoopback(host)) warn(exposureWarning(host));
    print(webHost.url);
    const isOpened = shouldOpen && hasDisplay() && (await openBrowser(webHost.url));
    warn(isOpened ? 'Solace is open in your browser. Ctrl-C ends it.' : 'Open the link above in a browser on this machine. Ctrl-C ends Solace.');
    await stopped;
    await webHost.close();
  } finally {
    await workbench.dispose();
  }
}

/** A second Ctrl-C ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** Whether a browser was started; what becomes of it then is its own business. */
async function openBrowser(url: string): Promise<boolean> {
  try {
    const browser = await open(url);
    browser.once('error', () => undefined);
    return true;
  } catch {
    return false;
  }
}

function exposureWarning(host: string): string {
  return [
    `WARNING: Solace listens on ${host}, which other machines can reach, and it is not encrypted.`,
    'Whoever sees the link below, on a screen or on the network, can read and change everything in this workspace.',
    'To work from another machine, an SSH tunnel to 127.0.0.1 is safer: leave --host out and use "ssh -L PORT:127.0.0.1:PORT server".',
  ].join('\n');
}
