/** @file Schema 2: measurements that are kept, with their items. */
import type { Migration } from '../migrate';

/**
 * `options`, `inputs`, `result` and `content` are JSON whose shapes the services know. `scores` is a flat object of numbers to sort by; it
 * stands before `content`, so that a sort need not read the texts. `gold` and `predicted` are the cell of a confusion table.
 */
export const measurementsMigration: Migration = {
  version: 2,
  name: 'measurements',
  script: `
    CREATE TABLE measurements (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('nlg', 'strategy', 'agreement', 'comparison')),
      state TEXT NOT NULL CHECK (state IN ('measuring', 'ready', 'removed')),
      name TEXT NOT NULL DEFAULT '',
      options TEXT NOT NULL DEFAULT '{}',
      inputs TEXT NOT NULL DEFAULT '[]',
      result TEXT NOT NULL DEFAULT '{}',
      reproduction TEXT,
      item_count INTEGER NOT NULL DEFAULT 0,
      solace_version TEXT NOT NULL,
      created_at TEXT NOT NULL,
      removed_at TEXT,
      CHECK ((state = 'removed') = (removed_at IS NOT NULL))
    ) STRICT;

    CREATE TABLE measurement_items (
      measurement_id INTEGER NOT NULL REFERENCES measurements ON DELETE CASCADE,
      position INTEGER NOT NULL,
      scores TEXT NOT NULL,
      gold TEXT,
      predicted TEXT,
      content TEXT NOT NULL,
      PRIMARY KEY (measurement_id, position)
    ) STRICT;
  `,
};
