/**
 * @file How far an annotation run is. Curves are drawn in the order of the dialogues, not of their completion, so that a run that was interrupted,
 * or ran on a faster machine, has the same ones.
 */
import { addAgreement, fleissOf, noAgreement, type AgreementSums } from '../../../../research/annotation/running-agreement';
import type { RunLink } from '../../run-task';
import type { KeptTally } from './protocol';

/** At most so many points a curve. */
const mostPoints = 500;

export interface Totals {
  readonly dialogues: number;
  readonly calls: number;
  readonly adjudicated: number;
  readonly fallbacks: number;
  readonly failed: number;
  readonly unread: number;
  readonly agreement: Readonly<Record<string, AgreementSums>>;
}

export interface AnnotationProgress {
  /** A dialogue is stored, `index` being its place; `isNew` where it was labelled just now. */
  done(index: number, tally: KeptTally, isNew: boolean): void;
  /** Over all dialogues, once they are done. */
  totals(): Totals;
}

const nothing: Totals = { dialogues: 0, calls: 0, adjudicated: 0, fallbacks: 0, failed: 0, unread: 0, agreement: {} };

export function createAnnotationProgress(total: number, run: Pick<RunLink, 'progress' | 'metrics'>, nowMs: () => number): AnnotationProgress {
  const waiting = new Map<number, KeptTally>();
  const startedMs = nowMs();
  const stride = Math.ceil(total / mostPoints);
  let inOrder = nothing;
  let count = 0;
  let newCalls = 0;

  const advance = (): void => {
    for (let next = waiting.get(inOrder.dialogues); next !== undefined; next = waiting.get(inOrder.dialogues)) {
      waiting.delete(inOrder.dialogues);
      inOrder = sum(inOrder, next);
      if (inOrder.dialogues % stride === 0 || inOrder.dialogues === total) run.metrics(inOrder.dialogues, { ...figures(inOrder), 'speed/callsPerSecond': newCalls / Math.max(0.001, (nowMs() - startedMs) / 1_000) });
    }
  };

  return {
    done(index, tally, isNew) {
      count += 1;
      if (isNew) newCalls += tally.calls;
      waiting.set(index, tally);
      advance();
      run.progress({ done: count, total, unit: 'dialogues', note: noteOf(newCalls, inOrder) });
    },
    totals: () => inOrder,
  };
}

/** Agreement so far for every field of which it is defined. */
function figures({ calls, adjudicated, fallbacks, failed, unread, agreement }: Totals): Record<string, number> {
  const kappas = Object.entries(agreement).flatMap(([field, sums]) => {
    const kappa = fleissOf(sums);
    return kappa === undefined ? [] : [[`agreement/${field}`, kappa] as const];
  });
  return { ...Object.fromEntries(kappas), calls, adjudicated, fallbacks, failed, unread };
}

function noteOf(calls: number, { failed, fallbacks }: Totals): string {
  const troubles = [...(failed > 0 ? [`${failed} labels failed`] : []), ...(fallbacks > 0 ? [`${fallbacks} fallbacks`] : [])];
  return [`${calls} calls`, ...troubles].join(', ');
}

function sum(totals: Totals, tally: KeptTally): Totals {
  const fields = new Set([...Object.keys(totals.agreement), ...Object.keys(tally.agreement)]);
  return {
    dialogues: totals.dialogues + 1,
    calls: totals.calls + tally.calls,
    adjudicated: totals.adjudicated + tally.adjudicated,
    fallbacks: totals.fallbacks + tally.fallbacks,
    failed: totals.failed + tally.failed,
    unread: totals.unread + tally.unread.reduce((all, one) => all + one, 0),
    agreement: Object.fromEntries([...fields].map((field) => [field, addAgreement(totals.agreement[field] ?? noAgreement, tally.agreement[field] ?? noAgreement)])),
  };
}
