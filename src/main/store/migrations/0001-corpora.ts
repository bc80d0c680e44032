/** @file Schema 1: corpora with their dialogues, splits and knowledge entries. */
import type { Migration } from '../migrate';

/**
 * `dialogues` holds only what is filtered, sorted and counted by, so that a scan of all of them stays cheap; `dialogue_records` the rest.
 * Both search tables are contentless: the index without the text, deletable by row. What is put in is made by `indexedText`.
 */
export const corporaMigration: Migration = {
  version: 1,
  name: 'corpora',
  script: `
    CREATE TABLE corpora (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('dialogues', 'knowledge')),
      format TEXT NOT NULL,
      vocabulary TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('importing', 'ready', 'removed')),
      sha256 TEXT NOT NULL DEFAULT '',
      dialogues INTEGER NOT NULL DEFAULT 0,
      utterances INTEGER NOT NULL DEFAULT 0,
      seeker_turns INTEGER NOT NULL DEFAULT 0,
      supporter_turns INTEGER NOT NULL DEFAULT 0,
      entries INTEGER NOT NULL DEFAULT 0,
      strategies TEXT NOT NULL DEFAULT '{}',
      files TEXT NOT NULL DEFAULT '[]',
      warnings TEXT NOT NULL DEFAULT '[]',
      rejected TEXT NOT NULL DEFAULT '[]',
      is_local_only INTEGER NOT NULL DEFAULT 0 CHECK (is_local_only IN (0, 1)),
      is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
      note TEXT NOT NULL DEFAULT '',
      created_at TEXT NOT NULL,
      removed_at TEXT,
      CHECK ((state = 'removed') = (removed_at IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX corpora_name ON corpora (name_key) WHERE state = 'ready';
    CREATE INDEX corpora_sha256 ON corpora (sha256);

    CREATE TABLE dialogues (
      id INTEGER PRIMARY KEY,
      corpus_id INTEGER NOT NULL REFERENCES corpora ON DELETE CASCADE,
      position INTEGER NOT NULL,
      emotion_type TEXT,
      emotion_key TEXT,
      problem_type TEXT,
      problem_key TEXT,
      turn_count INTEGER NOT NULL,
      mean_feedback REAL,
      UNIQUE (corpus_id, position)
    ) STRICT;

    CREATE TABLE dialogue_records (
      dialogue_id INTEGER PRIMARY KEY REFERENCES dialogues ON DELETE CASCADE,
      sha256 TEXT NOT NULL,
      external_id TEXT,
      source_file TEXT NOT NULL,
      experience_type TEXT,
      situation TEXT,
      survey TEXT,
      meta TEXT,
      raw TEXT NOT NULL
    ) STRICT;

    CREATE TABLE turns (
      dialogue_id INTEGER NOT NULL REFERENCES dialogues ON DELETE CASCADE,
      position INTEGER NOT NULL,
      speaker TEXT NOT NULL CHECK (speaker IN ('seeker', 'supporter')),
      word_count INTEGER NOT NULL,
      strategy TEXT,
      unknown_strategy TEXT,
      feedback INTEGER,
      text TEXT NOT NULL,
      state TEXT,
      alternatives TEXT,
      meta TEXT,
      PRIMARY KEY (dialogue_id, position),
      CHECK (strategy IS NULL OR unknown_strategy IS NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX turns_figures ON turns (dialogue_id, speaker, word_count, feedback);
    CREATE INDEX turns_unknown_strategy ON turns (dialogue_id, unknown_strategy) WHERE unknown_strategy IS NOT NULL;

    CREATE TABLE dialogue_strategies (
      dialogue_id INTEGER NOT NULL REFERENCES dialogues ON DELETE CASCADE,
      strategy TEXT NOT NULL,
      count INTEGER NOT NULL,
      stage_0 INTEGER NOT NULL,
      stage_1 INTEGER NOT NULL,
      stage_2 INTEGER NOT NULL,
      stage_3 INTEGER NOT NULL,
      stage_4 INTEGER NOT NULL,
      stage_5 INTEGER NOT NULL,
      PRIMARY KEY (dialogue_id, strategy),
      CHECK (count = stage_0 + stage_1 + stage_2 + stage_3 + stage_4 + stage_5)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX dialogue_strategies_strategy ON dialogue_strategies (strategy, dialogue_id);

    CREATE VIRTUAL TABLE dialogue_search USING fts5 (
      body, content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
    );

    CREATE TABLE split_sets (
      id INTEGER PRIMARY KEY,
      corpus_id INTEGER NOT NULL REFERENCES corpora ON DELETE CASCADE,
      name TEXT NOT NULL,
      mode TEXT NOT NULL CHECK (mode IN ('sequential', 'seeded', 'file')),
      ratios TEXT NOT NULL,
      seed INTEGER,
      sha256 TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (corpus_id, name)
    ) STRICT;

    CREATE TABLE split_parts (
      split_set_id INTEGER NOT NULL REFERENCES split_sets ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      dialogues INTEGER NOT NULL,
      PRIMARY KEY (split_set_id, position),
      UNIQUE (split_set_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE split_members (
      split_set_id INTEGER NOT NULL,
      part TEXT NOT NULL,
      position INTEGER NOT NULL,
      dialogue_id INTEGER NOT NULL REFERENCES dialogues ON DELETE CASCADE,
      PRIMARY KEY (split_set_id, part, position),
      UNIQUE (dialogue_id, split_set_id),
      FOREIGN KEY (split_set_id, part) REFERENCES split_parts (split_set_id, name) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE knowledge_entries (
      id INTEGER PRIMARY KEY,
      corpus_id INTEGER NOT NULL REFERENCES corpora ON DELETE CASCADE,
      position INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      external_id TEXT,
      source_file TEXT NOT NULL,
      query TEXT NOT NULL,
      answer TEXT NOT NULL,
      title TEXT,
      topics TEXT,
      meta TEXT,
      raw TEXT NOT NULL,
      UNIQUE (corpus_id, position)
    ) STRICT;

    CREATE VIRTUAL TABLE knowledge_search USING fts5 (
      title, query, answer, topics, content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
    );
  `,
};
