/** @file The export as an activity: records are read page by page, written beside their place, then renamed into it. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityResult } from '#shared/contracts/activities';
import type { Corpus } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { Dialogue, KnowledgeEntry } from '#shared/domain/dialogue';
import type { Exporter } from '../../corpora/importer';
import { findExporter } from '../../corpora/registry';
import { writeFileAtomically } from '../../platform/atomic-files';
import type { ReadableDb } from '../../store/database';
import { readDialogues, type DialogueScope } from '../../store/dialogue-repository';
import { readEntries } from '../../store/knowledge-repository';
import type { ActivityControl } from '../activities/activity-registry';
import { timestampForFileName } from '../file-names';
import type { CorporaDependencies } from './dependencies';

export interface ExportRequest {
  readonly corpus: Corpus;
  readonly exporter: Exporter;
  readonly split: DialogueScope['split'];
  /** How many records will be written. */
  readonly total: number;
}

const pageRecords = 100;

/** The exporter of a format, or INVALID_INPUT where it cannot hold this kind of corpus. */
export function exporterFor(corpus: Corpus, format: string): Exporter {
  const exporter = findExporter(format);
  if (exporter.kind === corpus.kind) return exporter;
  throw new AppError('INVALID_INPUT', `The format ${format} holds ${exporter.kind}, but "${corpus.name}" is a corpus of ${corpus.kind}. Choose another format.`, { details: { corpus: corpus.name, format } });
}

export async function exportCorpus({ ports, store, files }: CorporaDependencies, request: ExportRequest, control: ActivityControl): Promise<ActivityResult> {
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  const path = freePath(folder, request, timestampForFileName(ports.clock.now()));
  const leftOut = new Map<string, number>();
  const report = (done: number): void => control.report({ done, total: request.total, unit: 'dialogues', note: 'Writing' });
  const text = request.exporter.write(readRecords(store.db, request, { report, signal: control.signal }), leftOut, request.corpus.vocabulary);
  await writeFileAtomically(path, text, control.signal);
  const file = await files.add(path, 'export');
  return { kind: 'export', file, leftOut: [...leftOut].map(([field, count]) => ({ field, count })) };
}

async function* readRecords(db: ReadableDb, { corpus, split }: ExportRequest, run: { report(done: number): void; signal: AbortSignal }): AsyncGenerator<Dialogue | KnowledgeEntry> {
  let afterPosition = -1;
  let done = 0;
  for (;;) {
    run.signal.throwIfAborted();
    const page =
      corpus.kind === 'dialogues'
        ? readDialogues(db, { corpusId: corpus.id, split }, { afterPosition, limit: pageRecords }).map(({ position, dialogue }) => ({ position, record: dialogue }))
        : readEntries(db, corpus.id, { afterPosition, limit: pageRecords }).map(({ position, entry }) => ({ position, record: entry }));
    if (page.length === 0) return;
    for (const { record } of page) yield record;
    done += page.length;
    afterPosition = page.at(-1)?.position ?? afterPosition;
    run.report(done);
    // Lets the window's questions in between the pages.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function freePath(folder: string, { corpus, exporter, split }: ExportRequest, timestamp: string): string {
  const words = [corpus.name, split?.part, exporter.id, timestamp].filter((word) => word !== undefined);
  const stem = words.join('-').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${stem}${copy === 1 ? '' : `-${copy}`}${exporter.extension}`);
    if (!existsSync(path)) return path;
  }
}
