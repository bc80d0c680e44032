/** @file Runs that train and evaluate ESCA's strategy planner (spec E-3): what they need, and the dialogues that their worker asks for. */
import { AppError } from '#shared/contracts/errors';
import type { Json } from '#shared/domain/json';
import { PlannerConfig, plannerDecisions, plannerProfiles } from '#shared/domain/planner-config';
import type { DialoguesQuestion, PlannerProvenance, PlannerTaskInput } from '../../../jobs/runs/tasks/planner/input';
import type { ReadableDb } from '../../../store/database';
import { getModel, type StoredModel } from '../../../store/model-repository';
import { type PlannerSource, readPlannerPage, resolveSource, sequentialRatios } from '../../planner/planner-data';
import type { RunKindDependencies } from '../kind-dependencies';
import type { RunInput, RunKind } from '../run-kind';

export function plannerKind({ store: { db } }: RunKindDependencies): RunKind {
  const kind: RunKind<PlannerConfig> = {
    name: 'planner',
    title: 'Strategy planner',
    description: 'Trains ESCA’s planner, which chooses the next support strategy from a dialogue and the seeker’s state, and measures it beside simple baselines.',
    config: PlannerConfig,
    profiles: plannerProfiles,
    decisions: plannerDecisions,
    plan(config) {
      const { source, models } = resolve(db, config);
      return { slot: 'cpu', inputs: inputsOf(source, models), isScripted: source.labelSet?.isScripted ?? false };
    },
    forecast: (config) => ({ notes: notesOf(config) }),
    task: 'planner',
    input(config) {
      const { source, models: { encoder, tokenizer } } = resolve(db, config);
      const input: PlannerTaskInput = {
        config,
        vocabulary: source.corpus.vocabulary,
        encoderFolder: encoder?.path ?? null,
        tokenizerFolder: tokenizer?.path ?? null,
        provenance: provenanceOf(config, source, encoder),
      };
      return input as unknown as Json;
    },
    async answer(question, { config }) {
      if (question.kind !== 'planner-dialogues') throw new AppError('UNSUPPORTED', `A planner run asks for dialogues, not for ${question.kind}.`);
      return readPlannerPage(db, config.data, question as DialoguesQuestion);
    },
  };
  return kind;
}

interface Models {
  readonly encoder: StoredModel | undefined;
  readonly tokenizer: StoredModel | undefined;
}

function resolve(db: ReadableDb, { data, head, encoder }: PlannerConfig): { readonly source: PlannerSource; readonly models: Models } {
  if (head.usesState && data.states === 'none') {
    throw new AppError('INVALID_INPUT', 'The planner looks at the seeker’s state, but data.states is "none". Choose a label set of the corpus (annotate it first), or turn head.usesState off for the ablation without state.');
  }
  const modelOf = (name: string): StoredModel | undefined => (name === '' ? undefined : getModel(db, name));
  return { source: resolveSource(db, data), models: { encoder: modelOf(encoder.model), tokenizer: modelOf(encoder.tokenizerModel) } };
}

function inputsOf({ corpus, split, labelSet }: PlannerSource, { encoder, tokenizer }: Models): readonly RunInput[] {
  const modelInput = ({ id, name, contentHash }: StoredModel): RunInput => ({ kind: 'model', id, name, sha256: contentHash });
  return [
    { kind: 'corpus', id: corpus.id, name: corpus.name, sha256: corpus.sha256 },
    ...(split === null ? [] : [{ kind: 'split' as const, id: split.id, name: split.name, sha256: split.sha256 }]),
    ...(labelSet === null ? [] : [{ kind: 'label-set' as const, id: labelSet.id, name: labelSet.name, sha256: labelSet.sha256 }]),
    ...(encoder === undefined ? [] : [modelInput(encoder)]),
    ...(tokenizer === undefined || tokenizer.id === encoder?.id ? [] : [modelInput(tokenizer)]),
  ];
}

function provenanceOf({ data }: PlannerConfig, { corpus, split, labelSet }: PlannerSource, encoder: StoredModel | undefined): PlannerProvenance {
  const imported = data.states === 'corpus' ? { name: `as imported with ${corpus.name}`, sha256: corpus.sha256, isScripted: false } : null;
  return {
    corpus: { name: corpus.name, sha256: corpus.sha256 },
    split: split === null ? { name: `sequential ${sequentialRatios}`, sha256: null } : { name: split.name, sha256: split.sha256 },
    states: labelSet === null ? imported : { name: labelSet.name, sha256: labelSet.sha256, isScripted: labelSet.isScripted },
    encoder: encoder === undefined ? null : { name: encoder.name, sha256: encoder.contentHash },
  };
}

function notesOf({ encoder, head, data, input }: PlannerConfig): string[] {
  const isUnpublished = input.showsStrategies || input.numbersTurns || input.typesSpeakers || input.positions === 'fromEnd' || encoder.tokenDropout > 0 || head.context === 'mean';
  return [
    ...(encoder.model === '' ? ['The encoder begins from nothing and learns from this corpus alone: its figures are not those of RoBERTa.'] : []),
    ...(head.usesState ? [] : ['This is the ablation: the planner sees the dialogue only.']),
    ...(!head.usesState && data.states !== 'none' ? ['States are read only to leave out the same turns as the run with states.'] : []),
    ...(isUnpublished ? ['Some options are not published ones; the profiles show which.'] : []),
  ];
}
