/**
 * @file The import of labels as an activity: a worker reads the file, this side finds the dialogues and stores batch by batch. Nothing is visible
 * before the last step, nothing stays after a failure.
 */
import { createHash } from 'node:crypto';
import type { ActivityResult } from '#shared/contracts/activities';
import { ImportOptions, type Corpus } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import { displayText, type Dialogue } from '#shared/domain/dialogue';
import type { DialogueId, LabelSetId } from '#shared/domain/ids';
import { escaSchemaId } from '#shared/domain/label-schema';
import type { LabelFileHeader } from '../../corpora/label-file';
import type { ReadLabelsValue } from '../../jobs/tasks/read-labels';
import type { FileOnDisk } from '../../platform/file-source';
import { getCorpus, listCorpora } from '../../store/corpus-repository';
import type { ReadableDb } from '../../store/database';
import { listDialogueKeys, readDialogues } from '../../store/dialogue-repository';
import { addLabelledDialogue, beginLabelSet } from '../../store/label-set-repository';
import type { ActivityControl } from '../activities/activity-registry';
import { importFiles } from '../corpora/import-files';
import type { LabelDependencies } from './dependencies';
import { addStates, beginGiven, keepAtomically, labelsOfCorpus } from './given-labels';
import { findSchema } from './label-schemas';

export interface LabelImport {
  readonly file: FileOnDisk;
  /** Name of a corpus that is there, or of the one to be. */
  readonly corpus: string;
  readonly name: string | undefined;
}

export async function importLabels(dependencies: LabelDependencies, request: LabelImport, control: ActivityControl): Promise<ActivityResult> {
  const { store: { db }, ports, events } = dependencies;
  const corpus = listCorpora(db, 'dialogues').find(({ name }) => name.toLowerCase() === request.corpus.toLowerCase());
  const values = readFile(dependencies, request.file, control);
  const { value: kind } = await values.next();
  const name = request.name ?? (kind?.type === 'label-set' ? kind.header.name : `Labels of ${request.file.name}`);
  const given = { name, source: { kind: 'import' as const, fileName: request.file.name }, createdAt: ports.clock.now().toISOString() };
  let id: LabelSetId;
  if (kind?.type === 'label-set') id = await layLabels(dependencies, { corpus: corpus ?? missingCorpus(db, request), header: kind.header, values, ...given });
  else if (corpus !== undefined) id = await layStates(dependencies, { corpus, values, ...given });
  else {
    await values.return(undefined);
    await importFiles(dependencies, { files: [request.file], name: request.corpus, format: 'esca-states', options: ImportOptions.parse({}), isPreview: false, isDemo: false, isLocalOnly: false }, control);
    id = (await labelsOfCorpus(db, { corpus: getCorpus(db, request.corpus), ...given })).id;
  }
  events.emit({ kind: 'labels.changed' });
  return { kind: 'labels', labelSetId: id };
}

interface Laying {
  readonly corpus: Corpus;
  readonly values: AsyncGenerator<ReadLabelsValue>;
  readonly name: string;
  readonly source: { readonly kind: 'import'; readonly fileName: string };
  readonly createdAt: string;
}

/** An exported label set: dialogues are found by the hash of their content. */
async function layLabels({ store: { db } }: LabelDependencies, { corpus, header, values, ...given }: Laying & { header: LabelFileHeader }): Promise<LabelSetId> {
  const places = claims(listDialogueKeys(db, corpus.id).map(({ id, sha256 }) => [sha256, id]));
  const { schema, options, annotators, adjudicator, isScripted } = header;
  const id = beginLabelSet(db, { corpusId: corpus.id, ...given, schema, options, annotators, adjudicator, isScripted });
  const set = await keepAtomically(db, id, async () => {
    let line = 1;
    for await (const value of values) {
      if (value.type !== 'labels') continue;
      const found = value.dialogues.map((dialogue) => ({ dialogue, dialogueId: places.claim(dialogue.sha256, `${given.source.fileName}, line ${++line}`, corpus) }));
      db.transaction(() => found.forEach(({ dialogue: { state, problems, turns }, dialogueId }) => addLabelledDialogue(db, id, { dialogueId, state, problems, turns })));
    }
  });
  return set.id;
}

/** An annotated corpus: dialogues are found by what is said in them. */
async function layStates({ store: { db } }: LabelDependencies, { corpus, values, ...given }: Laying): Promise<LabelSetId> {
  const schema = findSchema(db, escaSchemaId);
  const places = claims(await hashTexts(db, corpus));
  const set = await keepAtomically(db, beginGiven(db, schema, { corpus, ...given }), async (id) => {
    for await (const value of values) {
      if (value.type !== 'states') continue;
      const found = value.dialogues.map(({ index, dialogue }) => ({ dialogue, dialogueId: places.claim(textHash(dialogue), `${given.source.fileName}, record ${index}`, corpus) }));
      db.transaction(() => found.forEach(({ dialogue, dialogueId }) => addStates(db, id, { schema, dialogueId, dialogue })));
    }
  });
  return set.id;
}

interface Claims {
  /** The next dialogue with this hash that nobody has claimed. */
  claim(hash: string, where: string, corpus: Corpus): DialogueId;
}

function claims(pairs: readonly (readonly [hash: string, id: DialogueId])[]): Claims {
  const free = new Map([...Map.groupBy(pairs, ([hash]) => hash)].map(([hash, same]) => [hash, same.map(([, id]) => id)]));
  return {
    claim(hash, where, corpus) {
      const id = free.get(hash)?.shift();
      if (id !== undefined) return id;
      throw new AppError('INVALID_INPUT', `${where}: this dialogue is not in "${corpus.name}", or is there fewer times. Labels are laid on the corpus they were made for; choose that one, or a new name.`, { details: { corpus: corpus.name } });
    },
  };
}

async function hashTexts(db: ReadableDb, corpus: Corpus): Promise<[string, DialogueId][]> {
  const hashes: [string, DialogueId][] = [];
  for (let afterPosition = -1; ; ) {
    const page = readDialogues(db, { corpusId: corpus.id }, { afterPosition, limit: 200 });
    const last = page.at(-1);
    if (last === undefined) return hashes;
    hashes.push(...page.map(({ id, dialogue }): [string, DialogueId] => [textHash(dialogue), id]));
    afterPosition = last.position;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function textHash({ turns }: Pick<Dialogue, 'turns'>): string {
  const hash = createHash('sha256');
  for (const { speaker, text } of turns) hash.update(`${speaker} ${displayText(text)}\n`);
  return hash.digest('hex');
}

function missingCorpus(db: ReadableDb, { corpus, file }: LabelImport): never {
  const names = listCorpora(db, 'dialogues').map(({ name }) => name);
  throw new AppError('NOT_FOUND', `${file.name} holds labels without dialogues, and there is no corpus "${corpus}" to lay them on. ${names.length === 0 ? 'Import the corpus first.' : `There are: ${names.join(', ')}.`}`, { details: { corpus } });
}

/** The worker's values until it ends; cancelling ends it at once. */
async function* readFile({ ports }: LabelDependencies, file: FileOnDisk, control: ActivityControl): AsyncGenerator<ReadLabelsValue> {
  const run = ports.spawnTask<ReadLabelsValue>('read-labels', { file });
  const stop = (): void => run.kill();
  control.signal.addEventListener('abort', stop, { once: true });
  let done = 0;
  try {
    for await (const value of run) {
      control.signal.throwIfAborted();
      if ('dialogues' in value) control.report({ done: (done += value.dialogues.length), unit: 'dialogues', note: 'Reading' });
      yield value;
    }
    control.signal.throwIfAborted();
  } catch (error) {
    control.signal.throwIfAborted();
    throw error;
  } finally {
    control.signal.removeEventListener('abort', stop);
    run.kill();
  }
}
