/** @file What a worker can do, by name. */
import type { Task } from '../protocol';
import { importCorpus, type ImportTaskInput } from './import-corpus';

export const tasks: Readonly<Record<string, Task>> = {
  'import-corpus': (input) => importCorpus(input as ImportTaskInput),
};
