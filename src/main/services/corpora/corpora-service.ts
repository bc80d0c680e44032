/** @file Corpora: bring in, list, describe, split, take out. Implements corporaContract over the store, the importers and the activities. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportOptions, type corporaContract, type CorpusStatistics } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf, Parsed } from '#shared/contracts/index';
import type { ActivityId } from '#shared/domain/ids';
import { describeFileError } from '../../platform/file-errors';
import { getCorpus, listCorpora, removeCorpus, restoreCorpus, updateCorpus } from '../../store/corpus-repository';
import type { DialogueScope } from '../../store/dialogue-repository';
import { getSplitSet, listSplitSets } from '../../store/split-repository';
import { readStatistics } from '../../store/statistics-queries';
import type { CorporaDependencies } from './dependencies';
import { exportCorpus, exporterFor } from './export-corpus';
import { listFormats, readColumns, recogniseFiles, tryMapping } from './formats';
import { assertNameIsFree, importFiles, type ImportRequest } from './import-files';
import { splitCorpus } from './split-corpus';

const demo = { file: 'solace-demo.jsonl', format: 'solace-jsonl', name: 'Solace demo' } as const;

export function createCorporaService(dependencies: CorporaDependencies): HandlersOf<typeof corporaContract> {
  const { ports, store, activities, files, events } = dependencies;
  const { db } = store;
  const statistics = createStatisticsCache(dependencies);

  const startImport = (request: ImportRequest): { activityId: ActivityId } => {
    if (!request.isPreview) assertNameIsFree(dependencies, request.name);
    const title = request.isPreview ? `Looking into ${request.files.map(({ name }) => name).join(', ')}` : `Importing ${request.name}`;
    return { activityId: activities.start({ title, unit: 'bytes', run: async (control) => ({ kind: 'import', outcome: await importFiles(dependencies, request, control) }) }) };
  };

  return {
    'corpora.formats': () => listFormats(),
    'corpora.recognise': ({ fileIds }) => recogniseFiles(fileIds.map((id) => files.readable(id))),
    'corpora.columns': ({ fileId }) => readColumns(files.readable(fileId)),
    'corpora.tryMapping': ({ fileId, options }) => tryMapping(files.readable(fileId), options),
    'corpora.import': ({ fileIds, ...request }) => startImport({ ...request, files: fileIds.map((id) => files.readable(id)) }),
    'corpora.importDemo': async () => {
      const path = join(ports.resourcesPath, 'samples', demo.file);
      const { size } = await stat(path).catch((error: unknown) => {
        throw describeFileError(error, path);
      });
      const options = ImportOptions.parse({});
      return startImport({ files: [{ path, name: demo.file, sizeBytes: size }], name: demo.name, format: demo.format, options, isPreview: false, isDemo: true, isLocalOnly: false });
    },
    'corpora.list': ({ kind }) => listCorpora(db, kind),
    'corpora.get': ({ corpus }) => getCorpus(db, corpus),
    'corpora.update': ({ corpus, ...changes }) => {
      const updated = updateCorpus(db, getCorpus(db, corpus).id, changes);
      events.emit({ kind: 'corpora.changed', corpusId: updated.id });
      return updated;
    },
    'corpora.remove': ({ corpus }) => {
      const { id } = getCorpus(db, corpus);
      removeCorpus(db, id, ports.clock.now().toISOString());
      events.emit({ kind: 'corpora.changed', corpusId: id });
      return { corpusId: id };
    },
    'corpora.restore': ({ corpusId }) => {
      const restored = restoreCorpus(db, corpusId);
      events.emit({ kind: 'corpora.changed', corpusId });
      return restored;
    },
    'corpora.statistics': (input) => statistics(input),
    'corpora.splits': ({ corpus }) => listSplitSets(db, getCorpus(db, corpus).id),
    'corpora.split': (input) => {
      const split = splitCorpus(db, input, ports.clock.now().toISOString());
      events.emit({ kind: 'corpora.changed', corpusId: getCorpus(db, input.corpus).id });
      return split;
    },
    'corpora.export': (input) => startExport(dependencies, input),
  };
}

function startExport(dependencies: CorporaDependencies, input: Parsed<'corpora.export'>): { activityId: ActivityId } {
  const { store, activities } = dependencies;
  const corpus = getCorpus(store.db, input.corpus);
  const exporter = exporterFor(corpus, input.format);
  const { split } = scopeOf(dependencies, input);
  const total = partSize(dependencies, { corpusId: corpus.id, split }) ?? Math.max(corpus.dialogues, corpus.entries);
  return { activityId: activities.start({ title: `Exporting ${corpus.name}`, unit: 'dialogues', run: (control) => exportCorpus(dependencies, { corpus, exporter, split, total }, control) }) };
}

type ScopeInput = Pick<Parsed<'corpora.statistics'>, 'corpus' | 'splitSetId' | 'part'>;

/** A corpus, or one part of one of its splits; both or neither of split and part are given. */
function scopeOf({ store }: CorporaDependencies, { corpus, splitSetId, part }: ScopeInput): DialogueScope {
  const { id, name } = getCorpus(store.db, corpus);
  if (splitSetId === undefined && part === undefined) return { corpusId: id, split: undefined };
  if (splitSetId === undefined || part === undefined) throw new AppError('INVALID_INPUT', 'A part is chosen by its split and its name; one of the two is missing.');
  const splitSet = getSplitSet(store.db, splitSetId);
  const isOfCorpus = listSplitSets(store.db, id).some((one) => one.id === splitSetId);
  if (!isOfCorpus) throw new AppError('INVALID_INPUT', `The split "${splitSet.name}" is not one of "${name}".`, { details: { corpus: name, split: splitSet.name } });
  if (splitSet.parts.some((one) => one.name === part)) return { corpusId: id, split: { splitSetId, part } };
  throw new AppError('NOT_FOUND', `The split "${splitSet.name}" has no part "${part}"; it has ${splitSet.parts.map((one) => one.name).join(', ')}.`, { details: { split: splitSet.name, part } });
}

function partSize({ store }: CorporaDependencies, { split }: DialogueScope): number | undefined {
  if (split === undefined) return undefined;
  return getSplitSet(store.db, split.splitSetId).parts.find(({ name }) => name === split.part)?.dialogues;
}

/** Content of a corpus never changes, so its numbers are counted once; only the name is taken anew. */
function createStatisticsCache(dependencies: CorporaDependencies): (input: ScopeInput) => CorpusStatistics {
  const kept = new Map<string, CorpusStatistics>();
  return (input) => {
    const { name, sha256 } = getCorpus(dependencies.store.db, input.corpus);
    const scope = scopeOf(dependencies, input);
    const key = JSON.stringify([scope.corpusId, sha256, scope.split?.splitSetId, scope.split?.part]);
    const known = kept.get(key) ?? readStatistics(dependencies.store.db, scope);
    kept.set(key, known);
    return { ...known, name };
  };
}
