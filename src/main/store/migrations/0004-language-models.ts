/** @file Schema 4: endpoints, prompt templates and the calls of language models. */
import type { Migration } from '../migrate';

/**
 * `settings` are JSON, without what is as usual for the kind. `secret` is encrypted; what can read it is not in the workspace.
 *
 * `calls` is cache, resume and audit in one: at most one answered call a key. Messages and slots recur (one system text for thousands of calls,
 * one window for several annotators), so their texts are kept once, in `call_texts`. A run may be deleted while its calls stay, hence no
 * reference to it. `call_reuses` counts, for each asker, answers that were used again; run 0 and item '' stand for none.
 */
export const languageModelsMigration: Migration = {
  version: 4,
  name: 'language-models',
  script: `
    CREATE TABLE endpoints (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('openai', 'scripted', 'native')),
      settings TEXT NOT NULL,
      is_built_in INTEGER NOT NULL DEFAULT 0 CHECK (is_built_in IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'removed')),
      secret TEXT,
      key_variable TEXT,
      created_at TEXT NOT NULL,
      CHECK (secret IS NULL OR key_variable IS NULL)
    ) STRICT;
    CREATE UNIQUE INDEX endpoints_name ON endpoints (name_key) WHERE state = 'ready';

    INSERT INTO endpoints (name, name_key, kind, settings, is_built_in, created_at) VALUES
      ('Scripted A (no language model)', 'scripted a (no language model)', 'scripted', '{"model":"scripted-a"}', 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      ('Scripted B (no language model)', 'scripted b (no language model)', 'scripted', '{"model":"scripted-b"}', 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
      ('Scripted C (no language model)', 'scripted c (no language model)', 'scripted', '{"model":"scripted-c"}', 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));

    CREATE TABLE prompts (
      id INTEGER PRIMARY KEY,
      role TEXT NOT NULL,
      version INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      text TEXT NOT NULL,
      is_shipped INTEGER NOT NULL CHECK (is_shipped IN (0, 1)),
      is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)),
      note TEXT NOT NULL,
      created_at TEXT NOT NULL,
      UNIQUE (role, version),
      UNIQUE (role, sha256)
    ) STRICT;
    CREATE UNIQUE INDEX prompts_current ON prompts (role) WHERE is_current = 1;

    CREATE TABLE call_texts (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      text TEXT NOT NULL
    ) STRICT;

    CREATE TABLE calls (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL,
      question TEXT NOT NULL,
      sample INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      at TEXT NOT NULL,
      role TEXT NOT NULL,
      run_id INTEGER,
      item TEXT,
      endpoint_id INTEGER NOT NULL REFERENCES endpoints,
      model TEXT NOT NULL,
      is_scripted INTEGER NOT NULL CHECK (is_scripted IN (0, 1)),
      is_confidential INTEGER NOT NULL CHECK (is_confidential IN (0, 1)),
      outcome TEXT NOT NULL CHECK (outcome IN ('parsed', 'unparsed', 'failed')),
      prompt_tokens INTEGER NOT NULL,
      reply_tokens INTEGER NOT NULL,
      is_estimated INTEGER NOT NULL CHECK (is_estimated IN (0, 1)),
      cost REAL NOT NULL,
      latency_ms REAL NOT NULL,
      tries INTEGER NOT NULL,
      reuses INTEGER NOT NULL DEFAULT 0,
      prompt_sha256 TEXT NOT NULL,
      messages TEXT NOT NULL,
      parameters TEXT NOT NULL,
      slots_id INTEGER NOT NULL REFERENCES call_texts,
      reply TEXT,
      reasoning TEXT,
      finish_reason TEXT,
      value TEXT NOT NULL,
      failure TEXT,
      reason TEXT,
      try_errors TEXT NOT NULL,
      CHECK ((outcome = 'failed') = (reply IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX calls_key ON calls (key) WHERE outcome <> 'failed';
    CREATE INDEX calls_question ON calls (question, sample);
    CREATE INDEX calls_run ON calls (run_id, id) WHERE run_id IS NOT NULL;
    CREATE INDEX calls_endpoint ON calls (endpoint_id, at, outcome, latency_ms, reply_tokens, prompt_tokens, cost);
    CREATE INDEX calls_figures ON calls (role, endpoint_id, outcome, is_estimated, prompt_tokens, reply_tokens, cost, reuses);
    CREATE INDEX calls_outcome ON calls (outcome, id) WHERE outcome <> 'parsed';
    CREATE INDEX calls_prompt ON calls (prompt_sha256);

    CREATE TABLE call_reuses (
      call_id INTEGER NOT NULL REFERENCES calls ON DELETE CASCADE,
      run_id INTEGER NOT NULL,
      item TEXT NOT NULL,
      role TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (call_id, run_id, item, role)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX call_reuses_run ON call_reuses (run_id, call_id);

    CREATE VIRTUAL TABLE call_search USING fts5 (
      body, content='', contentless_delete=1, tokenize="porter unicode61 remove_diacritics 2 categories 'L* N*'"
    );
  `,
};
