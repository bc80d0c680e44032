/**
 * @file One annotator labels one dialogue in one pass (spec E-2): window by window, all windows at a time; where a reply cannot be read, the
 * dialogue is tried again with smaller windows, and after the last attempt it has failed. Knows no endpoint: how to ask is an argument.
 */
import type { CallId } from '#shared/domain/ids';
import { planWindows, shrinkWindow, stitch, type Window, type WindowShape } from './windows';

/** Labels of one turn: values by field id. */
export type TurnLabels = Readonly<Record<string, string>>;

export type WindowReply =
  | { readonly isRead: true; readonly labels: readonly TurnLabels[]; readonly callId: CallId | null }
  | { readonly isRead: false; readonly reason: string };

/** `sample`: how often this very window could not be read before, so that the question is put anew. */
export type AskWindow = (window: Window, sample: number) => Promise<WindowReply>;

export interface PassOptions extends WindowShape {
  readonly attempts: number;
}

export interface PassLabels {
  /** For each of the seeker's turns, in order; null: the pass failed. */
  readonly turns: readonly { readonly labels: TurnLabels; readonly callId: CallId | null }[] | null;
  readonly attempts: number;
  /** Windows whose reply could not be read. */
  readonly unread: number;
  /** Why the last window that failed did. */
  readonly reason: string | null;
}

/** A window that was read keeps its labels where a later attempt has the same one: it would be the same question. */
export async function annotatePass(turns: number, { attempts, window, step }: PassOptions, ask: AskWindow): Promise<PassLabels> {
  const known = new Map<string, WindowReply & { isRead: true }>();
  const failures = new Map<string, number>();
  let shape: WindowShape = { window, step };
  let reason: string | null = null;
  for (let attempt = 1; attempt <= attempts; attempt++, shape = shrinkWindow(shape)) {
    const windows = planWindows(turns, shape);
    const replies = await Promise.all(windows.map(async (one) => known.get(keyOf(one)) ?? ask(one, failures.get(keyOf(one)) ?? 0)));
    const read = replies.map((reply, index) => checked(reply, windows[index]));
    for (const [index, reply] of read.entries()) {
      const key = keyOf(windows[index]);
      if (reply.isRead) known.set(key, reply);
      else failures.set(key, (failures.get(key) ?? 0) + 1);
    }
    const labels = read.map((reply) => (reply.isRead ? reply.labels.map((one) => ({ labels: one, callId: reply.callId })) : null));
    if (labels.every((one) => one !== null)) return { turns: stitch(windows, labels), attempts: attempt, unread: sumOf(failures), reason };
    reason = read.findLast((reply) => !reply.isRead)?.reason ?? reason;
  }
  return { turns: null, attempts, unread: sumOf(failures), reason };
}

/** A reply counts only with one label for each turn of its window. */
function checked(reply: WindowReply, window: Window | undefined): WindowReply {
  if (!reply.isRead || window === undefined) return reply;
  const expected = window.last - window.first + 1;
  if (reply.labels.length === expected) return reply;
  return { isRead: false, reason: `it labels ${reply.labels.length} of ${expected} turns` };
}

function keyOf(window: Window | undefined): string {
  return window === undefined ? '' : `${window.first}-${window.last}`;
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
