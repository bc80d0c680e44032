/** @file What a worker can do, by name. */
import type { Merge } from '../../engine/checkpoint/merge-adapter';
import type { Task } from '../protocol';
import { importCorpus, type ImportTaskInput } from './import-corpus';
import { labelAgreement, type LabelAgreementInput } from './label-agreement';
import { inspectTask, measureTask } from './measure';
import type { InspectRequest } from './measure/inspect';
import type { MeasureRequest } from './measure/request';
import { readLabels } from './read-labels';
import type { FileOnDisk } from '../../platform/file-source';

export const tasks: Readonly<Record<string, Task>> = {
  'import-corpus': (input) => importCorpus(input as ImportTaskInput),
  measure: (input, tell) => measureTask(input as MeasureRequest, tell),
  // Tokenizers and templates are a lot to load for a worker that imports a corpus.
  'inspect-model': async function* inspect(input) {
    yield* (await import('./inspect-model')).inspectModel(input as { path: string });
  },
  'merge-model': async function* merge(input) {
    yield* (await import('./merge-model')).mergeModel(input as Merge);
  },
  'label-agreement': (input) => labelAgreement(input as LabelAgreementInput),
  'read-labels': (input) => readLabels(input as { file: FileOnDisk }),
  'inspect-column': (input) => inspectTask(input as InspectRequest),
};
