/** @file Computes a measurement from what was read: the figures as they are shown and stored, and one entry an item. No files, no store. */
import { measureRatings } from './measure-ratings';
import { measureStrategyRows } from './measure-strategy-rows';
import { measureComparison, measureTexts } from './measure-texts';
import type { Computed, MeasuredData, MeasureTask, OnProgress, TaskOf } from './request';

export function measureData(task: MeasureTask, onProgress: OnProgress): Computed {
  if (isKind(task, 'nlg')) return measureTexts(task, onProgress);
  if (isKind(task, 'strategy')) return measureStrategyRows(task, onProgress);
  if (isKind(task, 'agreement')) return measureRatings(task, onProgress);
  return measureComparison(task, onProgress);
}

function isKind<Kind extends MeasuredData['kind']>(task: MeasureTask, kind: Kind): task is Extract<MeasureTask, TaskOf<Kind>> {
  return task.data.kind === kind;
}
