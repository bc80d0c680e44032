/** @file What the planner reads of the store: dialogues with strategies and states, part by part. States come from a label set or from the corpus itself. */
import type { Corpus } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { LabelSet } from '#shared/contracts/labels';
import { plannerStateOf } from '#shared/domain/planner';
import type { PlannerConfig } from '#shared/domain/planner-config';
import { parseRatios, sequentialSplit } from '#shared/domain/splits';
import { SeekerState } from '#shared/domain/state-labels';
import { findStrategy, type VocabularyId } from '#shared/domain/strategies';
import type { DialoguesAnswer, DialoguesQuestion, PlannerPart } from '../../jobs/runs/tasks/planner/input';
import type { PlannerDialogue, PlannerTurn } from '../../research/planner/samples';
import { getCorpus } from '../../store/corpus-repository';
import type { ReadableDb } from '../../store/database';
import { listDialogueKeys, readDialogues, type StoredDialogue } from '../../store/dialogue-repository';
import { listLabelSets } from '../../store/label-set-repository';
import { readPlainLabels } from '../../store/label-value-repository';
import { listSplitSets, type SplitSet } from '../../store/split-repository';

type DataConfig = PlannerConfig['data'];

/** What a configuration's names stand for. */
export interface PlannerSource {
  readonly corpus: Corpus;
  /** Null: divided in the order of the corpus. */
  readonly split: SplitSet | null;
  readonly labelSet: LabelSet | null;
}

const dialoguesAtOnce = 50;
/** ESCA's code: the first tenth is valid, the next test, the rest train. */
export const sequentialRatios = '8:1:1';

/** Throws where something that is named is not there or does not belong together. */
export function resolveSource(db: ReadableDb, data: DataConfig): PlannerSource {
  const corpus = getCorpus(db, data.corpus);
  if (corpus.kind !== 'dialogues') throw new AppError('INVALID_INPUT', `"${corpus.name}" is a knowledge base; the planner learns from a corpus of dialogues. Choose another.`);
  return { corpus, split: findSplit(db, data, corpus), labelSet: data.states === 'labelSet' ? findLabelSet(db, data, corpus) : null };
}

/** One page of a part. A page may be empty and not yet the last. */
export function readPlannerPage(db: ReadableDb, data: DataConfig, { part, after }: Pick<DialoguesQuestion, 'part' | 'after'>): DialoguesAnswer {
  const source = resolveSource(db, data);
  const split = source.split === null ? undefined : { splitSetId: source.split.id, part: partName(data, part) };
  const page = readDialogues(db, { corpusId: source.corpus.id, split }, { afterPosition: after, limit: dialoguesAtOnce });
  const mine = source.split === null ? page.filter(sequentialFilter(db, source.corpus, part)) : page;
  return { dialogues: withStates(db, { ...source, states: data.states }, mine), after: page.length < dialoguesAtOnce ? null : (page.at(-1)?.position ?? null) };
}

/** Dialogues of one corpus as the planner sees them. */
export function withStates(db: ReadableDb, { corpus, labelSet, states }: Pick<PlannerSource, 'labelSet'> & { readonly corpus: Pick<Corpus, 'vocabulary'>; readonly states: DataConfig['states'] }, dialogues: readonly StoredDialogue[]): readonly PlannerDialogue[] {
  const labels = labelSet === null ? undefined : readPlainLabels(db, labelSet.id, dialogues.map(({ id }) => id));
  return dialogues.map(({ id, dialogue }) => ({
    id,
    turns: dialogue.turns.map(({ speaker, text, strategy, state: own }, place): PlannerTurn => {
      if (speaker === 'supporter') return { speaker, text, strategy: knownStrategy(corpus.vocabulary, strategy) };
      const given = labels === undefined ? (states === 'corpus' ? own : undefined) : readState(labels.get(id)?.get(place));
      return { speaker, text, state: given === undefined ? undefined : plannerStateOf(given) };
    }),
  }));
}

/** The named one; else that of the corpus's own files; else none. */
function findSplit(db: ReadableDb, { split, trainPart, validPart, testPart }: DataConfig, corpus: Corpus): SplitSet | null {
  const splits = listSplitSets(db, corpus.id);
  const found = split === undefined ? splits.find(({ mode }) => mode === 'file') : splits.find(({ name }) => name === split);
  if (found === undefined && split !== undefined) throw new AppError('NOT_FOUND', `"${corpus.name}" has no split "${split}". ${splits.length === 0 ? 'Make one first, or leave data.split out.' : `It has ${splits.map(({ name }) => `"${name}"`).join(', ')}.`}`);
  const names = found?.parts.map(({ name }) => name) ?? [];
  const missing = found === undefined ? undefined : [trainPart, validPart, testPart].find((part) => !names.includes(part));
  if (missing !== undefined) throw new AppError('NOT_FOUND', `The split "${found?.name ?? ''}" of "${corpus.name}" has no part "${missing}"; it has ${names.join(', ')}. Choose another split, or name its parts.`);
  return found ?? null;
}

function findLabelSet(db: ReadableDb, { labelSet }: DataConfig, corpus: Corpus): LabelSet {
  if (labelSet === undefined) throw new AppError('INVALID_INPUT', 'data.states is "labelSet", but data.labelSet names none. Name a label set of this corpus, or take the states from elsewhere.');
  const sets = listLabelSets(db, corpus.id);
  const [found, ...others] = sets.filter(({ id, name }) => (typeof labelSet === 'string' ? name === labelSet : id === labelSet));
  if (found !== undefined && others.length === 0) return found;
  if (found !== undefined) throw new AppError('CONFLICT', `${others.length + 1} label sets of "${corpus.name}" are named "${found.name}"; name one by its number: ${[found, ...others].map(({ id }) => id).join(', ')}.`);
  throw new AppError('NOT_FOUND', `"${corpus.name}" has no label set ${typeof labelSet === 'string' ? `"${labelSet}"` : labelSet}. ${sets.length === 0 ? 'Annotate the corpus first.' : `It has ${sets.map(({ id, name }) => `"${name}" (${id})`).join(', ')}.`}`);
}

function partName(data: DataConfig, part: PlannerPart): string {
  return { train: data.trainPart, valid: data.validPart, test: data.testPart }[part];
}

function sequentialFilter(db: ReadableDb, { id }: Corpus, part: PlannerPart): (dialogue: StoredDialogue) => boolean {
  const keys = listDialogueKeys(db, id);
  const parts = sequentialSplit(keys.length, parseRatios(sequentialRatios));
  const partByPosition = new Map(keys.map(({ position }, place) => [position, parts[place]]));
  return ({ position }) => partByPosition.get(position) === part;
}

/** A label outside the vocabulary is no strategy to learn. */
function knownStrategy(vocabulary: VocabularyId, strategy: string | undefined): string | undefined {
  return strategy === undefined ? undefined : findStrategy(vocabulary, strategy)?.label;
}

/** Label sets keep every value as text. */
function readState(values: Readonly<Record<string, string>> | undefined): SeekerState | undefined {
  if (values === undefined) return undefined;
  const parsed = SeekerState.safeParse(Object.fromEntries(Object.entries(values).map(([field, value]) => [field, /^\d+$/.test(value) ? Number(value) : value])));
  return parsed.success ? parsed.data : undefined;
}
