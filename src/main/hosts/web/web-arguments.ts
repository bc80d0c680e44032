/** @file The options of the browser host as typed on a command line. */
import { parseArgs } from 'node:util';
import { AppError } from '#shared/contracts/errors';

export interface WebArguments {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly workspacePath: string | undefined;
  readonly shouldOpen: boolean;
}

export const webUsage = 'Options: --port N, --host ADDRESS, --workspace DIR, --no-open.';

export function readWebArguments(args: readonly string[]): WebArguments {
  const { port, host, workspace, open } = parse(args);
  return { port: port === undefined ? undefined : readPort(port), host, workspacePath: workspace, shouldOpen: open ?? true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowNegative: true, options: { port: { type: 'string' }, host: { type: 'string' }, workspace: { type: 'string' }, open: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${error instanceof Error ? error.message : String(error)} ${webUsage}`, { cause: error });
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new AppError('INVALID_INPUT', `--port takes a whole number from 0 to 65535, not "${text}".`);
  return port;
}
