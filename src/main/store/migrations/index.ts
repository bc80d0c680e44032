/** @file Every migration in order. A published one is never edited; a change is a new file (docs/CONTRIBUTING.md). */
import type { Migration } from '../migrate';
import { corporaMigration } from './0001-corpora';
import { measurementsMigration } from './0002-measurements';

export const migrations: readonly Migration[] = [corporaMigration, measurementsMigration];

/** The schema this program works with. */
export const newestVersion = migrations.length;
