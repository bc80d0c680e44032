/** @file The assembled core as hosts see it. Built by `createWorkbench(ports)`; knows no host. */
import type { Client } from '#shared/channel/client';
import type { Port } from '#shared/channel/port';
import type { Role } from '#shared/contracts/define';

export interface Caller {
  readonly role: Role;
  /** In-process callers may use commands that take real paths. */
  readonly isLocal: boolean;
}

export interface Workbench {
  /** Serves the channel to one window or socket until its port closes. */
  serve(port: Port, caller: Caller): void;
  /** A client in the same process (the command line). */
  client(caller: Caller): Client;
  /** Stops activities, closes the store, flushes the log. */
  dispose(): Promise<void>;
}
