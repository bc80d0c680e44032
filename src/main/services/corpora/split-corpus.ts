/** @file Adds splits to a corpus. The same division asked for again is the one that is there: a split is never changed. */
import { AppError } from '#shared/contracts/errors';
import type { Parsed } from '#shared/contracts/index';
import { fileSplit, parseRatios, seededSplit, sequentialSplit, type SplitPart } from '#shared/domain/splits';
import type { CorpusId } from '#shared/domain/ids';
import { getCorpus } from '../../store/corpus-repository';
import type { WritableDb } from '../../store/database';
import { listDialogueKeys, type DialogueKey } from '../../store/dialogue-repository';
import { addSplitSet, listSplitSets, type NewSplitSet, type SplitSet } from '../../store/split-repository';

const partOrder: readonly SplitPart[] = ['train', 'valid', 'test'];

export function splitCorpus(db: WritableDb, request: Parsed<'corpora.split'>, createdAt: string): SplitSet {
  const corpus = getCorpus(db, request.corpus);
  if (corpus.kind !== 'dialogues') throw new AppError('INVALID_INPUT', `"${corpus.name}" is a knowledge base; only dialogues are split.`, { details: { corpus: corpus.name } });
  const planned = planSplit(request, listDialogueKeys(db, corpus.id), corpus.name);
  return addOnce(db, { ...planned, corpusId: corpus.id, createdAt });
}

/** The split that the names of the source files announce; none where they announce nothing. */
export function addFileSplit(db: WritableDb, corpusId: CorpusId, createdAt: string): SplitSet | null {
  const keys = listDialogueKeys(db, corpusId);
  const parts = fileSplit(keys.map(({ sourceFile }) => sourceFile));
  return parts === null ? null : addOnce(db, { ...fromFiles(keys, parts), corpusId, createdAt });
}

type PlannedSplit = Omit<NewSplitSet, 'corpusId' | 'createdAt'>;

function planSplit({ mode, ratios, seed }: Parsed<'corpora.split'>, keys: readonly DialogueKey[], corpusName: string): PlannedSplit {
  if (mode === 'file') {
    const parts = fileSplit(keys.map(({ sourceFile }) => sourceFile));
    if (parts !== null) return fromFiles(keys, parts);
    throw new AppError('INVALID_INPUT', `"${corpusName}" cannot be split by file: its file names do not each hold train, valid (dev, val) or test. Choose sequential or seeded.`, { details: { corpus: corpusName } });
  }
  const weights = parseRatios(ratios);
  if (mode === 'sequential') return { name: `sequential ${ratios}`, mode, ratios, seed: null, parts: gather(keys, sequentialSplit(keys.length, weights)) };
  return { name: `seeded ${ratios}, seed ${seed}`, mode, ratios, seed, parts: gather(keys, seededSplit(keys.length, weights, seed)) };
}

function fromFiles(keys: readonly DialogueKey[], parts: readonly SplitPart[]): PlannedSplit {
  const gathered = gather(keys, parts);
  return { name: 'from files', mode: 'file', ratios: gathered.map(({ dialogueIds }) => dialogueIds.length).join(':'), seed: null, parts: gathered };
}

/** Parts in the order train, valid, test, without empty ones; corpus order within a part. */
function gather(keys: readonly DialogueKey[], parts: readonly SplitPart[]): NewSplitSet['parts'] {
  return partOrder
    .map((name) => ({ name, dialogueIds: keys.filter((_, position) => parts[position] === name).map(({ id }) => id) }))
    .filter(({ dialogueIds }) => dialogueIds.length > 0);
}

function addOnce(db: WritableDb, split: NewSplitSet): SplitSet {
  const existing = listSplitSets(db, split.corpusId).find(({ name }) => name === split.name);
  return existing ?? addSplitSet(db, split);
}
