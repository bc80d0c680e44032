/** @file What the interface must know of the program around it. Implements appContract. */
import { basename } from 'node:path';
import type { appContract, HostKind } from '#shared/contracts/app';
import type { HandlersOf } from '#shared/contracts/index';
import type { Ports } from '../../platform/ports';
import type { EventBus } from './event-bus';
import { runtimeVersions } from './versions';

export interface AppServiceDependencies {
  readonly ports: Ports;
  readonly events: EventBus;
  readonly host: HostKind;
}

export function createAppService({ ports, events, host }: AppServiceDependencies): HandlersOf<typeof appContract> {
  return {
    'app.info': () => ({
      version: ports.appVersion,
      host,
      platform: `${process.platform} ${process.arch}`,
      versions: runtimeVersions(ports.appVersion),
      workspaceName: basename(ports.workspacePath),
      hasNativeDialogs: ports.dialogs !== null,
    }),
    'app.events': (_input, { signal }) => events.subscribe(signal),
  };
}
