/**
 * @file The work of an annotation run: dialogues are fetched page by page, several are labelled at a time, and each is handed over when it is whole.
 * What was handed over is not asked again; of a dialogue that was not, the gateway remembers every answer.
 */
import type { Json } from '#shared/domain/json';
import type { RoleReply, RoleRequest } from '#shared/domain/role-requests';
import { annotateDialogue, type AnnotatedDialogue } from '../../../../research/annotation/annotate-dialogue';
import { fleissOf } from '../../../../research/annotation/running-agreement';
import type { LanguageModelQuestion, RunLink } from '../../run-task';
import { type CallPool, createCallPool } from './call-pool';
import { createPanel } from './panel';
import { createAnnotationProgress, type Totals } from './progress';
import type { AnnotateInput, AnnotatePlan, AnnotateQuestion, KeptTally, PlannedDialogue } from './protocol';

const pageDialogues = 20;

export async function annotate(input: AnnotateInput, run: RunLink): Promise<Json> {
  const plan = await askParent<AnnotatePlan>(run, { kind: 'annotate/plan' });
  const progress = createAnnotationProgress(plan.dialogueIds.length, run, () => performance.now());
  const places = new Map(plan.dialogueIds.map((id, index) => [id, index]));
  for (const { dialogueId, tally } of plan.kept) progress.done(places.get(dialogueId) ?? 0, tally, false);
  const kept = new Set(plan.kept.map(({ dialogueId }) => dialogueId));
  if (kept.size > 0) run.log('info', `${kept.size} of ${plan.dialogueIds.length} dialogues are labelled already.`);

  const stop = new AbortController();
  const pool = createCallPool(input.concurrency, AbortSignal.any([run.signal, stop.signal]));
  const pending = fetchDialogues(plan.dialogueIds.filter((id) => !kept.has(id)), run);
  const work = async (): Promise<void> => {
    for await (const { id, dialogue } of pending) {
      run.signal.throwIfAborted();
      const index = places.get(id) ?? 0;
      const { tally, ...labels } = await labelDialogue({ id, dialogue }, { input, run, pool, priority: index });
      await askParent(run, { kind: 'annotate/keep', labels: { ...labels, dialogueId: id, tally } });
      for (const problem of labels.problems) run.log('warn', `Dialogue ${id}: ${problem}`);
      progress.done(index, tally, true);
    }
  };
  await allOrNone(Array.from({ length: dialoguesAtATime(input) }, work), stop);
  return summaryOf(progress.totals());
}

/** Every dialogue has one question under way at least, but for the moments when it is handed over. */
function dialoguesAtATime({ concurrency }: AnnotateInput): number {
  return concurrency + 2;
}

/** The first failure stops what waits; it is told once everything has come to rest. */
async function allOrNone(workers: readonly Promise<void>[], stop: AbortController): Promise<void> {
  const failures: unknown[] = [];
  await Promise.all(
    workers.map((worker) =>
      worker.catch((error: unknown) => {
        failures.push(error);
        stop.abort(error);
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
}

/** Shared by all workers: each takes the next one. */
async function* fetchDialogues(ids: readonly PlannedDialogue['id'][], run: RunLink): AsyncGenerator<PlannedDialogue, void, undefined> {
  for (let start = 0; start < ids.length; start += pageDialogues) {
    yield* await askParent<PlannedDialogue[]>(run, { kind: 'annotate/dialogues', ids: ids.slice(start, start + pageDialogues) });
  }
}

async function labelDialogue(planned: PlannedDialogue, how: { input: AnnotateInput; run: RunLink; pool: CallPool; priority: number }): Promise<Omit<AnnotatedDialogue, 'tally'> & { tally: KeptTally }> {
  const { input, run, pool, priority } = how;
  let calls = 0;
  const ask = (request: RoleRequest): Promise<RoleReply> => {
    calls += 1;
    const question: LanguageModelQuestion = { kind: 'language-model', request };
    return pool.run(priority, () => run.ask<RoleReply>(question));
  };
  const { tally, ...labels } = await annotateDialogue(planned.dialogue, createPanel(input, `dialogue ${planned.id}`, ask), input);
  const derived = new Set(input.schema.derived.map(({ id }) => id));
  const origins = labels.turns.flatMap(({ values }) => Object.entries(values).flatMap(([field, { origin }]) => (derived.has(field) ? [] : origin)));
  const count = (wanted: string): number => origins.filter((origin) => origin === wanted).length;
  return { ...labels, tally: { ...tally, calls, adjudicated: count('adjudicated'), fallbacks: count('fallback'), failed: count('failed') } };
}

function askParent<Answer>(run: RunLink, question: AnnotateQuestion): Promise<Answer> {
  return run.ask<Answer>(question);
}

function summaryOf({ dialogues, calls, adjudicated, fallbacks, failed, unread, agreement }: Totals): Json {
  return { dialogues, calls, adjudicated, fallbacks, failed, unreadReplies: unread, fleiss: Object.fromEntries(Object.entries(agreement).map(([field, sums]) => [field, fleissOf(sums) ?? null])) };
}
