/** @file Schema 8: designs of tables of results. */
import type { Migration } from '../migrate';

/** `design` is JSON whose shape the contract of tables knows. */
export const tablesMigration: Migration = {
  version: 8,
  name: 'tables',
  script: `
    CREATE TABLE result_tables (
      id INTEGER PRIMARY KEY,
      design TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT;
  `,
};
