/** @file The import as an activity: a worker reads, this side stores batch by batch. Nothing is visible before the last step, nothing stays after a failure. */
import type { Corpus, ImportOptions } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { CorpusCounts, ImportOutcome, ImportWarning } from '#shared/contracts/import-report';
import { fileSplit, partOfFileName } from '#shared/domain/splits';
import type { CorpusId } from '#shared/domain/ids';
import type { ImportedRecord, ImportTaskInput, ImportTaskValue } from '../../jobs/tasks/import-corpus';
import type { FileOnDisk } from '../../platform/file-source';
import { findCorpusBySha256, listCorpora } from '../../store/corpus-repository';
import { abandonImport, appendImported, beginImport, finishImport } from '../../store/import-repository';
import type { ActivityControl } from '../activities/activity-registry';
import type { CorporaDependencies } from './dependencies';
import { addFileSplit } from './split-corpus';

export interface ImportRequest {
  readonly files: readonly FileOnDisk[];
  readonly name: string;
  readonly format: string;
  readonly options: ImportOptions;
  readonly isPreview: boolean;
  readonly isDemo: boolean;
  readonly isLocalOnly: boolean;
}

type Started = Extract<ImportTaskValue, { type: 'started' }>;
type Finished = Extract<ImportTaskValue, { type: 'finished' }>;

const sampleRecords = 5;

export async function importFiles(dependencies: CorporaDependencies, request: ImportRequest, control: ActivityControl): Promise<ImportOutcome> {
  const startedMs = performance.now();
  const found = request.isPreview ? await preview(dependencies, request, control) : await store(dependencies, request, control);
  return { ...found, durationMs: performance.now() - startedMs };
}

/** CONFLICT where a live corpus has this name, whatever the case. */
export function assertNameIsFree({ store }: CorporaDependencies, name: string): void {
  const taken = listCorpora(store.db).find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (taken === undefined) return;
  throw new AppError('CONFLICT', `There is a corpus named "${taken.name}" already, imported ${taken.createdAt.slice(0, 10)}. Choose another name, or remove that one first.`, { details: { corpus: taken.name } });
}

async function preview(dependencies: CorporaDependencies, request: ImportRequest, control: ActivityControl): Promise<Omit<ImportOutcome, 'durationMs'>> {
  const samples: ImportedRecord['record'][] = [];
  const { started, finished } = await readFiles(dependencies, request, {
    control,
    onBatch: (records) => samples.push(...records.slice(0, sampleRecords - samples.length).map(({ record }) => record)),
  });
  return describe(dependencies, request, { started, finished, samples });
}

async function store(dependencies: CorporaDependencies, request: ImportRequest, control: ActivityControl): Promise<Omit<ImportOutcome, 'durationMs'>> {
  const { db } = dependencies.store;
  const samples: ImportedRecord['record'][] = [];
  let corpusId: CorpusId | null = null;
  try {
    const { started, finished } = await readFiles(dependencies, request, {
      control,
      onStart({ kind, format, vocabulary }) {
        corpusId = beginImport(db, { name: request.name, kind, format, vocabulary, isDemo: request.isDemo, isLocalOnly: request.isLocalOnly, createdAt: dependencies.ports.clock.now().toISOString() });
      },
      onBatch(records) {
        samples.push(...records.slice(0, sampleRecords - samples.length).map(({ record }) => record));
        if (corpusId !== null) appendImported(db, corpusId, records);
      },
    });
    if (corpusId === null) throw new Error('the worker never said which format it reads');
    const outcome = describe(dependencies, request, { started, finished, samples });
    assertWorthKeeping(outcome);
    const corpus = keep(dependencies, request, { corpusId, finished: { ...finished, warnings: outcome.warnings } });
    dependencies.events.emit({ kind: 'corpora.changed', corpusId: corpus.id });
    return { ...outcome, corpusId: corpus.id };
  } catch (error) {
    if (corpusId !== null) await abandon(dependencies, corpusId);
    throw error;
  }
}

/** Undone piece by piece, so that the window stays alive meanwhile. */
async function abandon({ store: { db } }: CorporaDependencies, corpusId: CorpusId): Promise<void> {
  while (!abandonImport(db, corpusId)) await new Promise((resolve) => setImmediate(resolve));
}

/** Runs the worker to its end and hands on what it finds. */
async function readFiles(
  { ports }: CorporaDependencies,
  { files, format, options }: ImportRequest,
  hooks: { control: ActivityControl; onStart?: (started: Started) => void; onBatch: (records: ImportedRecord[]) => void },
): Promise<{ started: Started; finished: Finished }> {
  const { control } = hooks;
  const input: ImportTaskInput = { files: files.map(({ path, name, sizeBytes }) => ({ path, name, sizeBytes })), format, options };
  const run = ports.spawnTask<ImportTaskValue>('import-corpus', input);
  const stop = (): void => run.kill();
  control.signal.addEventListener('abort', stop, { once: true });
  let started: Started | null = null;
  try {
    control.signal.throwIfAborted();
    for await (const value of run) {
      control.signal.throwIfAborted();
      if (value.type === 'started') {
        started = value;
        hooks.onStart?.(value);
      } else if (value.type === 'batch') {
        hooks.onBatch(value.records);
        control.report({ done: value.bytesRead, total: value.bytesTotal, unit: 'bytes', note: 'Reading' });
      } else if (started !== null) return { started, finished: value };
    }
  } catch (error) {
    control.signal.throwIfAborted();
    throw error;
  } finally {
    control.signal.removeEventListener('abort', stop);
    run.kill();
  }
  throw new Error('the worker ended without a result');
}

function describe({ store }: CorporaDependencies, request: ImportRequest, found: { started: Started; finished: Finished; samples: ImportedRecord['record'][] }): Omit<ImportOutcome, 'durationMs'> {
  const { started, finished, samples } = found;
  const identical = recordCount(finished.counts) === 0 ? undefined : findCorpusBySha256(store.db, finished.sha256);
  return {
    isPreview: request.isPreview,
    corpus: { ...finished.counts, name: request.name, format: started.format, sha256: finished.sha256 },
    formatReason: started.formatReason,
    warnings: [...finished.warnings, ...splitNote(request.files, started.kind)],
    rejected: finished.rejected,
    samples,
    ...(identical === undefined ? {} : { identicalTo: identical.name }),
  };
}

/** Says that the files name their parts, so that a split of mode `file` comes with the corpus. */
function splitNote(files: readonly FileOnDisk[], kind: Started['kind']): ImportWarning[] {
  const names = files.map(({ name }) => name);
  if (kind !== 'dialogues' || fileSplit(names) === null) return [];
  return [{ code: 'split-from-files', count: names.length, example: names.map((name) => `${name} is ${partOfFileName(name) ?? ''}`).join(', ') }];
}

function assertWorthKeeping(outcome: Omit<ImportOutcome, 'durationMs'>): void {
  const { corpus, rejected, identicalTo } = outcome;
  if (recordCount(corpus) === 0) {
    const [first] = rejected;
    const reason = first === undefined ? 'the files hold no record' : `record ${first.index} of ${first.file}: ${first.reason}`;
    throw new AppError('INVALID_INPUT', `Nothing was imported as "${corpus.name}" since no record of format ${corpus.format} could be read (${reason}). Check the file, or name another format.`);
  }
  if (identicalTo !== undefined) {
    throw new AppError('CONFLICT', `This very content is already imported as "${identicalTo}"; it was not stored twice.`, { details: { corpus: identicalTo, sha256: corpus.sha256 } });
  }
}

function keep({ store, ports }: CorporaDependencies, { files }: ImportRequest, found: { corpusId: CorpusId; finished: Finished }): Corpus {
  const { corpusId, finished } = found;
  return store.db.transaction(() => {
    const corpus = finishImport(store.db, corpusId, {
      counts: finished.counts,
      sha256: finished.sha256,
      files: files.map(({ name, sizeBytes }, index) => ({ name, sizeBytes, records: finished.recordsPerFile[index] ?? 0 })),
      warnings: finished.warnings,
      rejected: finished.rejected,
    });
    if (corpus.kind === 'dialogues') addFileSplit(store.db, corpusId, ports.clock.now().toISOString());
    return corpus;
  });
}

function recordCount({ dialogues, entries }: CorpusCounts): number {
  return dialogues + entries;
}
