/** @file The ports as Node gives them: system clock, workspace folder, log files, resources beside the bundle. Knows no host. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { version } from '../../../package.json';
import { createFileLog } from './file-log';
import { createKeyFileSecrets, keyFilePath } from './key-file-secrets';
import type { Clock, Log, NativeDialogs, OpenProgram, Ports, Secrets, SpawnTask } from './ports';
import { programRoot } from './program-root';

export interface NodePortsOptions {
  /** Default: SOLACE_WORKSPACE, else `Solace` in the system's folder for application data. */
  workspacePath?: string | undefined;
  dialogs: NativeDialogs | null;
  /** What the host keeps secrets with, where it has something better than a key file. */
  secrets?: (keyFile: Secrets) => Secrets;
  spawnTask: SpawnTask;
  openProgram: OpenProgram;
  log?: Log;
}

/** Creates the workspace folder where it is missing. */
export function createNodePorts(options: NodePortsOptions): Ports {
  const clock: Clock = { now: () => new Date() };
  const workspacePath = resolve(options.workspacePath ?? defaultWorkspacePath(process.platform, process.env));
  createWorkspaceFolder(workspacePath);
  const keyFile = createKeyFileSecrets({ path: keyFilePath(process.platform, process.env), workspacePath });
  return {
    clock,
    log: options.log ?? createFileLog({ folder: join(workspacePath, 'logs'), clock }),
    dialogs: options.dialogs,
    secrets: options.secrets?.(keyFile) ?? keyFile,
    spawnTask: options.spawnTask,
    openProgram: options.openProgram,
    workspacePath,
    resourcesPath: resolve(process.env['SOLACE_RESOURCES'] ?? join(programRoot(), 'resources')),
    appVersion: version,
  };
}

export function defaultWorkspacePath(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string {
  const chosen = environment['SOLACE_WORKSPACE'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const home = homedir();
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Solace');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Solace');
  return join(environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'Solace');
}

function createWorkspaceFolder(path: string): void {
  try {
    makeFolder(path);
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('WORKSPACE', `The workspace folder ${path} cannot be created or written (${reason}). Choose another with --workspace or SOLACE_WORKSPACE.`, { details: { path }, cause: error });
  }
}

/** Parents first. Node's own `recursive` never returns where a folder exists and yet takes no new one, e.g. under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
