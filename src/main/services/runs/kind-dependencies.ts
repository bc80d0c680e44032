/** @file What a kind of run is made with. */
import type { Gateway } from '../../llm/gateway';
import type { Ports } from '../../platform/ports';
import type { Store } from '../../store/store';
import type { RunKind } from './run-kind';

export interface RunKindDependencies {
  readonly ports: Ports;
  readonly store: Store;
  /** Absent in a workbench without language models; a run's questions to them are answered without the kind's doing. */
  readonly gateway?: Gateway | undefined;
}

export type RunKindFactory = (dependencies: RunKindDependencies) => RunKind;
