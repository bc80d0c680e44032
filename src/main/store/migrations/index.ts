/** @file Every migration in order. A published one is never edited; a change is a new file (docs/CONTRIBUTING.md). */
import type { Migration } from '../migrate';
import { corporaMigration } from './0001-corpora';
import { measurementsMigration } from './0002-measurements';
import { runsMigration } from './0003-runs';
import { languageModelsMigration } from './0004-language-models';
import { labelsMigration } from './0005-labels';
import { reviewMigration } from './0006-review';
import { modelsMigration } from './0007-models';
import { tablesMigration } from './0008-tables';

export const migrations: readonly Migration[] = [
  corporaMigration,
  measurementsMigration,
  runsMigration,
  languageModelsMigration,
  labelsMigration,
  reviewMigration,
  modelsMigration,
  tablesMigration,
];

/** The schema this program works with. */
export const newestVersion = migrations.length;
