/** @file Schema 3: runs, with their metrics, log, artefacts and lineage. */
import type { Migration } from '../migrate';

/**
 * An id is never used twice, since it names a folder. `options` is the configuration by dotted path, for filters; what may be large (`config`
 * and after) stands last, so that lists need not read it. `furthest` is the greatest progress at which a worker died.
 * `run_curves` sums up its points, kept in step with them by the repository; a value that is not a number is NULL.
 */
export const runsMigration: Migration = {
  version: 3,
  name: 'runs',
  script: `
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
      stopping TEXT CHECK (stopping IN ('pause', 'cancel')),
      slot TEXT NOT NULL CHECK (slot IN ('cpu', 'gpu', 'language-models')),
      priority INTEGER NOT NULL DEFAULT 0,
      tags TEXT NOT NULL DEFAULT '[]',
      profile TEXT,
      seed INTEGER NOT NULL,
      parent_id INTEGER REFERENCES runs ON DELETE CASCADE,
      reproduces_id INTEGER REFERENCES runs ON DELETE SET NULL,
      tolerance REAL,
      is_scripted INTEGER NOT NULL DEFAULT 0,
      is_imported INTEGER NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0,
      deaths INTEGER NOT NULL DEFAULT 0,
      furthest REAL NOT NULL DEFAULT -1,
      worked_ms REAL NOT NULL DEFAULT 0,
      device TEXT,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      heartbeat_at TEXT,
      removed_at TEXT,
      progress TEXT,
      error TEXT,
      options TEXT NOT NULL,
      parameters TEXT NOT NULL DEFAULT '{}',
      config TEXT NOT NULL,
      sweep TEXT,
      provenance TEXT,
      notes TEXT NOT NULL DEFAULT '',
      reproduction TEXT,
      result TEXT
    ) STRICT;
    CREATE INDEX runs_by_state ON runs (state);
    CREATE INDEX runs_by_parent ON runs (parent_id) WHERE parent_id IS NOT NULL;
    CREATE INDEX runs_by_origin ON runs (reproduces_id) WHERE reproduces_id IS NOT NULL;

    CREATE TABLE run_needs (
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      need_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      PRIMARY KEY (run_id, need_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_needs_by_need ON run_needs (need_id);

    CREATE TABLE run_things (
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      role TEXT NOT NULL CHECK (role IN ('input', 'output')),
      kind TEXT NOT NULL,
      reference TEXT NOT NULL,
      name TEXT NOT NULL,
      sha256 TEXT,
      PRIMARY KEY (run_id, role, kind, reference)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_things_by_thing ON run_things (kind, reference, role);

    CREATE TABLE run_curves (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      name TEXT NOT NULL,
      points INTEGER NOT NULL DEFAULT 0,
      broken INTEGER NOT NULL DEFAULT 0,
      has_epochs INTEGER NOT NULL DEFAULT 0,
      first_step INTEGER,
      last_step INTEGER,
      last_value REAL,
      min_value REAL,
      min_step INTEGER,
      max_value REAL,
      max_step INTEGER,
      UNIQUE (run_id, name)
    ) STRICT;

    CREATE TABLE run_points (
      curve_id INTEGER NOT NULL REFERENCES run_curves ON DELETE CASCADE,
      step INTEGER NOT NULL,
      value REAL,
      epoch REAL,
      worked_ms REAL NOT NULL,
      PRIMARY KEY (curve_id, step)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_log (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      at TEXT NOT NULL,
      level TEXT NOT NULL CHECK (level IN ('info', 'warn', 'error')),
      source TEXT NOT NULL CHECK (source IN ('run', 'workbench')),
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX run_log_by_run ON run_log (run_id, id);

    CREATE TABLE run_artifacts (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      path TEXT NOT NULL,
      is_folder INTEGER NOT NULL,
      size_bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      files TEXT NOT NULL DEFAULT '[]',
      created_at TEXT NOT NULL,
      UNIQUE (run_id, name)
    ) STRICT;

    CREATE TABLE run_slots (
      slot TEXT PRIMARY KEY CHECK (slot IN ('cpu', 'gpu', 'language-models')),
      places INTEGER NOT NULL CHECK (places >= 0)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO run_slots (slot, places) VALUES ('cpu', 1), ('gpu', 1), ('language-models', 2);
  `,
};
