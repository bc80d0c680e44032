/** @file What a worker can do, by name. */
import type { Task } from '../protocol';
import { importCorpus, type ImportTaskInput } from './import-corpus';
import { inspectTask, measureTask } from './measure';
import type { InspectRequest } from './measure/inspect';
import type { MeasureRequest } from './measure/request';

export const tasks: Readonly<Record<string, Task>> = {
  'import-corpus': (input) => importCorpus(input as ImportTaskInput),
  measure: (input, tell) => measureTask(input as MeasureRequest, tell),
  'inspect-column': (input) => inspectTask(input as InspectRequest),
};
