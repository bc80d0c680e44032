/** @file What the configuration of an annotation run names, found in the workspace, or refused with what is wrong and what there is. */
import type { Corpus, SplitSet } from '#shared/contracts/corpora';
import { AppError } from '#shared/contracts/errors';
import type { DialogueId } from '#shared/domain/ids';
import { withReadings, type LabelSchema } from '#shared/domain/label-schema';
import { createRandom, shuffled } from '#shared/domain/random';
import { isLocalEndpoint } from '../../../llm/endpoint';
import { getCorpus } from '../../../store/corpus-repository';
import type { ReadableDb } from '../../../store/database';
import { listDialogueIds } from '../../../store/dialogue-repository';
import { findEndpoint, type StoredEndpoint } from '../../../store/endpoint-repository';
import { listSplitSets } from '../../../store/split-repository';
import { findSchema } from '../../labels/label-schemas';
import type { RunPlan } from '../run-kind';
import type { AnnotateConfig } from './annotate-config';

/** What a configuration names, found. */
export interface AnnotationPlan {
  readonly corpus: Corpus;
  readonly splitSet: SplitSet | null;
  /** In corpus order. */
  readonly dialogueIds: readonly DialogueId[];
  /** With the rubrics that the options choose. */
  readonly schema: LabelSchema;
  readonly annotators: readonly StoredEndpoint[];
  readonly adjudicator: StoredEndpoint | null;
}

export function resolvePlan(config: AnnotateConfig, db: ReadableDb): AnnotationPlan {
  const corpus = getCorpus(db, config.corpus);
  if (corpus.kind !== 'dialogues') throw new AppError('INVALID_INPUT', `"${corpus.name}" is a knowledge base without turns. Choose a corpus of dialogues.`, { details: { corpus: corpus.name } });
  const splitSet = findSplit(config, corpus, listSplitSets(db, corpus.id));
  const split = splitSet === null || config.part === undefined ? undefined : { splitSetId: splitSet.id, part: config.part };
  const dialogueIds = sampled(listDialogueIds(db, { corpusId: corpus.id, split }), config);
  if (dialogueIds.length === 0) throw new AppError('INVALID_INPUT', `There is no dialogue to label in "${corpus.name}"${config.part === undefined ? '' : `, part "${config.part}"`}.`, { details: { corpus: corpus.name } });
  const annotators = config.annotators.map((ref) => findEndpoint(db, ref));
  const adjudicator = config.adjudicator === undefined ? null : findEndpoint(db, config.adjudicator);
  assertDifferent(annotators);
  assertMayRead(corpus, adjudicator === null ? annotators : [...annotators, adjudicator]);
  return { corpus, splitSet, dialogueIds, annotators, adjudicator, schema: withReadings(findSchema(db, config.schema), { perceivedUnderstandability: config.annot.uMeaning }) };
}

function findSplit({ split, part }: AnnotateConfig, corpus: Corpus, splits: readonly SplitSet[]): SplitSet | null {
  if (split === undefined && part === undefined) return null;
  if (part === undefined) throw new AppError('INVALID_INPUT', `The split "${split ?? ''}" is given without a part. Name the part to label, such as test.`);
  const found = split === undefined ? splits.at(-1) : splits.find(({ name }) => name === split);
  if (found === undefined) throw new AppError('NOT_FOUND', `"${corpus.name}" has no split${split === undefined ? '' : ` "${split}"`}. ${splits.length === 0 ? 'Make one first.' : `It has ${splits.map(({ name }) => `"${name}"`).join(', ')}.`}`, { details: { corpus: corpus.name } });
  if (found.parts.some(({ name }) => name === part)) return found;
  throw new AppError('NOT_FOUND', `The split "${found.name}" has no part "${part}"; it has ${found.parts.map(({ name }) => name).join(', ')}.`, { details: { split: found.name, part } });
}

function sampled(ids: readonly DialogueId[], { limit, sampleSeed }: AnnotateConfig): DialogueId[] {
  if (limit === undefined || limit >= ids.length) return [...ids];
  const places = shuffled(ids.map((_, place) => place), createRandom(sampleSeed)).slice(0, limit);
  return places.toSorted((a, b) => a - b).flatMap((place) => ids[place] ?? []);
}

/** One endpoint twice would agree with itself: its second answer is its first one, from the store. */
function assertDifferent(annotators: readonly StoredEndpoint[]): void {
  const twice = annotators.find(({ id }, index) => annotators.findIndex((one) => one.id === id) < index);
  if (twice !== undefined) throw new AppError('INVALID_INPUT', `"${twice.name}" is an annotator twice. It would agree with itself; choose different endpoints.`, { details: { endpoint: twice.name } });
}

function assertMayRead(corpus: Corpus, endpoints: readonly StoredEndpoint[]): void {
  const remote = corpus.isLocalOnly ? endpoints.find(({ settings }) => !isLocalEndpoint(settings)) : undefined;
  if (remote === undefined) return;
  throw new AppError('FORBIDDEN', `"${corpus.name}" is declared local only, and "${remote.name}" sends text off this machine. Choose local endpoints, or lift the declaration on the corpus's page.`, { details: { corpus: corpus.name, endpoint: remote.name } });
}

export function runPlan({ corpus, annotators, adjudicator }: AnnotationPlan): RunPlan {
  const endpoints = adjudicator === null ? annotators : [...annotators, adjudicator];
  return {
    slot: 'language-models',
    inputs: [{ kind: 'corpus', id: corpus.id, name: corpus.name, sha256: corpus.sha256 }, ...[...new Map(endpoints.map((one) => [one.id, one])).values()].map(({ id, name }) => ({ kind: 'endpoint' as const, id, name }))],
    isScripted: endpoints.some(isScripted),
  };
}

export function isScripted({ settings }: StoredEndpoint): boolean {
  return settings.kind === 'scripted';
}
