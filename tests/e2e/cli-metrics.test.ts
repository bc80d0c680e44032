/** @file The built command line on published and recomputed numbers (anchors G2, G3, G4): what it prints is what the research layer computes. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { esconv8 } from '#shared/domain/strategies';
import { runCommand } from '../support/command';
import { nlgPairs } from '../unit/anchors/nlg-pairs';
