/** @file Schema 5: label sets: versions of a corpus's labels, with votes. */
import type { Migration } from '../migrate';

export const labelsMigration: Migration = {
  version: 5,
  name: 'labels',
  script: '',
};
