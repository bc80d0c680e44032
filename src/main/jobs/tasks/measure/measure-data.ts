/** @file Computes a measurement from what was read: the figures as they are shown and stored, and one entry an item. No files, no store. */
import type { MeasuredOutcome } from '#shared/contracts/measure';
import type { KeptItem, MeasuredData, OnProgress } from './request';
import { measureRatings } from './measure-ratings';
import { measureStrategyRows } from './measure-strategy-rows';
import { measureComparison, measureTexts } from './measure-texts';

/** Data and options of one kind. */
export interface TaskOf<Kind extends MeasuredData['kind']> {
  readonly data: Extract<MeasuredData, { kind: Kind }>;
  readonly options: Extract<MeasuredOutcome, { kind: Kind }>['options'];
}

export type MeasureTask = { [Kind in MeasuredData['kind']]: TaskOf<Kind> }[MeasuredData['kind']];

export interface Computed {
  readonly outcome: MeasuredOutcome;
  readonly items: readonly KeptItem[];
}

export function measureData(task: MeasureTask, onProgress: OnProgress): Computed {
  if (isKind(task, 'nlg')) return measureTexts(task, onProgress);
  if (isKind(task, 'strategy')) return measureStrategyRows(task, onProgress);
  if (isKind(task, 'agreement')) return measureRatings(task, onProgress);
  return measureComparison(task, onProgress);
}

function isKind<Kind extends MeasuredData['kind']>(task: MeasureTask, kind: Kind): task is Extract<MeasureTask, TaskOf<Kind>> {
  return task.data.kind === kind;
}
