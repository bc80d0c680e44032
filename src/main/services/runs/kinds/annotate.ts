/** @file Annotation runs on the parent's side: labels are stored as they come, and at the end they are a label set. */
import type { Annotator } from '#shared/contracts/labels';
import type { LabelSetId, RunId } from '#shared/domain/ids';
import type { Json } from '#shared/domain/json';
import type { AnnotationOptions } from '#shared/domain/label-options';
import type { AnnotateInput, AnnotatePlan, AnnotateQuestion, KeptTally, PlannedDialogue } from '../../../jobs/runs/tasks/annotate/protocol';
import { getCorpus } from '../../../store/corpus-repository';
import { readDialoguesById } from '../../../store/dialogue-repository';
import type { StoredEndpoint } from '../../../store/endpoint-repository';
import { addLabelledDialogue, beginLabelSet, findSetInMaking, finishLabelSet, getSchemaOfSet, listKeptDialogues } from '../../../store/label-set-repository';
import type { RunKindDependencies } from '../kind-dependencies';
import type { RunKind } from '../run-kind';
import { AnnotateConfig, annotateDecisions, annotateProfiles } from './annotate-config';
import { forecastAnnotation } from './annotate-forecast';
import { type AnnotationPlan, isScripted, resolvePlan, runPlan } from './annotate-plan';

export function annotateKind({ ports, store, gateway }: RunKindDependencies): RunKind {
  const { db } = store;
  const resolve = (config: AnnotateConfig): AnnotationPlan => resolvePlan(config, db);
  const kind: RunKind<AnnotateConfig> = {
    name: 'annotate',
    title: 'Annotate a corpus',
    description: "Several language models label every seeker's turn, window by window; their votes and an adjudicator make a label set.",
    config: AnnotateConfig,
    profiles: annotateProfiles,
    decisions: annotateDecisions,
    plan: (config) => runPlan(resolve(config)),
    forecast: (config) => forecastAnnotation(config, resolve(config), { db, gateway }),
    task: 'annotate',
    isConfidential: ({ corpus }) => getCorpus(db, corpus).isLocalOnly,
    input(config, { runId }) {
      const setId = findSetInMaking(db, runId);
      const plan = resolve(config);
      // A newer version of the schema may have been saved since the run began; its labels are all by one.
      return inputOf(config, setId === undefined ? plan : { ...plan, schema: getSchemaOfSet(db, setId) }) as unknown as Json;
    },
    async answer(question, { runId, config }) {
      const asked = question as AnnotateQuestion;
      if (asked.kind === 'annotate/dialogues') return readDialoguesById(db, asked.ids) satisfies readonly PlannedDialogue[];
      const setId = findSetInMaking(db, runId) ?? begin(config, runId);
      if (asked.kind === 'annotate/keep') return addLabelledDialogue(db, setId, asked.labels);
      const kept = listKeptDialogues(db, setId).map(({ dialogueId, tally }) => ({ dialogueId, tally: tally as KeptTally }));
      return { dialogueIds: resolve(config).dialogueIds, kept } satisfies AnnotatePlan;
    },
    finish(result, { runId }) {
      const id = findSetInMaking(db, runId);
      if (id === undefined) throw new Error(`run ${runId} has no label set in making`);
      const { name, sha256, counts } = finishLabelSet(db, id);
      return { ...(result as Record<string, Json>), labelSet: { id, name, sha256 }, counts };
    },
    outputs(shown) {
      const { labelSet } = shown as { labelSet: { id: number; name: string; sha256: string } };
      return [{ kind: 'label-set', ...labelSet }];
    },
  };
  const begin = (config: AnnotateConfig, runId: RunId): LabelSetId => {
    const plan = resolve(config);
    const { annotators, adjudicator, schema } = plan;
    const name = config.name ?? `${schema.name}, ${annotators.length} annotators`;
    return beginLabelSet(db, {
      corpusId: plan.corpus.id,
      name,
      source: { kind: 'run', runId },
      schema,
      options: optionsOf(config),
      annotators: annotators.map(annotatorOf),
      adjudicator: adjudicator === null ? null : annotatorOf(adjudicator),
      isScripted: runPlan(plan).isScripted,
      createdAt: ports.clock.now().toISOString(),
    });
  };
  return kind;
}

function inputOf(config: AnnotateConfig, { annotators, adjudicator, schema, corpus }: AnnotationPlan): AnnotateInput {
  const asked = ({ id, name }: StoredEndpoint): AnnotateInput['annotators'][number] => ({ endpointId: id, name });
  return { schema, options: optionsOf(config), annotators: annotators.map(asked), adjudicator: adjudicator && asked(adjudicator), concurrency: config.concurrency, budget: config.budget, isConfidential: corpus.isLocalOnly };
}

/** What the labels depend on, kept with their set. */
function optionsOf({ window, step, attempts, replyAttempts, trust, annot, kappa }: AnnotateConfig): AnnotationOptions {
  return { window, step, attempts, replyAttempts, trust, annot, kappa };
}

function annotatorOf(endpoint: StoredEndpoint): Annotator {
  return { name: endpoint.name, endpointId: endpoint.id, model: endpoint.settings.model, isScripted: isScripted(endpoint) };
}
