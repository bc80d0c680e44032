/** @file Schema 5: label sets: versions of a corpus's labels, with votes. */
import type { Migration } from '../migrate';

/**
 * `schema` is the whole label schema as it was, so that a set explains itself. Rows below a set name dialogues without a foreign key: they go
 * with their set, which goes with its corpus, and deleting a dialogue need not look for them.
 */
export const labelsMigration: Migration = {
  version: 5,
  name: 'labels',
  script: `
    CREATE TABLE label_schemas (
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      content TEXT NOT NULL,
      created_at TEXT NOT NULL,
      PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE label_sets (
      id INTEGER PRIMARY KEY,
      corpus_id INTEGER NOT NULL REFERENCES corpora ON DELETE CASCADE,
      corpus_sha256 TEXT NOT NULL,
      name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'removed')),
      run_id INTEGER,
      source TEXT NOT NULL,
      schema TEXT NOT NULL,
      options TEXT NOT NULL DEFAULT 'null',
      annotators TEXT NOT NULL,
      adjudicator TEXT,
      is_scripted INTEGER NOT NULL CHECK (is_scripted IN (0, 1)),
      counts TEXT NOT NULL DEFAULT '{}',
      sha256 TEXT NOT NULL DEFAULT '',
      created_at TEXT NOT NULL,
      removed_at TEXT,
      CHECK ((state = 'removed') = (removed_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX label_sets_corpus ON label_sets (corpus_id);
    CREATE UNIQUE INDEX label_sets_run ON label_sets (run_id) WHERE state = 'making' AND run_id IS NOT NULL;

    CREATE TABLE label_dialogues (
      label_set_id INTEGER NOT NULL REFERENCES label_sets ON DELETE CASCADE,
      position INTEGER NOT NULL,
      dialogue_id INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('labelled', 'failed')),
      problems TEXT NOT NULL,
      tally TEXT NOT NULL,
      turns INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (label_set_id, position),
      UNIQUE (label_set_id, dialogue_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE label_values (
      label_set_id INTEGER NOT NULL REFERENCES label_sets ON DELETE CASCADE,
      position INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      field TEXT NOT NULL,
      value TEXT,
      origin TEXT NOT NULL CHECK (origin IN ('unanimous', 'majority', 'adjudicated', 'fallback', 'known', 'derived', 'given', 'failed')),
      agreement REAL,
      call_id INTEGER,
      rationale TEXT,
      PRIMARY KEY (label_set_id, position, turn, field),
      CHECK ((value IS NULL) = (origin = 'failed'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX label_values_field ON label_values (label_set_id, field, origin, value);
    CREATE INDEX label_values_agreement ON label_values (label_set_id, agreement, position, turn, field);

    CREATE TABLE label_votes (
      label_set_id INTEGER NOT NULL REFERENCES label_sets ON DELETE CASCADE,
      position INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      field TEXT NOT NULL,
      annotator INTEGER NOT NULL,
      value TEXT,
      call_id INTEGER,
      PRIMARY KEY (label_set_id, position, turn, field, annotator)
    ) STRICT, WITHOUT ROWID;
  `,
};
