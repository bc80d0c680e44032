/** @file Schema 7: registered model folders. */
import type { Migration } from '../migrate';

export const modelsMigration: Migration = {
  version: 7,
  name: 'models',
  script: '',
};
