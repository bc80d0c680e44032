/** @file Schema 7: models registered by reference. */
import type { Migration } from '../migrate';

/** `description` and `files` are JSON whose shapes services/models knows; `path` is the folder as it was given, made absolute. */
export const modelsMigration: Migration = {
  version: 7,
  name: 'models',
  script: `
    CREATE TABLE models (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL UNIQUE,
      path TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      description TEXT NOT NULL,
      files TEXT NOT NULL,
      registered_at TEXT NOT NULL
    ) STRICT;
  `,
};
