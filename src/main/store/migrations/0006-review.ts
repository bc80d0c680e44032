/** @file Schema 6: people, campaigns of review, and their decisions. */
import type { Migration } from '../migrate';

/**
 * Actions, decisions, notes and gold are only ever appended; triggers hold to that. A decision's old value is that of the row `previous_id`
 * names; a row without a verdict (or gold without a value) says that nothing is decided. What is current is the last row of its place, which
 * the views give. `review_slots.state`, `is_flagged`, `active_ms`, `last_action_id` and `rework_id` follow from the rows and are kept beside
 * them, so that a queue of any length is read by its index; they change in the transaction of the rows they follow from.
 *
 * `review_actions` are persistent stacks: an action of the kinds decide, accept and import lies on the one named by `undo_below`; after an undo
 * or a redo `undo_top` is what would be undone next. An undo lies on the undo named by `redo_below`; after a redo `redo_top` is the undo that
 * would be taken back next.
 */
export const reviewMigration: Migration = {
  version: 6,
  name: 'review',
  script: `
    CREATE TABLE people (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      colour TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('researcher', 'annotator', 'evaluator')),
      pin_hash TEXT,
      created_at TEXT NOT NULL,
      removed_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX people_name ON people (name_key) WHERE removed_at IS NULL;

    CREATE TABLE campaigns (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      corpus_id INTEGER NOT NULL REFERENCES corpora,
      label_set_id INTEGER REFERENCES label_sets ON DELETE SET NULL,
      is_scripted INTEGER NOT NULL CHECK (is_scripted IN (0, 1)),
      mode TEXT NOT NULL CHECK (mode IN ('validate', 'label')),
      state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
      schema TEXT NOT NULL,
      fields TEXT NOT NULL,
      plan TEXT NOT NULL,
      options TEXT NOT NULL,
      created_at TEXT NOT NULL,
      removed_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX campaigns_name ON campaigns (name_key) WHERE removed_at IS NULL;
    CREATE INDEX campaigns_corpus ON campaigns (corpus_id);

    CREATE TABLE review_items (
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES campaigns,
      number INTEGER NOT NULL,
      dialogue_id INTEGER NOT NULL REFERENCES dialogues,
      turn INTEGER NOT NULL,
      known TEXT,
      proposals TEXT NOT NULL,
      UNIQUE (campaign_id, number),
      UNIQUE (campaign_id, dialogue_id, turn)
    ) STRICT;
    CREATE INDEX review_items_dialogue ON review_items (dialogue_id);

    CREATE TABLE review_slots (
      id INTEGER PRIMARY KEY,
      campaign_id INTEGER NOT NULL REFERENCES campaigns,
      person_id INTEGER NOT NULL REFERENCES people,
      position INTEGER NOT NULL,
      item_id INTEGER NOT NULL REFERENCES review_items,
      is_repeat INTEGER NOT NULL CHECK (is_repeat IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'rework', 'done', 'skipped')),
      is_flagged INTEGER NOT NULL DEFAULT 0 CHECK (is_flagged IN (0, 1)),
      active_ms INTEGER NOT NULL DEFAULT 0,
      last_action_id INTEGER,
      rework_id INTEGER,
      revealed_at TEXT,
      UNIQUE (campaign_id, person_id, position),
      UNIQUE (item_id, person_id, is_repeat)
    ) STRICT;
    CREATE INDEX review_slots_queue ON review_slots (campaign_id, person_id, state, position);
    CREATE INDEX review_slots_pace ON review_slots (campaign_id, person_id, last_action_id, active_ms) WHERE last_action_id IS NOT NULL;
    CREATE INDEX review_slots_person ON review_slots (person_id);

    CREATE TABLE review_actions (
      id INTEGER PRIMARY KEY,
      decision_id TEXT NOT NULL UNIQUE,
      campaign_id INTEGER NOT NULL REFERENCES campaigns,
      person_id INTEGER NOT NULL REFERENCES people,
      desk TEXT NOT NULL CHECK (desk IN ('review', 'adjudication')),
      kind TEXT NOT NULL CHECK (kind IN ('decide', 'accept', 'import', 'undo', 'redo')),
      slot_id INTEGER REFERENCES review_slots,
      item_id INTEGER REFERENCES review_items,
      target_id INTEGER REFERENCES review_actions,
      undo_below INTEGER,
      undo_top INTEGER,
      redo_below INTEGER,
      redo_top INTEGER,
      answered_rework_id INTEGER,
      active_ms INTEGER NOT NULL DEFAULT 0,
      request TEXT NOT NULL,
      created_at TEXT NOT NULL,
      CHECK ((kind IN ('undo', 'redo')) = (target_id IS NOT NULL))
    ) STRICT;
    CREATE INDEX review_actions_desk ON review_actions (campaign_id, person_id, desk, id);
    CREATE INDEX review_actions_slot ON review_actions (slot_id, id) WHERE slot_id IS NOT NULL;

    CREATE TABLE review_decisions (
      id INTEGER PRIMARY KEY,
      action_id INTEGER NOT NULL REFERENCES review_actions,
      slot_id INTEGER NOT NULL REFERENCES review_slots,
      field TEXT NOT NULL,
      previous_id INTEGER REFERENCES review_decisions,
      verdict TEXT CHECK (verdict IN ('correct', 'incorrect', 'labelled', 'skipped')),
      value TEXT,
      proposed TEXT,
      saw_proposal INTEGER NOT NULL CHECK (saw_proposal IN (0, 1))
    ) STRICT;
    CREATE INDEX review_decisions_place ON review_decisions (slot_id, field, id);
    CREATE INDEX review_decisions_action ON review_decisions (action_id);

    CREATE TABLE review_notes (
      id INTEGER PRIMARY KEY,
      action_id INTEGER NOT NULL REFERENCES review_actions,
      slot_id INTEGER NOT NULL REFERENCES review_slots,
      previous_id INTEGER REFERENCES review_notes,
      is_flagged INTEGER NOT NULL CHECK (is_flagged IN (0, 1)),
      comment TEXT NOT NULL
    ) STRICT;
    CREATE INDEX review_notes_place ON review_notes (slot_id, id);
    CREATE INDEX review_notes_action ON review_notes (action_id);

    CREATE TABLE gold_decisions (
      id INTEGER PRIMARY KEY,
      action_id INTEGER NOT NULL REFERENCES review_actions,
      item_id INTEGER NOT NULL REFERENCES review_items,
      field TEXT NOT NULL,
      previous_id INTEGER REFERENCES gold_decisions,
      value TEXT,
      source TEXT CHECK (source IN ('unanimous', 'majority', 'adjudicated')),
      error_type TEXT,
      comment TEXT NOT NULL DEFAULT '',
      basis TEXT NOT NULL DEFAULT '{}',
      CHECK ((value IS NULL) = (source IS NULL))
    ) STRICT;
    CREATE INDEX gold_decisions_place ON gold_decisions (item_id, field, id);
    CREATE INDEX gold_decisions_action ON gold_decisions (action_id);

    CREATE TABLE rework_requests (
      id INTEGER PRIMARY KEY,
      slot_id INTEGER NOT NULL REFERENCES review_slots,
      requested_by INTEGER NOT NULL REFERENCES people,
      note TEXT NOT NULL,
      created_at TEXT NOT NULL,
      withdrawn_at TEXT
    ) STRICT;
    CREATE INDEX rework_requests_slot ON rework_requests (slot_id, id);

    CREATE VIEW current_decisions AS
      SELECT d.* FROM review_decisions d
      WHERE d.verdict IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM review_decisions later WHERE later.slot_id = d.slot_id AND later.field = d.field AND later.id > d.id);

    CREATE VIEW current_notes AS
      SELECT n.* FROM review_notes n WHERE NOT EXISTS (SELECT 1 FROM review_notes later WHERE later.slot_id = n.slot_id AND later.id > n.id);

    CREATE VIEW current_gold AS
      SELECT g.* FROM gold_decisions g
      WHERE g.value IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM gold_decisions later WHERE later.item_id = g.item_id AND later.field = g.field AND later.id > g.id);

    ${['review_actions', 'review_decisions', 'review_notes', 'gold_decisions'].map(onlyAppended).join('')}
  `,
};

function onlyAppended(table: string): string {
  return `
    CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is only ever appended to'); END;
    CREATE TRIGGER ${table}_never_go BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is only ever appended to'); END;`;
}
