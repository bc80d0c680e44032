/** @file Label schemas and label sets as commands: list, read, count, compare, bring in, take out. Implements labelsContract; runs make the sets. */
import type { labelsContract } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf } from '#shared/contracts/index';
import { getCorpus } from '../../store/corpus-repository';
import { getDialogue } from '../../store/dialogue-repository';
import { getLabelSet, getLabelSetDetails, listLabelSets, removeLabelSet, renameLabelSet, restoreLabelSet } from '../../store/label-set-repository';
import { getLabelledDialogue, listValues } from '../../store/label-value-repository';
import { createAgreementReader } from './agreement';
import { analyseLabels } from './analysis';
import type { LabelDependencies } from './dependencies';
import { assertFits, exportLabels } from './export-labels';
import { labelsOfCorpus } from './given-labels';
import { importLabels } from './import-labels';
import { listSchemas, saveSchema, schemaVersions } from './label-schemas';
import { annotatorReports, distributionOf } from './reports';

export function createLabelsService(dependencies: LabelDependencies): HandlersOf<typeof labelsContract> {
  const { ports, store, activities, files, events } = dependencies;
  const { db } = store;
  const agreement = createAgreementReader(dependencies);
  const now = (): string => ports.clock.now().toISOString();
  const changed = <Result>(result: Result): Result => {
    events.emit({ kind: 'labels.changed' });
    return result;
  };

  return {
    'labels.schemas': () => listSchemas(db),
    'labels.schemaVersions': ({ id }) => schemaVersions(db, id),
    'labels.saveSchema': ({ schema }) => changed(saveSchema(db, schema, now())),

    'labels.list': ({ corpus }) => listLabelSets(db, corpus === undefined ? undefined : getCorpus(db, corpus).id),
    'labels.get': ({ labelSetId }) => getLabelSetDetails(db, labelSetId),
    'labels.rename': ({ labelSetId, name }) => changed(renameLabelSet(db, labelSetId, name)),
    'labels.remove': ({ labelSetId }) => {
      removeLabelSet(db, labelSetId, now());
      return changed({ labelSetId });
    },
    'labels.restore': ({ labelSetId }) => changed(restoreLabelSet(db, labelSetId)),

    'labels.turns': ({ labelSetId, dialogueId }) => {
      const set = getLabelSet(db, labelSetId);
      const { corpusId } = getDialogue(db, dialogueId);
      if (corpusId !== set.corpusId) throw new AppError('INVALID_INPUT', `Dialogue ${dialogueId} is not of "${set.corpusName}", which "${set.name}" labels.`, { details: { dialogueId, labelSetId } });
      return getLabelledDialogue(db, labelSetId, dialogueId);
    },
    'labels.values': ({ labelSetId, ...query }) => listValues(db, getLabelSet(db, labelSetId).id, query),

    'labels.agreement': (request) => agreement(request),
    'labels.distribution': ({ labelSetId }) => distributionOf(db, labelSetId),
    'labels.annotators': ({ labelSetId }) => annotatorReports(db, labelSetId),
    'labels.analysis': (request, { signal }) => analyseLabels(db, request, signal),

    'labels.makeFromCorpus': async ({ corpus: wanted, name }) => {
      const corpus = getCorpus(db, wanted);
      return changed(await labelsOfCorpus(db, { corpus, name: name ?? `States of ${corpus.name}`, source: { kind: 'import' }, createdAt: now() }));
    },
    'labels.import': ({ fileId, corpus, name }) => {
      const file = files.readable(fileId);
      return { activityId: activities.start({ title: `Importing labels of ${corpus}`, unit: 'dialogues', run: (control) => importLabels(dependencies, { file, corpus, name }, control) }) };
    },
    'labels.export': ({ labelSetId, format }) => {
      const request = { set: getLabelSetDetails(db, labelSetId), format };
      assertFits(request);
      return { activityId: activities.start({ title: `Exporting ${request.set.name}`, unit: 'dialogues', run: (control) => exportLabels(dependencies, request, control) }) };
    },
  };
}
