/** @file Worker tasks of measuring: one measurement, which tells its progress while it computes and yields items in batches; a look into a file. Write nothing. */
import type { MeasurementKind } from '#shared/contracts/measure';
import { inspectColumn, type ColumnInspection, type InspectRequest } from './measure/inspect';
import { measure } from './measure/measure';
import type { KeptItem, Measured, MeasureRequest } from './measure/request';

export type MeasureTaskValue =
  | { type: 'progress'; done: number; total: number }
  | { type: 'started'; kind: MeasurementKind }
  | { type: 'items'; items: KeptItem[] }
  | { type: 'finished'; measured: Omit<Measured, 'items'> };

const batchItems = 500;
const shortestProgressMs = 100;

/** `tell` hands a value over at once: the figures are computed without a pause in which it could be asked for. */
export async function* measureTask(request: MeasureRequest, tell: (value: MeasureTaskValue) => void): AsyncGenerator<MeasureTaskValue> {
  let toldMs = 0;
  const { items, ...measured } = await measure(request, (done, total) => {
    if (performance.now() - toldMs < shortestProgressMs) return;
    toldMs = performance.now();
    tell({ type: 'progress', done, total });
  });
  yield { type: 'started', kind: measured.outcome.kind };
  for (let start = 0; start < items.length; start += batchItems) yield { type: 'items', items: items.slice(start, start + batchItems) };
  yield { type: 'finished', measured };
}

export async function* inspectTask(request: InspectRequest): AsyncGenerator<ColumnInspection> {
  yield await inspectColumn(request);
}
