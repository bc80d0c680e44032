/** @file What a command may use of the command line that runs it. */
import type { Workbench } from '../../app/workbench';
import type { Session } from './session';
import type { Terminal } from './terminal';

/** The web host, as the entry hands it in. */
export type StartWebHost = (options: { workbench: Workbench; rendererPath: string; port: number; host: string }) => Promise<{ readonly url: string; close(): Promise<void> }>;

export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly startWebHost: StartWebHost;
  workspacePath(): string | undefined;
  withSession<T>(run: (session: Session) => Promise<T>): Promise<T>;
}
