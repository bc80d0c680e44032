/** @file What can be done with a run in the state it is in. Pure. */
import { Ban, Copy, Download, type LucideIcon, Pause, Play, Repeat2, RotateCcw, Trash2 } from 'lucide-react';
import type { RunRow } from '#shared/contracts/run-records';
import { isFinal, sweepKind } from '#shared/domain/runs/run';

export type RunAction = 'pause' | 'resume' | 'cancel' | 'retry' | 'clone' | 'reproduce' | 'export' | 'remove';

interface ActionLook {
  readonly word: string;
  readonly icon: LucideIcon;
}

export const actionLooks: { readonly [A in RunAction]: ActionLook } = {
  pause: { word: 'Pause', icon: Pause },
  resume: { word: 'Resume', icon: Play },
  cancel: { word: 'Cancel', icon: Ban },
  retry: { word: 'Retry', icon: RotateCcw },
  clone: { word: 'Clone with changes…', icon: Copy },
  reproduce: { word: 'Reproduce', icon: Repeat2 },
  export: { word: 'Export bundle', icon: Download },
  remove: { word: 'Remove', icon: Trash2 },
};

/** In the order of a menu. */
export function offeredActions({ state, stopping, kind }: Pick<RunRow, 'state' | 'stopping' | 'kind'>): RunAction[] {
  const isStopping = stopping !== undefined;
  const offers: readonly [RunAction, boolean][] = [
    ['pause', (state === 'running' || state === 'queued') && !isStopping],
    ['resume', state === 'paused'],
    ['cancel', !isFinal(state) && stopping !== 'cancel'],
    ['retry', state === 'failed' || state === 'cancelled'],
    ['clone', true],
    ['reproduce', state === 'done' && kind !== sweepKind],
    ['export', isFinal(state)],
    ['remove', state !== 'running'],
  ];
  return offers.flatMap(([action, isOffered]) => (isOffered ? [action] : []));
}
