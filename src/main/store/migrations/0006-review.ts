/** @file Schema 6: people, campaigns of review, and their decisions. */
import type { Migration } from '../migrate';

export const reviewMigration: Migration = {
  version: 6,
  name: 'review',
  script: '',
};
