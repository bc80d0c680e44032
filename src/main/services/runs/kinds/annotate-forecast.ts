/** @file What an annotation run will take: its windows are counted exactly, their size is that of a few dialogues, adjudications are a guess. */
import type { LabelSchema } from '#shared/domain/label-schema';
import type { RoleRequest } from '#shared/domain/role-requests';
import { disputeRequest, windowRequest } from '../../../jobs/runs/tasks/annotate/panel';
import type { ForecastQuestion, Gateway } from '../../../llm/gateway';
import { disputedPassage, knownLabels, seekerTurns, windowUtterances } from '../../../research/annotation/dialogue-text';
import { planWindows } from '../../../research/annotation/windows';
import type { ReadableDb } from '../../../store/database';
import { countSeekerTurns, readDialoguesById } from '../../../store/dialogue-repository';
import type { Forecast } from '../run-kind';
import type { AnnotateConfig } from './annotate-config';
import type { AnnotationPlan } from './annotate-plan';

/** Dialogues whose prompts are looked at. */
const lookedAt = 5;
/** Share of the values on which three annotators of everyday quality are split. */
const usualDisputes = 0.1;

export function forecastAnnotation(config: AnnotateConfig, plan: AnnotationPlan, { db, gateway }: { db: ReadableDb; gateway: Gateway | undefined }): Forecast {
  const turns = countSeekerTurns(db, plan.dialogueIds);
  const windows = turns.reduce((sum, count) => sum + planWindows(count, config).length, 0);
  const values = turns.reduce((sum, count) => sum + count, 0) * plan.schema.fields.length;
  const disputes = plan.adjudicator === null ? 0 : Math.round(values * usualDisputes);
  const asked = windows * plan.schema.passes.length * plan.annotators.length;
  const notes = disputes === 0 ? [] : [`About one value in ten is taken to need the adjudicator: ${disputes} of ${values}. Replies that cannot be read come on top.`];
  if (gateway === undefined) return { calls: asked + disputes, notes };
  const forecast = gateway.forecast(questions(config, plan, { db, windows, disputes }));
  return {
    calls: forecast.calls,
    promptTokens: forecast.promptTokens,
    replyTokens: forecast.replyTokens,
    cost: forecast.cost,
    ...(forecast.seconds === null ? {} : { seconds: forecast.seconds }),
    notes: [...notes, ...(forecast.cached > 0 ? [`${forecast.cached} questions or so were answered before and cost nothing.`] : []), ...forecast.notes],
  };
}

/** Windows of a few dialogues stand for all: each counts for as many as there are to one of them. */
function questions(config: AnnotateConfig, plan: AnnotationPlan, { db, windows, disputes }: { db: ReadableDb; windows: number; disputes: number }): ForecastQuestion[] {
  const { schema, annotators, adjudicator } = plan;
  const dialogues = readDialoguesById(db, spread(plan.dialogueIds, lookedAt));
  const looked = dialogues.flatMap(({ dialogue }) => planWindows(seekerTurns(dialogue).length, config).map((window) => ({ dialogue, window })));
  const of = (part: Pick<RoleRequest, 'role' | 'slots'>, endpointId: RoleRequest['endpointId'], count: number): ForecastQuestion => ({ request: { ...part, endpointId }, count });
  const passes = schema.passes.flatMap((pass) => {
    const fields = fieldsOf(schema, pass.fields);
    const known = fields.find((field) => field.known !== undefined);
    return looked.flatMap(({ dialogue, window }) => {
      const utterances = windowUtterances(dialogue, window, known === undefined ? new Map() : knownLabels(dialogue, known));
      return annotators.map(({ id }) => of(windowRequest({ pass, fields, utterances, sample: 0 }), id, windows / looked.length));
    });
  });
  if (adjudicator === null || disputes === 0) return passes;
  const passages = dialogues.flatMap(({ dialogue }) => seekerTurns(dialogue).slice(0, 1).map((turn) => disputedPassage(dialogue, turn, config.annot.adjContext)));
  const pairs = passages.flatMap((passage) => schema.fields.map((field) => ({ passage, field })));
  return [...passes, ...pairs.map((pair) => of(disputeRequest(pair), adjudicator.id, disputes / pairs.length))];
}

function fieldsOf(schema: LabelSchema, ids: readonly string[]): LabelSchema['fields'] {
  return schema.fields.filter(({ id }) => ids.includes(id));
}

function spread<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor((index * items.length) / Math.min(count, items.length))]).filter((item) => item !== undefined);
}
