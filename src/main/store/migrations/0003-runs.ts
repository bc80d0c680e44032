/** @file Schema 3: runs, with their metrics, log and artefacts. */
import type { Migration } from '../migrate';

export const runsMigration: Migration = {
  version: 3,
  name: 'runs',
  script: '',
};
