/** @file What the use cases of runs work with. */
import type { Gateway } from '../../llm/gateway';
import type { Ports } from '../../platform/ports';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import type { FileRegistry } from '../files/file-registry';
import type { KindRegistry } from './kind-registry';
import type { RunChangeFeed } from './run-changes';

export interface RunsDependencies {
  readonly ports: Ports;
  readonly store: Store;
  readonly events: EventBus;
  readonly files: FileRegistry;
  readonly kinds: KindRegistry;
  readonly changes: RunChangeFeed;
  /** Answers runs' questions to language models. */
  readonly gateway?: Gateway | undefined;
  readonly limits: RunLimits;
}

export interface RunLimits {
  /** How long a run may take to finish its step when it is to stop, before its worker is ended. */
  readonly stopGraceMs: number;
  /** The same when the workbench closes. */
  readonly closeGraceMs: number;
  /** Before the first restart of a worker that died; doubled with every further one. */
  readonly backOffMs: number;
  /** A run whose workers die so often without getting further has failed. */
  readonly deaths: number;
}

export const usualLimits: RunLimits = { stopGraceMs: 10_000, closeGraceMs: 5_000, backOffMs: 1_000, deaths: 3 };
